@messaging @refusal @identity
Feature: A certificate speaks for its own party only
  A practice's certificate carries the name that is registered for its PartyKey.

  Background:
    Given Spine between the practices Riverside, Hillside and Oakfield

  Scenario: A sender may not use the PartyKey of another practice
    When Riverside sends Hillside a forward reliable message with the From party of Oakfield
    Then Spine refuses it with the MessageError SecurityFailure "PARTY_NOT_SPOKEN_FOR:the certificate of riverside.spinebox.test speaks for Z99001-900001 and does not speak for Z99004-900004"
    And the journal calls it "refused: PARTY_NOT_SPOKEN_FOR"
    And nothing more is under way and Hillside has had the message 0 times

  Scenario: A PartyKey that nobody has is refused for both reasons
    When Riverside sends Hillside a forward reliable message with an unknown From party
    Then Spine refuses it with the MessageErrors:
      | code               | description                                                                                                                              |
      | ValueNotRecognized | FROM_PARTY_UNKNOWN:nobody is registered as Z99999-999999                                                                                 |
      | SecurityFailure    | PARTY_NOT_SPOKEN_FOR:the certificate of riverside.spinebox.test speaks for Z99001-900001 and does not speak for Z99999-999999 |

  Scenario: An operator may be content with a note
    Given Spine's policy on party identity is warn
    When Riverside sends Hillside a forward reliable message with the From party of Oakfield
    Then Spine acknowledges the message at once
    And the journal notes "IDENTITY-01" against it
    And Hillside receives the message once, byte for byte

  Scenario: An operator may turn the rule off
    Given Spine's policy on party identity is off
    When Riverside sends Hillside a forward reliable message with the From party of Oakfield
    Then Spine acknowledges the message at once
    And the journal does not note "IDENTITY-01" against it
    And Hillside receives the message once, byte for byte

@messaging @duplicates
Feature: Duplicates
  Under DuplicateElimination a message that comes again is acknowledged again and handed on once, as
  long as its contract's persist duration lasts.

  Background:
    Given Spine between the practices Riverside, Hillside and Oakfield

  Scenario: A duplicate gets the same acknowledgement and is handed on once
    When Riverside sends Hillside a forward reliable message
    And Riverside sends the same message again
    Then every copy got the same answer
    And Spine acknowledges the message at once
    And the journal calls it "duplicate"
    And nothing more is under way and Hillside has had the message 1 time

  Scenario: A duplicate is recognised after a restart
    When Riverside sends Hillside a forward reliable message
    And Hillside receives the message once, byte for byte
    And Spine restarts
    And Riverside sends the same message again
    Then every copy got the same answer
    And nothing more is under way and Hillside has had the message 1 time

  Scenario: Copies that come at the same time are handed on once
    When Riverside sends Hillside a forward reliable message
    And Riverside sends 8 copies of it at the same time
    Then every copy got the same answer
    And nothing more is under way and Hillside has had the message 1 time

  Scenario: A request to one of Spine's services is answered once
    When Riverside sends Spine an asynchronous reliable request
    And Riverside sends the same message again
    Then every copy got the same answer
    And Spine's service answers Riverside later with MCCI_IN010000UK13
    And Riverside has been sent MCCI_IN010000UK13 1 time

  Scenario: A refused message is not remembered as seen
    When Riverside sends Hillside a forward reliable message with an unknown CPAId
    And Riverside sends the same message again
    Then Spine refuses it with the MessageError ValueNotRecognized "501319:Unknown eb:CPAId"
    And the journal calls it "refused: CPA_ID_UNKNOWN"

  Scenario: Without DuplicateElimination every copy is handed on
    When Riverside sends Hillside a forward express message
    And Riverside sends the same message again
    Then nothing more is under way and Hillside has had the message 2 times

  @delivery
  Scenario: After the persist duration the same MessageId is a new message
    Given a clock that the scenario moves
    When Riverside sends Hillside a forward reliable message
    And Hillside receives the message once, byte for byte
    And 4 hours 11 minutes pass
    And Riverside sends the same message again
    Then Spine acknowledges the message at once
    And the journal calls it "taken"
    And nothing more is under way and Hillside has had the message 2 times

  Scenario: Within the persist duration it is still a duplicate
    Given a clock that the scenario moves
    When Riverside sends Hillside a forward reliable message
    And Hillside receives the message once, byte for byte
    And 4 hours 9 minutes pass
    And Riverside sends the same message again
    Then every copy got the same answer
    And the journal calls it "duplicate"
    And nothing more is under way and Hillside has had the message 1 time

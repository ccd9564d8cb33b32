@smartcard
Feature: Smartcards and role assertions
  A user's card makes a session; an application is given a signed assertion of the role for its token.

  Background:
    Given the identity services with the people of the default world

  Scenario: I07 A user at work is vouched for
    When user 990000001001 puts a smartcard in
    Then the role assertion is of user 990000001001 in role 990000002001, in live mode
    And a careful receiver takes it

  Scenario: I07 A user in training is marked as such
    When user 990000001006 puts a smartcard in
    Then the role assertion is of user 990000001006 in role 990000002008, in training mode

  Scenario: I07 After twelve hours the session is over
    When user 990000001001 puts a smartcard in
    And 12 hours go by at the identity services
    Then the role assertion is refused: "the session is over: expired"

  Scenario: When the card is taken out the session is gone
    When user 990000001001 puts a smartcard in
    And the card is taken out
    Then the role assertion is refused: "the session is over: card-removed"
    And a message by user 990000001001 in role 990000002001 that sets a GP is refused: the session of user 990000001001 is over: card-removed

  Scenario: Nobody is vouched for after logging off
    When user 990000001001 puts a smartcard in
    And the user logs off
    Then the role assertion is refused: "the session is over: logged-off"

  Scenario: Without a role there is nothing to assert
    When user 990000001005 puts a smartcard in and selects no role
    Then the role assertion is refused: "no role is selected"

  Scenario Outline: A careful receiver finds an assertion out that is <flaw>
    When user 990000001001 puts a smartcard in whose assertions are <flaw>
    Then a careful receiver refuses it as "<problem>"

    Examples:
      | flaw          | problem       |
      | expired       | expired       |
      | not-yet-valid | not-yet-valid |
      | tampered      | signature     |
      | wrapped       | structure     |
      | unsigned      | unsigned      |

  Scenario: An assertion counts once
    When user 990000001001 puts a smartcard in whose assertions are repeated
    Then a careful receiver takes it
    And a careful receiver refuses it as "replayed"

  Scenario: Messages are held to the session of their user
    When user 990000001001 puts a smartcard in
    Then a message by user 990000001001 in role 990000002001 that sets a GP is allowed
    And a message by user 990000001001 in role 990000002002 that sets a GP is refused: role profile 990000002002 belongs to another user than 990000001001
    And a message by user 990000001002 in role 990000002002 that sets a GP is refused: user 990000001002 has no session

  Scenario: I09 A role without B8009 may not set a GP, unless the settings say otherwise
    When user 990000001004 puts a smartcard in
    Then a message by user 990000001004 in role 990000002004 that sets a GP is refused: role profile 990000002004 lacks activity B8009
    Given the activity to set a GP registration is "none"
    Then a message by user 990000001004 in role 990000002004 that sets a GP is allowed

  Scenario: A user with several roles works in the one that was chosen
    When user 990000001005 puts a smartcard in for role 990000002006
    Then a message by user 990000001005 in role 990000002006 that sets a GP is allowed
    And a message by user 990000001005 in role 990000002005 that sets a GP is refused: user 990000001005 works in role profile 990000002006

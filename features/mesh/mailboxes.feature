@mesh
Feature: Mailboxes of MESH
  Files for other organisations are left in their mailboxes and collected from there.

  Background:
    Given the mailboxes of the MESH sandbox

  Scenario: A file is sent, collected and acknowledged
    When X26ABC1 sends "hello" to X26ABC2 on TEST_WORKFLOW
    Then X26ABC2 finds 1 message and reads "hello"
    When X26ABC2 acknowledges it
    Then X26ABC2 finds 0 messages
    And X26ABC1 is told that it is "Acknowledged"

  Scenario: A large file comes in pieces and is there when the last has come
    When X26ABC1 sends the pieces "one" and "two" to X26ABC2, the last one held back
    Then X26ABC2 finds 0 messages
    When X26ABC1 sends the last piece
    Then X26ABC2 finds 1 message and reads "onetwo"

  Scenario: What nobody collects comes back to its sender as a report
    When X26ABC1 sends "hello" to X26ABC2 on TEST_WORKFLOW
    And 5 days pass
    Then X26ABC1 finds a report with code 14 about it
    And X26ABC2 finds 0 messages

  Scenario: Nobody reads the mailbox of another
    When X26ABC1 sends "hello" to X26ABC2 on TEST_WORKFLOW
    Then X26ABC3 cannot read it

  Scenario: A token works once, and the record says why the second time it does not
    When X26ABC1 asks for its list twice with the same token
    Then the second answer is 403 with nothing in it
    And the record says "a token works once"

  Scenario: A file waits through a restart
    When X26ABC1 sends "hello" to X26ABC2 on TEST_WORKFLOW
    And the simulator is started anew over the same journal
    Then X26ABC2 finds 1 message and reads "hello"

  Scenario: A fault is a rule and stands in the record beside what it did
    Given a rule answers the first message of X26ABC1 with "429"
    When X26ABC1 tries to send to X26ABC2
    Then it is answered 429
    And the record says "the fault of-the-scenario asks for: result 429"

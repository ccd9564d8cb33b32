@messaging @delivery
Feature: Delivery, retries and giving up
  Spine tries to hand on what it has acknowledged as often and as long as the recipient's contract says.
  For a request for a record that is two retries two hours apart, within four hours and ten minutes.

  Background:
    Given Spine between the practices Riverside, Hillside and Oakfield
    And a clock that the scenario moves

  @GP2GP-REQ-138
  Scenario: A recipient that fails at first receives the same message on a retry
    Given Hillside answers with a SOAP fault 206, then with an acknowledgement
    When Riverside sends Hillside a forward reliable message
    Then Spine acknowledges the message at once
    And attempt 1 to deliver it is refused
    When 1 hour 59 minutes pass
    And 1 minute passes
    Then attempt 2 to deliver it is acknowledged
    And Hillside has received the message 2 times, byte for byte
    And nothing more is under way and Hillside has had the message 2 times

  Scenario Outline: A retry follows <failure>
    Given Hillside answers with <failure>, then with an acknowledgement
    When Riverside sends Hillside a forward reliable message
    Then attempt 1 to deliver it is <outcome>
    When 2 hours pass
    Then attempt 2 to deliver it is acknowledged
    And nothing more is under way and Hillside has had the message 2 times

    Examples:
      | failure                               | outcome     |
      | a SOAP fault 200                      | refused     |
      | a SOAP fault 206                      | refused     |
      | a SOAP fault 208                      | refused     |
      | a MessageError with severity Warning  | refused     |
      | an empty answer with status 400       | refused     |
      | an empty answer with status 503       | refused     |
      | a broken connection                   | unreachable |

  Scenario: A recipient that does not answer in time is tried again
    Given Spine's policy on the longest delivery is PT0.3S
    And Hillside answers with silence, then with an acknowledgement
    When Riverside sends Hillside a forward reliable message
    Then attempt 1 to deliver it is unreachable
    When 2 hours pass
    Then attempt 2 to deliver it is acknowledged

  Scenario Outline: Any answer of success is enough, even without an acknowledgement
    Given Hillside answers with <answer>
    When Riverside sends Hillside a forward reliable message
    Then Hillside receives the message once, byte for byte
    And attempt 1 to deliver it is accepted
    And nothing more is under way and Hillside has had the message 1 time

    Examples:
      | answer                                |
      | an empty answer with status 200       |
      | an empty answer with status 202       |
      | an empty answer with status 204       |
      | an acknowledgement of another message |

  Scenario: Giving up when all retries are used, and the message may have arrived
    Given Hillside answers with a SOAP fault 206
    When Riverside sends Hillside a forward reliable message
    Then attempt 1 to deliver it is refused
    When 2 hours pass
    Then attempt 2 to deliver it is refused
    When 2 hours pass
    Then attempt 3 to deliver it is refused
    And Spine tells the sender of a DeliveryFailure with severity Warning because:
      """
      SOAP fault 206; 3 of 3 attempts made
      """
    And nothing more is under way and Hillside has had the message 3 times

  Scenario: Giving up on a recipient that was never reached
    Given Hillside is out of reach
    When Riverside sends Hillside a forward reliable message
    Then attempt 1 to deliver it is unreachable
    When 2 hours pass
    Then attempt 2 to deliver it is unreachable
    When 2 hours pass
    Then attempt 3 to deliver it is unreachable
    And Spine tells the sender of a DeliveryFailure with severity Error because:
      """
      connection refused: the server does not listen there; 3 of 3 attempts made
      """
    And nothing more is under way and Hillside has had the message 0 times

  Scenario Outline: <answer> ends the delivery at once
    Given Hillside answers with <answer>
    When Riverside sends Hillside a forward reliable message
    Then attempt 1 to deliver it is rejected
    And Spine tells the sender of a DeliveryFailure with severity Error because:
      """
      <why>
      """
    And nothing more is under way and Hillside has had the message 1 time

    Examples:
      | answer                             | why                                                 |
      | a SOAP fault 101                   | SOAP fault 101                                      |
      | a SOAP fault 201                   | SOAP fault 201                                      |
      | a MessageError with severity Error | MessageError DeliveryFailure set up by the scenario |

  Scenario: The end of the persist duration ends the delivery
    Given Hillside's contract for a forward reliable message says:
      | retries | 10 |
    And Hillside answers with a SOAP fault 206
    When Riverside sends Hillside a forward reliable message
    Then attempt 1 to deliver it is refused
    When 2 hours pass
    Then attempt 2 to deliver it is refused
    When 2 hours pass
    Then attempt 3 to deliver it is refused
    When 10 minutes pass
    Then Spine tells the sender of a DeliveryFailure with severity Warning because:
      """
      SOAP fault 206; 3 of 11 attempts made; the persist duration ends before the next attempt
      """
    And nothing more is under way and Hillside has had the message 3 times

  Scenario: An operator may count the first attempt among the retries
    Given Spine's policy on counting retries is attempts
    And Hillside answers with a SOAP fault 206
    When Riverside sends Hillside a forward reliable message
    Then attempt 1 to deliver it is refused
    When 2 hours pass
    Then attempt 2 to deliver it is refused
    And Spine tells the sender of a DeliveryFailure with severity Warning because:
      """
      SOAP fault 206; 2 of 2 attempts made
      """
    And nothing more is under way and Hillside has had the message 2 times

  Scenario: A delivery that waits survives a restart
    Given Hillside answers with a SOAP fault 206, then with an acknowledgement
    When Riverside sends Hillside a forward reliable message
    Then attempt 1 to deliver it is refused
    When Spine restarts
    And 2 hours pass
    Then attempt 2 to deliver it is acknowledged
    And Hillside has received the message 2 times, byte for byte
    And nothing more is under way and Hillside has had the message 2 times

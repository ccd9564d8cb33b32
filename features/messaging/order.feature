@messaging @delivery @order
Feature: Order and independence
  Messages of one conversation reach a recipient in the order in which Spine took them. A recipient that
  is slow holds up nobody else.

  Background:
    Given Spine between the practices Riverside, Hillside and Oakfield

  Scenario: A conversation keeps its order
    Given Hillside answers with an acknowledgement that is held back
    When Riverside sends Hillside a forward reliable message
    And Riverside sends Hillside a forward reliable message in the same conversation
    And Riverside sends Hillside a forward reliable message
    Then Hillside has received the messages in the order 1 and 3
    When Hillside lets its answers go
    Then Hillside has received the messages in the order 1, 3 and 2

  Scenario: A failed message does not let the next of its conversation wait for the retry
    Given a clock that the scenario moves
    And Hillside answers with a SOAP fault 206, then with an acknowledgement
    When Riverside sends Hillside a forward reliable message
    And attempt 1 to deliver it is refused
    And Riverside sends Hillside a forward reliable message in the same conversation
    Then Hillside receives the message once, byte for byte

  Scenario: A slow recipient does not delay another
    Given Hillside answers with an acknowledgement that is held back
    When Riverside sends Hillside 8 messages of different conversations
    And Riverside sends Oakfield a forward reliable message
    Then Oakfield receives the message once, byte for byte
    When Hillside lets its answers go
    Then nothing more is under way and Oakfield has had the message 1 time

@messaging @acknowledgement
Feature: Acknowledgements and other signals
  The acknowledgement of a hop says that Spine has the message, and nothing more. Where a contract says
  so, it comes in a message of its own.

  Background:
    Given Spine between the practices Riverside, Hillside and Oakfield

  Scenario: A contract with asynchronous acknowledgement
    Given Hillside's contract for a forward reliable message says:
      | acknowledgement | asynchronous |
    When Riverside sends Hillside a forward reliable message
    Then Spine accepts the message without acknowledging it
    And Spine posts an acknowledgement of its own to Riverside
    And Hillside receives the message once, byte for byte

  @duplicates
  Scenario: A duplicate under asynchronous acknowledgement is acknowledged again
    Given Hillside's contract for a forward reliable message says:
      | acknowledgement | asynchronous |
    When Riverside sends Hillside a forward reliable message
    And Riverside sends the same message again
    Then every copy got the same answer
    And Riverside is posted 2 acknowledgements of the message
    And nothing more is under way and Hillside has had the message 1 time

  Scenario: A recipient may acknowledge the hop on a connection of its own
    Given Hillside answers with an empty answer with status 200
    When Riverside sends Hillside a forward reliable message
    Then Hillside receives the message once, byte for byte
    When Hillside acknowledges the message on a connection of its own
    Then Spine takes the acknowledgement
    And Riverside is posted 0 acknowledgements of the message

  Scenario: Only the party itself may acknowledge
    When Riverside sends Hillside an end-party reliable message
    And Oakfield acknowledges the message in the name of Hillside
    Then Spine refuses it with the MessageError SecurityFailure "PARTY_NOT_SPOKEN_FOR:the certificate of oakfield.spinebox.test speaks for Z99004-900004 and does not speak for Z99002-900002"

  Scenario: A Ping is answered with a Pong
    When Riverside pings Spine
    Then Spine answers with a Pong

  Scenario: The sender asks after a message that was handed on
    When Riverside sends Hillside a forward reliable message
    And Hillside receives the message once, byte for byte
    And Riverside asks Spine what became of the message
    Then Spine answers that it is Forwarded

  @delivery
  Scenario: The sender asks after a message that still waits for its recipient
    Given Hillside answers with a SOAP fault 206
    When Riverside sends Hillside a forward reliable message
    And attempt 1 to deliver it is refused
    And Riverside asks Spine what became of the message
    Then Spine answers that it is Received

  Scenario: Nobody asks after the messages of others
    When Riverside sends Hillside a forward reliable message
    And Oakfield asks Spine what became of the message
    Then Spine answers that it is UnAuthorized

  Scenario: A message that was never sent is not recognised
    When Riverside asks Spine what became of a message that was never sent
    Then Spine answers that it is NotRecognized

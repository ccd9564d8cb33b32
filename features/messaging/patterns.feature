@messaging @patterns
Feature: Messaging patterns
  Spine takes each kind of message in its own way: some it acknowledges, some it only accepts, some it
  answers itself, and some it hands on to another practice.

  Background:
    Given Spine between the practices Riverside, Hillside and Oakfield

  @acknowledgement
  Scenario: A forward reliable message is acknowledged at once and handed on
    When Riverside sends Hillside a forward reliable message
    Then Spine acknowledges the message at once
    And Hillside receives the message once, byte for byte
    And the journal calls it "taken"

  @acknowledgement
  Scenario: The address of the intermediary takes the same messages
    When Riverside sends Hillside a forward reliable message with the address of the intermediary
    Then Spine acknowledges the message at once
    And Hillside receives the message once, byte for byte

  Scenario: A forward express message is accepted without an acknowledgement and handed on
    When Riverside sends Hillside a forward express message
    Then Spine accepts the message without acknowledging it
    And Hillside receives the message once, byte for byte

  @acknowledgement
  Scenario: An end-party reliable message is acknowledged by its final recipient
    Given Hillside answers with an empty answer with status 200
    When Riverside sends Hillside an end-party reliable message
    Then Spine accepts the message without acknowledging it
    And Hillside receives the message once, byte for byte
    When Hillside acknowledges the message on a connection of its own
    Then Spine takes the acknowledgement
    And Spine relays the acknowledgement to the sender

  @acknowledgement
  Scenario: An asynchronous reliable request is acknowledged at once and answered later
    When Riverside sends Spine an asynchronous reliable request
    Then Spine acknowledges the message at once
    And Spine's service answers Riverside later with MCCI_IN010000UK13

  Scenario: An asynchronous express query is accepted and answered later
    When Riverside sends Spine an asynchronous express query
    Then Spine accepts the message without acknowledging it
    And Spine's service answers Riverside later with QUPC_IN160102UK05

  Scenario: A synchronous query is answered on the same connection
    When Riverside asks Spine a synchronous query
    Then Spine answers the query with QUPA_IN050000UK32 inside retrievalQueryResponse

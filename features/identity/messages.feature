@identity @messaging
Feature: Messages are held to the sessions of their users
  A message may name the person who acts. Where sessions are enforced that person must be at work.

  Background:
    Given the identity services with the people of the default world

  Scenario: Who is at work may send, who is not may not
    Given Spine's messages are held to the sessions of their users: enforce
    When Riverside sends Hillside a forward reliable message with user 990000001001 in role 990000002001
    Then Spine refuses it with the MessageError SecurityFailure "USER_WITHOUT_SESSION:user 990000001001 has no session"
    And the journal calls it "refused: USER_WITHOUT_SESSION"
    And nothing more is under way and Hillside has had the message 0 times
    When user 990000001001 puts a smartcard in
    And Riverside sends Hillside a forward reliable message with user 990000001001 in role 990000002001
    Then Spine acknowledges the message at once
    And Hillside receives the message once, byte for byte

  Scenario: The card is taken out in the middle of the day
    Given Spine's messages are held to the sessions of their users: enforce
    When user 990000001001 puts a smartcard in
    And the card is taken out
    And Riverside sends Spine an asynchronous reliable request with user 990000001001 in role 990000002001
    Then Spine refuses it with the MessageError SecurityFailure "USER_WITHOUT_SESSION:the session of user 990000001001 is over: card-removed"

  Scenario: A role of another practice is not borrowed
    Given Spine's messages are held to the sessions of their users: enforce
    When user 990000001002 puts a smartcard in
    And Riverside sends Hillside a forward reliable message with user 990000001002 in role 990000002002
    Then Spine refuses it with the MessageError SecurityFailure "USER_WITHOUT_SESSION:role profile 990000002002 is one of Z99002, and Z99001 sent the message"

  Scenario: A message that names nobody needs no session
    Given Spine's messages are held to the sessions of their users: enforce
    When Riverside sends Hillside a forward reliable message
    Then Spine acknowledges the message at once

  Scenario: An operator may be content with a note
    Given Spine's messages are held to the sessions of their users: warn
    When Riverside sends Hillside a forward reliable message with user 990000001001 in role 990000002001
    Then Spine acknowledges the message at once
    And the journal notes "USER-01" against it
    And Hillside receives the message once, byte for byte

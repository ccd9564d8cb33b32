@messaging @time-to-live
Feature: TimeToLive
  Whether Spine enforces TimeToLive is not published, so the operator decides.

  Background:
    Given Spine between the practices Riverside, Hillside and Oakfield

  Scenario: By default a TimeToLive that has passed is only noted
    When Riverside sends Hillside a forward reliable message with a TimeToLive that has passed
    Then Spine acknowledges the message at once
    And the journal notes "EBXML-HEADER-07" against it
    And Hillside receives the message once, byte for byte

  @refusal
  Scenario: Enforced, a TimeToLive that has passed refuses the message
    Given Spine's policy on TimeToLive is enforce
    And a clock that the scenario moves
    When Riverside sends Hillside a forward reliable message with a TimeToLive that has passed
    Then Spine refuses it with the MessageError TimeToLiveExpired "TIME_TO_LIVE_EXPIRED:TimeToLive 2026-01-04T13:10:00Z had passed at 2026-01-05T09:00:00.000Z"
    And the journal calls it "refused: TIME_TO_LIVE_EXPIRED"
    And nothing more is under way and Hillside has had the message 0 times

  Scenario: Ignored, a TimeToLive that has passed changes nothing
    Given Spine's policy on TimeToLive is ignore
    When Riverside sends Hillside a forward reliable message with a TimeToLive that has passed
    Then Spine acknowledges the message at once
    And the journal does not note "EBXML-HEADER-07" against it
    And Hillside receives the message once, byte for byte

  @delivery
  Scenario: Enforced, a TimeToLive that passes between two attempts ends the delivery
    Given Spine's policy on TimeToLive is enforce
    And a clock that the scenario moves
    And Hillside's contract for a forward reliable message says:
      | retry interval   | PT3H |
      | persist duration | PT5H |
    And Hillside answers with a SOAP fault 206
    When Riverside sends Hillside a forward reliable message with a TimeToLive of its persist duration
    Then attempt 1 to deliver it is refused
    When 3 hours pass
    Then attempt 2 to deliver it is refused
    When 2 hours pass
    Then Spine tells the sender of a DeliveryFailure with severity Warning because:
      """
      SOAP fault 206; 2 of 3 attempts made; TimeToLive ends before the next attempt
      """

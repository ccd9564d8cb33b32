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

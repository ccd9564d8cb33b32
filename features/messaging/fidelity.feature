@messaging @fidelity
Feature: Messages are handed on byte for byte
  Suppliers write their messages differently. Spine reads them all and changes nothing.

  Background:
    Given Spine between the practices Riverside, Hillside and Oakfield

  Scenario Outline: A message with <habit>
    When Riverside sends Hillside a forward reliable message with <habit>
    Then Spine acknowledges the message at once
    And Hillside receives the message once, byte for byte

    Examples:
      | habit                           |
      | line feeds in place of line ends |
      | line ends that alternate        |
      | unquoted parameters             |
      | parameters in another order     |
      | header names in lower case      |
      | no space after the colon        |
      | a preamble and an epilogue      |
      | spaces after the boundary       |
      | a boundary of its own           |
      | a quoted SOAPAction             |
      | the lower-case HL7 namespace    |
      | an envelope on one line         |
      | 98 attachments                  |
      | 5,242,880 bytes                 |

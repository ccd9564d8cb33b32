@transport
Feature: Acknowledging what Spine delivers, and taking its acknowledgements
  Spine sends again what is not acknowledged. A copy that is taken for a new message files a record twice, or sends one
  twice; a copy that is not acknowledged comes for ever.

  @requester
  Rule: A system that asks for records

    Scenario Outline: <the message> is delivered twice
      Given the situation "spine-carries-to-a-requester-badly" with:
        | message | <message> |
      When the patient registers
      Then the system asks for the record
      And "<label>" reaches the system 2 times
      And every delivery of "<label>" is acknowledged
      And the record is filed
      And the documents are held byte for byte
      And the system has answered "<label>" once

      @MHS-B1-01 @basis-N @requires-MHS-B1 @requires-DUPLICATE-01
      Examples: the extract
        | the message | message | label   |
        | The extract | extract | extract |

      @MHS-B1-02 @basis-N @requires-MHS-B1 @requires-DUPLICATE-01
      Examples: a part
        | the message | message   | label     |
        | A part      | first.txt | first.txt |

    @MHS-B1-03 @basis-N @requires-MHS-B1 @requires-DUPLICATE-01
    Scenario: The refusal of the request is delivered twice
      Given the situation "request-refused-twice-delivered"
      When the patient registers
      Then the system asks for the record
      And "refusal" reaches the system 2 times
      And every delivery of "refusal" is acknowledged
      And the transfer is shown as refused with 06
      And the system sends nothing more

    @MHS-B7-01 @basis-A @requires-MHS-B7
    Scenario: The request is acknowledged by a message of its own
      Given the situation "spine-answers-a-requester-badly" with:
        | answer   | late-acknowledgement |
        | for      | PT0.2S               |
        | interval | PT1S                 |
      When the patient registers
      Then the system sends the request 1 times, as one message
      And the acknowledgement of the request is taken by the system
      And the record is filed
      And the system has tried the request once, though "PT1S" went by

    @MHS-B7-02 @basis-A @requires-MHS-B7
    Scenario: The acknowledgement of the request comes after it was sent again
      Given the situation "spine-answers-a-requester-badly" with:
        | answer   | late-acknowledgement |
        | attempts | all                  |
        | for      | PT0.8S               |
      When the patient registers
      Then the system sends the request 2 times, as one message
      And the record is filed

    @MHS-B8-01 @basis-A @requires-MHS-B8
    Scenario: The extract is acknowledged before it is filed
      Given the situation "spine-carries-to-a-requester-badly" with:
        | trouble | delay  |
        | for     | PT0.1S |
      When the patient registers
      Then the system asks for the record
      And "extract" reaches the system
      And the delivery of "extract" was acknowledged in good time and before it was answered
      And the record is filed

    @MHS-B10-01 @basis-A @requires-MHS-B10
    Scenario Outline: <signal> for a message that nobody sent
      Given the situation "spine-carries-to-a-requester-badly" with:
        | trouble | delay  |
        | for     | PT0.1S |
      When Spine delivers <signal> for a message that nobody sent
      Then the door says something to it
      When the patient registers
      Then the system asks for the record
      And the record is filed

      Examples:
        | signal             |
        | an acknowledgement |
        | an error           |

  @sender
  Rule: A system that sends records

    @MHS-B1-04 @basis-N @requires-MHS-B1 @requires-DUPLICATE-01
    Scenario: The request is delivered twice
      Given the situation "spine-carries-to-a-sender-badly"
      And the system holds a record
      When the counterpart asks for the record
      Then "request" reaches the system 2 times
      And every delivery of "request" is acknowledged
      And the system sends one extract
      And the system has answered "request" once
      And the transfer is shown as transferred
      And nothing was sent a second time

    @MHS-B1-05 @basis-N @requires-MHS-B1 @requires-LM-10
    Scenario: The continue is delivered twice
      Given the situation "spine-carries-to-a-sender-badly" with:
        | message | continue |
      And the system holds a record
      And the record has these documents:
        | name       | type       | kind | bytes |
        | first.tif  | image/tiff | scan | 3 MB  |
        | second.tif | image/tiff | scan | 3 MB  |
      When the counterpart asks for the record
      Then the system sends one extract
      And "continue" reaches the system 2 times
      And every delivery of "continue" is acknowledged
      And the system sends every announced fragment once
      And the transfer is shown as transferred
      And nothing was sent a second time
      And the system sends nothing more

    @MHS-B1-06 @basis-N @requires-MHS-B1
    Scenario: The final acknowledgement is delivered twice
      Given the situation "spine-carries-to-a-sender-badly" with:
        | message | final-acknowledgement |
      And the system holds a record
      When the counterpart asks for the record
      Then the system sends one extract
      And the final acknowledgement reaches the system 2 times
      And every delivery of the final acknowledgement is acknowledged
      And the transfer is shown as transferred
      And nothing was sent a second time
      And the system sends nothing more

    @MHS-B7-03 @basis-A @requires-MHS-B7
    Scenario: The extract is acknowledged by a message of its own
      Given the situation "spine-answers-a-sender-badly" with:
        | answer   | late-acknowledgement |
        | for      | PT0.2S               |
        | interval | PT1S                 |
      And the system holds a record
      When the counterpart asks for the record
      Then the system sends the extract 1 times, as one message
      And the acknowledgement of the extract is taken by the system
      And the transfer is shown as transferred
      And the system has tried the extract once, though "PT1S" went by

    @MHS-B8-02 @basis-A @requires-MHS-B8
    Scenario: The request is acknowledged before the record is made ready
      Given the situation "spine-carries-to-a-sender-badly" with:
        | trouble | delay  |
        | for     | PT0.1S |
      And the system holds a record with:
        | payloadBytes | 3 MB |
      When the counterpart asks for the record
      Then "request" reaches the system
      And the system sends one extract
      And the delivery of "request" was acknowledged in good time and before it was answered
      And the transfer is shown as transferred

    @MHS-B10-02 @basis-A @requires-MHS-B10
    Scenario Outline: <signal> for a message that nobody sent
      Given the situation "spine-carries-to-a-sender-badly" with:
        | trouble | delay  |
        | for     | PT0.1S |
      And the system holds a record
      When Spine delivers <signal> for a message that nobody sent
      Then the door says something to it
      When the counterpart asks for the record
      Then the system sends one extract
      And the transfer is shown as transferred

      Examples:
        | signal             |
        | an acknowledgement |
        | an error           |

@transport
Feature: Deliveries that are disturbed
  Between Spine and a practice lines break, stall and overtake each other. What arrives in the end must be what was sent,
  once.

  Rule: What was broken off comes again, and is taken once

    @requester @MHS-X-06 @basis-N @requires-MHS-B1 @requires-MHS-RECEIVE
    Scenario: The delivery of the extract breaks off, and it comes again
      Given the situation "spine-carries-to-a-requester-badly" with:
        | trouble | reset |
      When the patient registers
      Then the system asks for the record
      And the system accepts the extract
      And the record is filed
      And the documents are held byte for byte

    @requester @MHS-X-07 @basis-N @requires-MHS-B1 @requires-LM-07
    Scenario: A part is overtaken by the next
      Given the situation "spine-carries-to-a-requester-badly" with:
        | message | first.txt |
        | trouble | reorder   |
      When the patient registers
      Then the system asks for the record
      And the system accepts every fragment
      And the record is filed
      And the documents are held byte for byte

    @requester @MHS-X-08 @basis-N @requires-MHS-HTTP
    Scenario: The extract comes slowly
      Given the situation "spine-carries-to-a-requester-badly" with:
        | trouble | slow-body |
        | for     | PT1S      |
      When the patient registers
      Then the system asks for the record
      And the system accepts the extract
      And every delivery of "extract" is acknowledged
      And the record is filed
      And the documents are held byte for byte

    @sender @MHS-X-09 @basis-N @requires-MHS-B1 @requires-MHS-RECEIVE
    Scenario: The delivery of the request breaks off, and it comes again
      Given the situation "spine-carries-to-a-sender-badly" with:
        | trouble | reset |
      And the system holds a record
      When the counterpart asks for the record
      Then the system accepts the request
      And the system sends one extract
      And the transfer is shown as transferred

    @sender @MHS-X-10 @basis-N @requires-MHS-HTTP
    Scenario: The request comes slowly
      Given the situation "spine-carries-to-a-sender-badly" with:
        | trouble | slow-body |
        | for     | PT1S      |
      And the system holds a record
      When the counterpart asks for the record
      Then the system accepts the request
      And every delivery of "request" is acknowledged
      And the system sends one extract
      And the transfer is shown as transferred

  Rule: Many at once do not disturb each other

    @sender @MHS-X-11 @basis-N @requires-STEADY-02 @requires-MHS-B1
    Scenario: Thirty requests at once, each of them delivered twice
      Given the situation "spine-carries-to-a-sender-badly" 30 times with records of their own
      When all counterparts ask for their records at once
      Then every counterpart gets the extract of its own patient, and no other
      And every message of the system has a number of its own, in capitals
      And every transfer is shown as transferred

@requester
Feature: Refusing a record that must not be taken in
  A record that cannot be read, belongs to somebody else or came twice must not become part of a patient's record, and
  the former practice must learn why. A wrong record taken in is worse than none.

  Rule: What cannot be read is refused

    @GP2GP-REQ-061 @basis-P @requires-CODE-21 @requires-MSG-EXTRACT
    Scenario: The record breaks off in the middle
      Given the situation "extract-that-breaks-off"
      When the patient registers
      Then the system asks for the record
      And the system refuses the extract with 21 or leaves it unanswered
      And the record is not filed
      And the system still works

    @GP2GP-REQ-062 @basis-P @requires-CODE-21 @requires-MSG-EXTRACT
    Scenario: The record lacks what every record must have
      Given the situation "extract-without-id"
      When the patient registers
      Then the system asks for the record
      And the system refuses the extract with 21
      And the record is not filed

    @GP2GP-REQ-076 @basis-I @requires-MSG-EXTRACT
    Scenario: The record comes in a form that is no longer in use
      Given the situation "extract-in-obsolete-form"
      When the patient registers
      Then the system asks for the record
      And the system does not accept "extract"
      And the record is not filed
      And the system still works

  Rule: A record that is not the one asked for is never filed

    @GP2GP-REQ-063 @basis-P @requires-SAFE-01
    Scenario Outline: The record is another patient's, and the patient <comes>
      Given the situation "extract-of-another-patient"
      When the patient <registers>
      Then the system asks for the record
      And the system refuses the extract with <code>
      And the record is not filed

      @requires-CODE-28
      Examples: a patient who was never here
        | comes                    | registers                        | code |
        | comes for the first time | registers                        | 28   |

      @requires-CODE-17 @needs-returning-patients
      Examples: a patient whose old record is still here
        | comes                    | registers                        | code |
        | comes back               | registers as a returning patient | 17   |

    @GP2GP-REQ-064 @basis-P @requires-STRAY-01 @requires-CODE-09
    Scenario: A record that nobody asked for
      Given the situation "extract-that-nobody-asked-for"
      When the patient registers
      Then the system asks for the record
      And the system refuses "unasked" with 09
      When the counterpart does "send the extract"
      Then the system accepts "extract"
      And the record is filed

    @GP2GP-REQ-065 @basis-I @requires-ID-06 @requires-SAFE-01
    Scenario: The record answers another request
      Given the situation "extract-for-another-request"
      When the patient registers
      Then the system asks for the record
      And the system refuses the extract with 09 or 21
      And the record is not filed

    @GP2GP-REQ-066 @basis-I @requires-SAFE-01
    Scenario: The record comes from a practice that was not asked
      Given the situation "extract-from-a-stranger"
      When the patient registers
      Then the system asks for the record
      And the system refuses "strange" with 09 or 21 or 99
      And the record is not filed

    @GP2GP-REQ-067 @basis-I @requires-SAFE-01
    Scenario: The record is addressed to another practice
      Given the situation "extract-for-another-practice"
      When the patient registers
      Then the system asks for the record
      And the system refuses the extract with 28 or 21 or 99
      And the record is not filed

  Rule: A record that comes twice is filed once

    @GP2GP-REQ-068 @basis-P @requires-DUPLICATE-02 @requires-CODE-12
    Scenario: The record comes a second time as a new message
      Given the situation "extract-sent-twice"
      When the patient registers
      Then the system asks for the record
      And the system accepts "extract"
      And the record is filed
      When the counterpart does "send the record again"
      Then the system refuses "second copy" with 12
      And the record is filed
      And the payload is held byte for byte

    @GP2GP-REQ-069 @basis-N @requires-DUPLICATE-01 @requires-MHS-B1
    Scenario: The same message is delivered twice
      Given the situation "extract-delivered-twice"
      When the patient registers
      Then the system asks for the record
      And the system accepts the extract
      And the record is filed
      And both copies of the extract are acknowledged to Spine
      And the system answers the second copy as the first or not at all

  Rule: The user decides, and the former practice learns what became of the record

    @GP2GP-REQ-070 @basis-P @requires-CODE-11 @requires-ANSWER-03
    Scenario: The user rejects the record
      Given the situation "small-record"
      And the user will reject the record
      When the patient registers
      Then the system asks for the record
      And the system refuses the extract with 11
      And the record is not filed

    @GP2GP-REQ-071 @basis-A @requires-CODE-99 @requires-CODE-11
    Scenario: The system's own store fails
      Given the situation "small-record"
      And the system's store will fail
      When the patient registers
      Then the system asks for the record
      And the system refuses the extract with 99 or 11
      And the record is not filed

    @GP2GP-REQ-072 @basis-P @requires-RETURN-01 @requires-CODE-15 @needs-returning-patients
    Scenario: A returning patient's record is kept out of sight
      Given the situation "small-record"
      And the user will suppress the record
      When the patient registers as a returning patient
      Then the system asks for the record
      And the system refuses the extract with 15

    @GP2GP-REQ-073 @basis-P @requires-RETURN-01 @requires-CODE-17 @needs-returning-patients
    Scenario: A returning patient's record turns out to be another patient's
      Given the situation "small-record"
      And the user will call it another patient's
      When the patient registers as a returning patient
      Then the system asks for the record
      And the system refuses the extract with 17
      And the record is not filed

    @GP2GP-REQ-074 @basis-P @requires-RETURN-01 @requires-CODE-26 @needs-returning-patients
    Scenario: A returning patient's record is kept as a document
      Given the situation "small-record"
      And the user will file as an attachment the record
      When the patient registers as a returning patient
      Then the system asks for the record
      And the system refuses the extract with 26

    @GP2GP-REQ-075 @basis-I @requires-RETURN-01 @needs-returning-patients
    Scenario: A returning patient's record is merged with the old one
      Given the situation "small-record"
      And the user will accept the record
      When the patient registers as a returning patient
      Then the system asks for the record
      And the system accepts the extract
      And the record is filed

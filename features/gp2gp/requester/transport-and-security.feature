@requester
Feature: Keeping transfers safe when the network or a peer does not behave
  Messages get lost and come twice, systems are restarted, and some content is made to do harm. None of this may lose
  part of a record, mix two patients' records, or take the system away from the people who work with it.

  Rule: A request is neither lost nor doubled on its way

    @GP2GP-REQ-137 @basis-N @requires-MHS-B3 @requires-MHS-B4
    Scenario Outline: Spine answers the request with <answer>
      Given the situation "request-refused-by-spine" with:
        | fault    | <fault>    |
        | code     | <code>     |
        | severity | <severity> |
      When the patient registers
      Then the system has tried to ask for the record
      And the transfer is shown as failed
      And the system sends nothing more
      And every try to ask for the record was the same message

      Examples:
        | answer       | fault         | code               | severity |
        | an error     | message-error | ValueNotRecognized | Error    |
        | a SOAP fault | soap-fault    | 300                |          |

    @GP2GP-REQ-138 @basis-N @requires-MHS-B2 @requires-MHS-B6
    Scenario: Spine takes the request, but its answer is lost
      Given the situation "answer-to-request-lost"
      When the patient registers
      Then the system asks for the record again with the same message
      And the system accepts the extract
      And the record is filed
      And every try to ask for the record was the same message

  Rule: Nothing is taken in that is meant for somebody else

    @GP2GP-REQ-139 @basis-I @requires-MHS-B9 @requires-SAFE-01
    Scenario: A record for another system
      Given the situation "extract-for-another-system"
      When the patient registers
      Then the system asks for the record
      And the system does not accept "extract"
      And the record is not filed
      And the system still works

  Rule: Hostile content does no harm

    @GP2GP-REQ-140 @basis-I @requires-HOSTILE-01
    Scenario Outline: <content> in the text of a record
      Given a trap that notices who fetches from it
      And the situation "<situation>" that leads to the trap
      When the patient registers
      Then the system asks for the record
      And <answer>
      And nobody has fetched from the trap
      And the system still works

      Examples:
        | content                         | situation                      | answer                                                        |
        | A script                        | script-in-narrative            | the system accepts the extract                                |
        | A reference to something outside | external-entity-in-narrative  | the system accepts the extract or refuses it with any code    |

    @GP2GP-REQ-141 @basis-I @requires-HOSTILE-01
    Scenario: A file name that leads out of the place where documents are kept
      Given the situation "inline-document-of-type" with:
        | name | ../../x.txt |
        | type | text/plain  |
      When the patient registers
      Then the system asks for the record
      And the record is taken in under a safe name, or refused
      And the system still works

    @GP2GP-REQ-142 @basis-I @requires-HOSTILE-01
    Scenario Outline: A record <that>
      Given the situation "<situation>"
      When the patient registers
      Then the system asks for the record
      And the system refuses the extract with 21 or 99 or leaves it unanswered
      And the record is not filed
      And the system still works

      Examples:
        | that                                  | situation                   |
        | that grows when it is read            | extract-that-grows          |
        | whose elements stand absurdly deep    | extract-of-absurd-depth     |

    @GP2GP-REQ-143 @basis-I @requires-HOSTILE-01 @large
    Scenario: A small document that unpacks to gigabytes
      Given the situation "document-that-unpacks-to-gigabytes"
      When the patient registers
      Then the system asks for the record
      And the system refuses the extract with any code
      And the record is not filed
      And the system still works

  Rule: Many transfers and a restart lose and mix nothing

    @GP2GP-REQ-144 @basis-I @requires-STEADY-02 @requires-SAFE-03
    Scenario: Fifty patients register at once
      Given the situation "one-of-many-large-records" 50 times
      When 50 patients register at once
      Then each of the 50 records is filed with its own documents and no other

    @GP2GP-REQ-145 @basis-A @requires-STEADY-01 @exclusive
    Scenario: The system is restarted while a large record comes in
      Given the situation "rest-of-the-record-comes-later"
      When the patient registers
      Then the system asks for the record
      And the system accepts "first.txt"
      When the system is restarted
      And the counterpart does "the rest"
      Then the record is taken in whole, or refused with any code

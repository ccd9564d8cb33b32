@transport
Feature: A message that is not acknowledged is sent again
  Networks lose messages, and they lose answers. Who sends a message once and hopes leaves records behind; who makes a new
  message of it has them sent twice. How often, how far apart and for how long is agreed in the contract.

  @requester
  Rule: A system that asks for records

    @MHS-B2-01 @basis-N @requires-MHS-B2
    Scenario: No answer to the request, once
      Given the situation "spine-answers-a-requester-badly"
      When the patient registers
      Then the system sends the request 2 times, as one message
      And the record is filed

    @MHS-B2-02 @basis-N @requires-MHS-B2
    Scenario: No answer to the request as often as the contract allows
      Given the situation "spine-answers-a-requester-badly" with:
        | attempts | 1-2 |
      When the patient registers
      Then the system sends the request 3 times, as one message
      And the record is filed

    @MHS-B2-03 @basis-N @requires-MHS-B2 @requires-TIME-01
    Scenario: No answer to the request at all
      Given the situation "spine-answers-a-requester-badly" with:
        | attempts | all   |
        | persist  | PT3S  |
      When the patient registers
      Then the transfer is shown as failed
      And the system has given up on the request after 2 to 3 tries "PT0.3S" apart, as one message
      And no try of the request came later than "PT3S" after the first
      And the record is not filed

    @MHS-B2-04 @basis-N @requires-MHS-B2
    Scenario: The tries are as far apart as the contract says
      Given the situation "spine-answers-a-requester-badly" with:
        | attempts | 1-2  |
        | interval | PT1S |
        | persist  | PT9S |
      When the patient registers
      Then the system sends the request 3 times, as one message
      And the tries of the request were "PT1S" apart
      And the record is filed

    @MHS-B2-05 @basis-N @requires-MHS-B2 @requires-TIME-01
    Scenario: The contract ends before the tries are used up
      Given the situation "spine-answers-a-requester-badly" with:
        | attempts | all    |
        | retries  | 50     |
        | interval | PT0.5S |
        | persist  | PT2S   |
      When the patient registers
      Then the transfer is shown as failed
      And the system has given up on the request after 2 to 5 tries "PT0.5S" apart, as one message
      And no try of the request came later than "PT2S" after the first

    @MHS-B2-06 @basis-N @requires-MHS-B2
    Scenario: A contract without a second try
      Given the situation "spine-answers-a-requester-badly" with:
        | attempts | all  |
        | retries  | 0    |
        | persist  | PT2S |
      When the patient registers
      Then the transfer is shown as failed
      And the system has given up on the request after 1 to 1 tries "PT0.3S" apart, as one message

    Scenario Outline: No answer to <the message>, once
      Given the situation "spine-answers-a-requester-badly" with:
        | message | <message> |
      When the patient registers
      Then the system sends <the message> 2 times, as one message
      And the record is filed
      And the documents are held byte for byte

      @MHS-B2-07 @basis-N @requires-MHS-B2
      Examples: continue
        | the message  | message  |
        | the continue | continue |

      @MHS-B2-08 @basis-N @requires-MHS-B2
      Examples: acknowledgement of a part
        | the message                  | message                  |
        | the fragment acknowledgement | fragment-acknowledgement |

      @MHS-B2-09 @basis-N @requires-MHS-B2
      Examples: final acknowledgement
        | the message               | message               |
        | the final acknowledgement | final-acknowledgement |

    @MHS-B5-01 @basis-P @requires-MHS-B5
    Scenario: The request is received without being acknowledged, once
      Given the situation "spine-answers-a-requester-badly" with:
        | answer | no-acknowledgement |
      When the patient registers
      Then the system sends the request 2 times, as one message
      And the record is filed

    @MHS-B5-02 @basis-P @requires-MHS-B5
    Scenario: The final acknowledgement is received without being acknowledged, once
      Given the situation "spine-answers-a-requester-badly" with:
        | message | final-acknowledgement |
        | answer  | no-acknowledgement    |
      When the patient registers
      Then the system sends the final acknowledgement 2 times, as one message
      And the record is filed

    Scenario Outline: Spine has <the message>, but its answer is lost
      Given the situation "spine-answers-a-requester-badly" with:
        | message | <message>   |
        | answer  | answer-lost |
      When the patient registers
      Then the system sends <the message> 2 times, as one message
      And the record is filed
      And the system sends nothing more

      @MHS-B6-01 @basis-N @requires-MHS-B6
      Examples: request
        | the message | message |
        | the request | request |

      @MHS-B6-02 @basis-N @requires-MHS-B6
      Examples: continue
        | the message  | message  |
        | the continue | continue |

      @MHS-B6-03 @basis-N @requires-MHS-B6
      Examples: final acknowledgement
        | the message               | message               |
        | the final acknowledgement | final-acknowledgement |

  @sender
  Rule: A system that sends records

    @MHS-B2-10 @basis-N @requires-MHS-B2
    Scenario: No answer to the extract, once
      Given the situation "spine-answers-a-sender-badly"
      And the system holds a record
      When the counterpart asks for the record
      Then the system sends the extract 2 times, as one message
      And the transfer is shown as transferred

    @MHS-B2-11 @basis-N @requires-MHS-B2 @requires-TIME-01
    Scenario: No answer to the extract at all
      Given the situation "spine-answers-a-sender-badly" with:
        | attempts | all  |
        | persist  | PT6S |
      And the system holds a record
      When the counterpart asks for the record
      Then the transfer is shown as failed
      And the system has given up on the extract after 2 to 3 tries "PT0.3S" apart, as one message
      And no try of the extract came later than "PT6S" after the first

    @MHS-B2-12 @basis-N @requires-MHS-B2
    Scenario: The tries are as far apart as the contract of the practice that asked says
      Given the situation "spine-answers-a-sender-badly" with:
        | attempts | 1-2  |
        | interval | PT1S |
        | persist  | PT9S |
      And the system holds a record
      When the counterpart asks for the record
      Then the system sends the extract 3 times, as one message
      And the tries of the extract were "PT1S" apart
      And the transfer is shown as transferred

    @MHS-B2-13 @basis-N @requires-MHS-B2
    Scenario: No answer to the acceptance of the request, once
      Given the situation "spine-answers-a-sender-badly" with:
        | message | request-acknowledgement |
      And the system holds a record
      When the counterpart asks for the record
      Then the system sends the request acknowledgement 2 times, as one message
      And the transfer is shown as transferred

    @MHS-B2-14 @basis-N @requires-MHS-B2
    Scenario: No answer to a part, once
      Given the situation "spine-answers-a-sender-badly" with:
        | message | fragment |
      And the system holds a record
      And the record has these documents:
        | name       | type       | kind | bytes |
        | first.tif  | image/tiff | scan | 3 MB  |
        | second.tif | image/tiff | scan | 3 MB  |
      When the counterpart asks for the record
      Then the system sends one extract
      And the system sends every announced fragment once
      And the documents arrive byte for byte
      And the transfer is shown as transferred
      And one of the fragments was sent 2 times, as one message

    @MHS-B5-03 @basis-P @requires-MHS-B5
    Scenario: The extract is received without being acknowledged, once
      Given the situation "spine-answers-a-sender-badly" with:
        | answer | no-acknowledgement |
      And the system holds a record
      When the counterpart asks for the record
      Then the system sends the extract 2 times, as one message
      And the transfer is shown as transferred

    @MHS-B6-04 @basis-N @requires-MHS-B6
    Scenario: Spine has the extract, but its answer is lost
      Given the situation "spine-answers-a-sender-badly" with:
        | answer | answer-lost |
      And the system holds a record
      When the counterpart asks for the record
      Then the system sends the extract 2 times, as one message
      And the transfer is shown as transferred
      And the system sends nothing more

    @MHS-B6-05 @basis-N @requires-MHS-B6
    Scenario: Spine has a part, but its answer is lost
      Given the situation "spine-answers-a-sender-badly" with:
        | message | fragment    |
        | answer  | answer-lost |
      And the system holds a record
      And the record has these documents:
        | name       | type       | kind | bytes |
        | first.tif  | image/tiff | scan | 3 MB  |
        | second.tif | image/tiff | scan | 3 MB  |
      When the counterpart asks for the record
      Then the system sends one extract
      And the system sends every announced fragment once
      And the documents arrive byte for byte
      And the transfer is shown as transferred
      And one of the fragments was sent 2 times, as one message

@sender
Feature: Answering a practice that asks for a patient's record
  A practice asks for the record of somebody who has just registered there. Answered well, the next clinician knows the
  patient. Answered to the wrong practice, a stranger reads a confidential record; not answered at all, the new practice
  waits for something that never comes.

  Rule: A known patient's record is sent once, and says what it answers

    @GP2GP-SND-001 @basis-N @requires-ANSWER-01 @requires-ANSWER-02 @requires-ID-03
    Scenario: The record of a patient is asked for and sent
      Given the situation "record-asked-for"
      And the system holds a record
      When the counterpart asks for the record
      Then the system accepts the request
      And the system sends one extract
      And the transfer is shown as transferred
      And the system sends nothing more

    @GP2GP-SND-002 @basis-A @requires-ID-01 @requires-ID-02
    Scenario: Everything that is sent belongs to the conversation of the request
      Given the situation "record-asked-for"
      And the system holds a record
      And the record has these documents:
        | name       | type       | kind | bytes |
        | letter.tif | image/tiff | scan | 5 MB  |
      When the counterpart asks for the record
      Then the system accepts the request
      And the system sends one extract
      And the transfer is shown as transferred
      And everything that the system sent is in the conversation of the request

    @GP2GP-SND-003 @basis-N @requires-ID-06 @requires-MSG-EXTRACT @requires-SAFE-01
    Scenario: The extract names the request, both practices and the patient
      Given the situation "record-asked-for"
      And the system holds a record
      When the counterpart asks for the record
      Then the system sends one extract
      And the extract names the request that it answers
      And the extract names this practice as its author and the practice that asked as its destination
      And the extract names the patient who was asked for

    @GP2GP-SND-004 @basis-N @requires-MSG-EXTRACT @requires-WRAP-01 @requires-MHS-HL7
    Scenario: The extract is valid in itself
      Given the situation "record-asked-for"
      And the system holds a record with:
        | entries | 40 |
      When the counterpart asks for the record
      Then the system sends one extract
      And the content of the extract is valid
      And the transfer is shown as transferred

    @GP2GP-SND-005 @basis-N @requires-ANSWER-02
    Scenario: The extract comes within a day
      Given the situation "record-asked-for"
      And the system holds a record
      When the counterpart asks for the record
      Then the system sends one extract
      And the extract came within "PT24H" of the request

  Rule: A request is understood in every form in which systems write it

    Scenario Outline: The request is written <how>
      Given the situation "request-in-a-layout" with:
        | style | <style> |
      And the system holds a record
      When the counterpart asks for the record
      Then the system accepts the request
      And the system sends one extract
      And the extract names the request that it answers
      And the transfer is shown as transferred

      @GP2GP-SND-006 @basis-A @requires-MSG-REQUEST
      Examples: with attributes that other systems leave out
        | how                                    | style |
        | with the types of its parts spelt out  | typed |

      @GP2GP-SND-007 @basis-A @requires-MSG-REQUEST
      Examples: without any space
        | how                                    | style    |
        | without any space between its elements | minified |

      @GP2GP-SND-008 @basis-A @requires-MSG-REQUEST
      Examples: laid out
        | how                                    | style  |
        | on many lines, laid out for reading    | pretty |

    @GP2GP-SND-033 @basis-N @requires-MSG-REQUEST @requires-WRAP-02
    Scenario: The request names the user who pressed the button
      Given the situation "request-with-a-user"
      And the system holds a record
      When the counterpart asks for the record
      Then the system accepts the request
      And the system sends one extract
      And the transfer is shown as transferred

  Rule: A record goes to the practice that has the patient, and to nobody else

    @GP2GP-SND-009 @basis-P @requires-REFUSED-01 @requires-CODE-06
    Scenario: The patient was never here
      Given the situation "record-asked-for"
      When the counterpart asks for the record
      Then the system refuses the request with 06
      And the system sends no extract
      And the system still works

    @GP2GP-SND-010 @basis-I @requires-CODE-06
    Scenario: The patient has left, and the record is still here
      Given the situation "record-asked-for"
      And the system holds a record with:
        | registered | left |
      When the counterpart asks for the record
      Then one extract is sent, or the request is refused with 06
      And the system still works

    @GP2GP-SND-011 @basis-A @requires-CODE-06 @requires-CODE-18 @requires-CODE-19
    Scenario: The number of the patient cannot be an NHS number
      Given the situation "request-for-an-impossible-number"
      And the system holds a record
      When the counterpart asks for the record
      Then the system refuses the request with 06 or 18 or 19
      And the system sends no extract

    @GP2GP-SND-012 @basis-P @requires-SAFE-02 @requires-CODE-19
    Scenario: PDS names another practice than the one that asks
      Given the situation "requester-is-not-the-patients-practice"
      And the system holds a record
      When the counterpart asks for the record
      Then the system refuses the request with 19
      And the system sends no extract
      And the transfer is shown as refused with 19

    @GP2GP-SND-013 @basis-P @requires-SAFE-02 @requires-CODE-20
    Scenario: PDS cannot say who has the patient
      Given the situation "pds-fails-for-the-sender"
      And the system holds a record
      When the counterpart asks for the record
      Then the system refuses the request with 20
      And the system sends no extract

    Scenario Outline: The directory knows <how many> of the practice that asks
      Given the situation "<situation>"
      And the system holds a record
      When the counterpart asks for the record
      Then the system refuses the request with 24
      And the system sends no extract

      @GP2GP-SND-014 @basis-P @requires-SAFE-02 @requires-CODE-24
      Examples: none
        | how many    | situation                  |
        | no system   | requester-not-in-directory |

      @GP2GP-SND-015 @basis-P @requires-SAFE-02 @requires-CODE-24
      Examples: two
        | how many    | situation                    |
        | two systems | requester-twice-in-directory |

    @GP2GP-SND-022 @basis-I @requires-SAFE-02
    Scenario: The request is for another practice
      Given the situation "request-for-another-practice"
      And the system holds a record
      When the counterpart asks for the record
      Then the system refuses the request with 18 or 13 or 99
      And the system sends no extract

    @GP2GP-SND-036 @basis-I @requires-SAFE-02
    Scenario: The record is marked as confidential
      Given the situation "record-asked-for"
      And the system holds a record with:
        | confidential | yes |
      When the counterpart asks for the record
      Then no extract of the confidential record is sent, with a refusal or without

  Rule: A request that cannot be read brings no record out

    @GP2GP-SND-016 @basis-P @requires-CODE-18 @requires-SAFE-02 @requires-HOSTILE-01
    Scenario Outline: The request <what>
      Given the situation "<situation>"
      And the system holds a record
      When the counterpart asks for the record
      Then the request is refused with 18, or with an error
      And the system sends no extract
      And the system still works

      Examples:
        | what                     | situation                  |
        | has no number of its own | request-without-its-number |
        | names no patient         | request-without-a-patient  |
        | ends in the middle       | request-cut-short          |

    Scenario Outline: The request has no <what>
      Given the situation "<situation>"
      And the system holds a record
      When the counterpart asks for the record
      Then the request is refused with 18, or with an error
      And the system sends no extract
      And the system still works

      @GP2GP-SND-017 @basis-A @requires-CODE-18 @requires-SAFE-02
      Examples: NHS number
        | what       | situation                  |
        | NHS number | request-without-nhs-number |

      @GP2GP-SND-018 @basis-A @requires-CODE-18 @requires-SAFE-02
      Examples: practice that asks
        | what                           | situation              |
        | code of the practice that asks | request-without-author |

      @GP2GP-SND-019 @basis-A @requires-CODE-18 @requires-SAFE-02
      Examples: practice that is asked
        | what                               | situation                   |
        | code of the practice that is asked | request-without-destination |

      @GP2GP-SND-020 @basis-A @requires-CODE-18 @requires-SAFE-02
      Examples: number of the message
        | what                | situation                      |
        | number of its message | request-without-message-number |

      @GP2GP-SND-021 @basis-A @requires-CODE-18 @requires-SAFE-02
      Examples: kind of the message
        | what                   | situation                 |
        | name of its right kind | request-of-the-wrong-kind |

    @GP2GP-SND-032 @basis-I @requires-STRAY-01
    Scenario: The request is of a version that is no longer used
      Given the situation "request-held-by-spine"
      And the system holds a record
      When the counterpart asks for the record
      And Spine delivers the request as "RCMR_IN010000UK04"
      Then the system sends no extract
      And the system still works

  Rule: What stands in the way of sending is said with its code

    @GP2GP-SND-023 @basis-P @requires-CODE-07 @exclusive
    Scenario: Transfers are switched off
      Given the situation "record-asked-for"
      And the system holds a record
      And the system is set to gp2gp "off"
      When the counterpart asks for the record
      Then the request is refused with 07 and no extract comes

    @GP2GP-SND-024 @basis-P @requires-CODE-13 @requires-CODE-08 @exclusive
    Scenario: The system is configured wrongly
      Given the situation "record-asked-for"
      And the system holds a record
      And the system is set to gp2gp "misconfigured"
      When the counterpart asks for the record
      Then the request is refused with 13 or 08 and no extract comes

    @GP2GP-SND-025 @basis-A @requires-CODE-20 @requires-CODE-10
    Scenario: The store that holds the record fails
      Given the situation "record-asked-for"
      And the system holds a record with:
        | problem | source-fails |
      When the counterpart asks for the record
      Then the system refuses the request with 20 or 10
      And the system sends no extract

    @GP2GP-SND-026 @basis-A @requires-MSG-EXTRACT @requires-CODE-10
    Scenario: There is nothing in the record
      Given the situation "record-asked-for"
      And the system holds a record with:
        | entries | 0 |
      When the counterpart asks for the record
      Then an extract that says it is empty is sent, or the request is refused with 10

    @GP2GP-SND-027 @basis-A @requires-CODE-10
    Scenario: The record cannot be made into an extract
      Given the situation "record-asked-for"
      And the system holds a record with:
        | problem | mapping-fails |
      When the counterpart asks for the record
      Then the system refuses the request with 10
      And the system sends no extract

    @GP2GP-SND-034 @basis-P @requires-CODE-14
    Scenario: The record is too large for the practice that asks
      Given the situation "requester-without-large-messages"
      And the system holds a record
      And the record has these documents:
        | name       | type       | kind | bytes |
        | letter.tif | image/tiff | scan | 6 MB  |
      When the counterpart asks for the record
      Then the system refuses the request with 14
      And the system sends no extract

    @GP2GP-SND-035 @basis-P @requires-CODE-23 @exclusive
    Scenario: The record is too large for this system
      Given the situation "record-asked-for"
      And the system holds a record
      And the record has these documents:
        | name       | type       | kind | bytes |
        | letter.tif | image/tiff | scan | 6 MB  |
      And the system is set to large-messaging "off"
      When the counterpart asks for the record
      Then the request is refused with 23 and no extract comes

  Rule: Asked twice, a record is sent once for each transfer

    @GP2GP-SND-028 @basis-N @requires-DUPLICATE-01 @requires-MHS-B1
    Scenario: The request is delivered twice
      Given the situation "request-delivered-twice"
      And the system holds a record
      When the counterpart asks for the record
      Then "request" reaches the system 2 times
      And the system accepts the request
      And the system sends one extract
      And the transfer is shown as transferred
      And the system sends nothing more
      And nothing was sent a second time

    @GP2GP-SND-029 @basis-A @requires-DUPLICATE-02
    Scenario: The request is made again in the same conversation
      Given the situation "request-made-again"
      And the system holds a record
      When the counterpart asks for the record
      Then the system sends one extract
      When the counterpart does "ask again"
      Then "second request" reaches the system
      And no second extract is sent
      When the counterpart does "accept the extract"
      Then the transfer is shown as transferred

    @GP2GP-SND-030 @basis-A @requires-DUPLICATE-02 @requires-INIT-05
    Scenario: The record is asked for in two conversations at once
      Given the situation "two-requests-at-once"
      And the system holds a record
      When the counterpart asks for the record
      Then one extract is sent in each conversation, or the second request is refused
      And the system still works

    @GP2GP-SND-031 @basis-I @requires-SAFE-02 @requires-INIT-05
    Scenario: The record is asked for again when the patient has moved on
      Given the situation "asked-again-after-the-patient-moved"
      And the system holds a record
      When the counterpart asks for the record
      Then the system sends one extract
      And the transfer is shown as transferred
      When the counterpart does "the patient moves on, and the record is asked for again"
      Then "second request" is refused with 19 or 06
      And no second extract is sent

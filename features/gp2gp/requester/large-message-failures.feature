@requester @needs-large-messaging
Feature: Large records of which something is missing, broken or too much
  A record with a hole looks just like a whole one. When a part is missing or cannot be used, the new practice must
  not take in the rest as if it were all; it must say so, so that somebody asks again. And whatever comes too late or
  belongs elsewhere must not change a record that is settled.

  Rule: Missing parts end the transfer when the time is over

    @GP2GP-REQ-109 @basis-A @requires-LM-14 @requires-TIME-01 @requires-CODE-31
    Scenario: One of two documents never comes
      Given the situation "second-document-held-back"
      When the patient registers
      Then the system asks for the record
      And the system sends one continue
      And the system accepts "first.txt"
      And the system refuses the extract with 31
      And the record is not filed

    @GP2GP-REQ-110 @basis-A @requires-LATE-01 @requires-CODE-25
    Scenario: The missing document comes when the time is over
      Given the situation "second-document-held-back"
      When the patient registers
      Then the system asks for the record
      And the system refuses the extract with 31
      When the counterpart does "late fragment"
      Then the system refuses "second.txt" with 25
      And the record is not filed
      And the extract is answered only once

    @GP2GP-REQ-111 @basis-P @requires-LM-14 @requires-CODE-31
    Scenario: One piece of three never comes
      Given the situation "one-piece-of-three-missing"
      When the patient registers
      Then the system asks for the record
      And the system refuses the extract with 31
      And the record is not filed

    @GP2GP-REQ-112 @basis-A @requires-LM-14 @requires-LM-07
    Scenario: The pieces come, but never their index
      Given the situation "index-missing"
      When the patient registers
      Then the system asks for the record
      And the system refuses the extract with 31
      And the record is not filed
      And no fragment was refused before the time was over

    @GP2GP-REQ-131 @basis-A @requires-TIME-01 @requires-LATE-01 @exclusive
    Scenario: The request is accepted, but the record comes days too late
      Given the situation "extract-comes-too-late"
      When the patient registers
      Then the system asks for the record
      When the system's clock moves on by "P2D"
      Then the transfer is shown as failed
      And the system has refused nothing
      When the counterpart does "late extract"
      Then the system accepts the extract or refuses it with any code

    @GP2GP-REQ-132 @basis-A @requires-TIME-01 @exclusive
    Scenario: The former practice does not answer at all
      Given the situation "no-answer-at-all"
      When the patient registers
      Then the system asks for the record
      When the system's clock moves on by "P2D"
      Then the transfer is shown as failed
      And the system sends nothing more

    @GP2GP-REQ-133 @basis-A @requires-TIME-01 @requires-CODE-99
    Scenario: Nobody decides about a record until the time is over
      Given the situation "record-without-further-parts"
      And the user will leave undecided the record
      When the patient registers
      Then the system asks for the record
      And the extract is refused with 99 once the time is over, or the record is still undecided

    @GP2GP-REQ-134 @basis-A @requires-TIME-01 @requires-LM-14
    Scenario Outline: The time that a record of <parts> further messages has follows the contracts
      Given the situation "<situation>" with <parts> parts
      And the user will leave undecided the record
      When the patient registers
      Then the system asks for the record
      And the system gives up the extract after "PT1S" and "PT1S" for each of <parts> parts

      Examples:
        | situation                                   | parts |
        | record-without-further-parts                | 0     |
        | parts-that-never-come                       | 1     |
        | parts-that-never-come                       | 3     |
        | confidential-record-whose-parts-never-come  | 1     |

    @GP2GP-REQ-135 @basis-A @requires-TIME-01 @requires-CODE-31 @exclusive
    Scenario: The time is cut where the system is set to cut it
      Given the situation "second-document-held-back" with:
        | persistDuration | PT48H |
      And the system is set to timeout-cap "PT3S"
      When the patient registers
      Then the system asks for the record
      And the system sends one continue
      And the system refuses the extract with 31
      And the record is not filed

    @GP2GP-REQ-136 @basis-A @requires-TIME-01
    Scenario: The contract does not say how long
      Given the situation "contract-without-duration"
      When the patient registers
      Then the system asks for the record
      And the system accepts "first.txt"
      And the system still works
      When the counterpart does "the rest"
      Then the record is taken in whole, or refused with 31 or 99 and the rest with 25

  Rule: A part that cannot be used is refused, and the record with it

    @GP2GP-REQ-113 @basis-A @requires-LM-13 @requires-CODE-30 @requires-CODE-31
    Scenario: A fragment without its document
      Given the situation "fragment-without-document"
      When the patient registers
      Then the system asks for the record
      And the system refuses "first.txt" with 30
      And the system refuses the extract with 31
      And the record is not filed

    @GP2GP-REQ-114 @basis-A @requires-LM-13 @requires-CODE-30
    Scenario: A fragment whose content cannot be read
      Given the situation "fragment-that-cannot-be-read"
      When the patient registers
      Then the system asks for the record
      And the system refuses "first.txt" with 30
      And the system refuses the extract with 99 or 31
      And the record is not filed

    @GP2GP-REQ-115 @basis-I @requires-LM-13 @requires-LM-05 @requires-CODE-29
    Scenario: A piece with characters that do not belong there
      Given the situation "piece-with-wrong-characters"
      When the patient registers
      Then the system asks for the record
      And the system refuses a fragment with 29
      And the system refuses the extract with 31
      And the record is not filed

    @GP2GP-REQ-116 @basis-I @requires-LM-13 @requires-LM-05
    Scenario: A document that is said to be compressed and is not
      Given the situation "said-to-be-compressed"
      When the patient registers
      Then the system asks for the record
      And the system refuses a fragment with 29 or 30
      And the system refuses the extract with 31 or 21
      And the record is not filed

    @GP2GP-REQ-117 @basis-A @requires-LM-13 @requires-CODE-29 @requires-CODE-31
    Scenario: Pieces of one document in two encodings
      Given the situation "pieces-in-two-encodings"
      When the patient registers
      Then the system asks for the record
      And the system refuses a fragment with 29
      And the system refuses the extract with 31
      And the record is not filed

    @GP2GP-REQ-118 @basis-I @requires-LM-05
    Scenario: A document of another length than announced
      Given the situation "length-differs"
      When the patient registers
      Then the system asks for the record
      And the documents are put together byte for byte or refused with 29

    @GP2GP-REQ-127 @basis-I @requires-LM-13
    Scenario: An index that leads to another index
      Given the situation "index-of-an-index"
      When the patient registers
      Then the system asks for the record
      And the documents are put together byte for byte or refused with 29 or 30

    @GP2GP-REQ-128 @basis-I @requires-LM-06 @requires-LM-13 @needs-skeletons
    Scenario: A skeleton whose record cannot be unpacked
      Given the situation "skeleton-that-cannot-be-unpacked"
      When the patient registers
      Then the system asks for the record
      And the record is refused with 29 or 21 or 31
      And the record is not filed

    @GP2GP-REQ-129 @basis-I @requires-SAFE-01 @requires-LM-06 @requires-CODE-28 @needs-skeletons
    Scenario: A skeleton whose record is another patient's
      Given the situation "skeleton-of-another-patient"
      When the patient registers
      Then the system asks for the record
      And the system refuses the extract with 28
      And the record is not filed

    @GP2GP-REQ-130 @basis-A @requires-LM-03
    Scenario Outline: The description of a document <where> is wrong
      Given the situation "<situation>"
      When the patient registers
      Then the system asks for the record
      And the system refuses "<message>" with <code>
      And the record is not filed

      Examples:
        | where         | situation                    | message   | code |
        | in the record | description-wrong-in-extract | extract   | 21   |
        | in an index   | description-wrong-in-index   | the index | 30   |

  Rule: What nobody announced becomes part of no record

    @GP2GP-REQ-119 @basis-I @requires-LM-10 @requires-SAFE-03
    Scenario: A document that was never announced
      Given the situation "unannounced-fragment"
      When the patient registers
      Then the system asks for the record
      And the system accepts "unannounced" or leaves it unanswered or refuses it with 30
      And the system accepts the extract
      And the record is filed
      And the documents are held byte for byte

    @GP2GP-REQ-120 @basis-I @requires-LATE-01 @requires-LM-07
    Scenario: A document comes before the record that announces it
      Given the situation "fragment-before-extract"
      When the patient registers
      Then the system asks for the record
      And the system sends one continue
      And "early" is kept for the record, or refused with 30 and the record not accepted

    @GP2GP-REQ-121 @basis-A @requires-STRAY-01
    Scenario: A document of a transfer that does not exist
      Given the situation "fragment-of-unknown-conversation"
      When the patient registers
      Then the system asks for the record
      And the system accepts the extract
      And the record is filed
      And the documents are held byte for byte
      And the system does not accept "stray"

    @GP2GP-REQ-122 @basis-N @requires-DUPLICATE-01 @requires-MHS-B1
    Scenario: The same fragment is delivered twice
      Given the situation "fragment-delivered-twice"
      When the patient registers
      Then the system asks for the record
      And the system accepts every fragment
      And the system accepts the extract
      And both copies of a fragment are acknowledged to Spine
      And the record is filed
      And the documents are held byte for byte

    @GP2GP-REQ-123 @basis-I @requires-LM-10 @requires-DUPLICATE-02
    Scenario: The same document comes a second time in a message that nobody announced
      Given the situation "document-sent-twice"
      When the patient registers
      Then the system asks for the record
      And the system accepts "second copy" or leaves it unanswered or refuses it with 30
      And the system accepts the extract
      And the record is filed
      And the documents are held byte for byte

    @GP2GP-REQ-124 @basis-I @requires-SAFE-03 @requires-ID-07
    Scenario: A document comes in the transfer of another patient
      Given the situation "fragment-in-another-patients-transfer"
      When the patient "patient" registers
      And the patient "other" registers
      Then the system waits for the documents of both patients
      When the counterpart does "send it astray"
      Then the transfer of "other" ends with its own documents and no other
      And the transfer of "patient" ends without the document that went astray

  Rule: What comes when all is over changes nothing

    @GP2GP-REQ-125 @basis-A @requires-LATE-01 @requires-LM-13
    Scenario: More fragments come after the record was refused
      Given the situation "fragments-after-a-failure"
      When the patient registers
      Then the system asks for the record
      And the system refuses the extract with 31
      When the counterpart does "the rest"
      Then the system refuses "second.txt" with 99 or 30 or 25
      And the record is not filed

    @GP2GP-REQ-126 @basis-I @requires-LATE-01
    Scenario: Another fragment comes after the record was taken in
      Given the situation "fragment-after-the-end"
      When the patient registers
      Then the system asks for the record
      And the system accepts the extract
      And the record is filed
      When the counterpart does "one more fragment"
      Then the system does not accept "one more"
      And the record is filed
      And the documents are held byte for byte

@sender
Feature: Sending a record that does not fit into one message
  Long histories and scanned documents outgrow a single message. They follow in parts, once the new practice says that it
  can take them. A part that is lost, sent twice, cut wrongly or sent to somebody else breaks the record at the one
  place where nobody looks.

  Rule: Nothing follows until the new practice says so

    @GP2GP-SND-047 @basis-N @requires-LM-09
    Scenario: The parts wait for the continue
      Given the situation "continue-given-later"
      And the system holds a record
      And the record has these documents:
        | name       | type       | kind | bytes  |
        | letter.tif | image/tiff | scan | 5 MB   |
      When the counterpart asks for the record
      Then the system sends one extract
      And no fragment is sent while nobody asks for it
      When the counterpart does "continue"
      Then the system sends every announced fragment once
      And the documents arrive byte for byte
      And the transfer is shown as transferred

    @GP2GP-SND-048 @basis-A @requires-LM-02 @requires-LM-10
    Scenario: The continue starts the parts
      Given the situation "record-asked-for"
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
      And the system sends nothing more
      And nothing was sent a second time

    @GP2GP-SND-066 @basis-A @requires-LM-09 @requires-TIME-02 @exclusive
    Scenario: The continue never comes
      Given the situation "continue-given-later"
      And the system holds a record
      And the record has these documents:
        | name       | type       | kind | bytes |
        | letter.tif | image/tiff | scan | 5 MB  |
      When the counterpart asks for the record
      Then the system sends one extract
      When the system's clock moves on by "P9DT1H"
      Then the transfer is shown as failed
      And the system sends no fragment
      And the system sends nothing more

    @GP2GP-SND-058 @basis-A @requires-DUPLICATE-01 @requires-LM-10
    Scenario: The continue comes twice
      Given the situation "continue-given-twice"
      And the system holds a record
      And the record has these documents:
        | name       | type       | kind | bytes |
        | letter.tif | image/tiff | scan | 5 MB  |
      When the counterpart asks for the record
      Then the system sends one extract
      And "second continue" reaches the system
      And the transfer is shown as transferred
      And the system sends every announced fragment once
      And the system sends nothing more
      And nothing was sent a second time

    @GP2GP-SND-059 @basis-A @requires-LATE-01 @requires-STRAY-01
    Scenario: A continue comes before anything was asked for
      Given the situation "continue-before-the-request"
      And the system holds a record
      And the record has these documents:
        | name       | type       | kind | bytes |
        | letter.tif | image/tiff | scan | 5 MB  |
      When the counterpart does "continue too early"
      Then "early continue" reaches the system
      And the system has sent nothing so far
      When the counterpart asks for the record
      Then the system sends one extract
      And the system sends every announced fragment once
      And the documents arrive byte for byte
      And the transfer is shown as transferred

    @GP2GP-SND-060 @basis-I @requires-LM-02 @requires-LATE-01
    Scenario: A continue for a record that came in one message
      Given the situation "continue-for-a-small-record"
      And the system holds a record
      When the counterpart asks for the record
      Then the system sends one extract
      And "needless continue" reaches the system
      And the system sends no fragment
      And the transfer is shown as transferred
      And the system sends nothing more

    @GP2GP-SND-061 @basis-A @requires-STRAY-01
    Scenario: A continue in a conversation that nobody knows
      Given the situation "continue-in-an-unknown-conversation"
      And the system holds a record
      And the record has these documents:
        | name       | type       | kind | bytes |
        | letter.tif | image/tiff | scan | 5 MB  |
      When the counterpart asks for the record
      Then the system sends one extract
      And "stray continue" reaches the system
      And no fragment is sent while nobody asks for it
      When the counterpart does "continue"
      Then the system sends every announced fragment once
      And the transfer is shown as transferred

    @GP2GP-SND-062 @basis-A @requires-MSG-COPC @requires-LM-09
    Scenario: A continue that does not say that it is one
      Given the situation "continue-without-its-words"
      And the system holds a record
      And the record has these documents:
        | name       | type       | kind | bytes |
        | letter.tif | image/tiff | scan | 5 MB  |
      When the counterpart asks for the record
      Then the system sends one extract
      And the continue reaches the system
      And the system refuses the continue with 18 or leaves it unanswered
      And the system sends no fragment
      And the system still works

    @GP2GP-SND-063 @basis-I @requires-ID-05
    Scenario: A continue that names another message than the extract
      Given the situation "continue-for-another-message"
      And the system holds a record
      And the record has these documents:
        | name       | type       | kind | bytes |
        | letter.tif | image/tiff | scan | 5 MB  |
      When the counterpart asks for the record
      Then the system sends one extract
      And the continue reaches the system
      And no fragment is sent while nobody asks for it
      And the system still works

    @GP2GP-SND-064 @basis-I @requires-SAFE-02
    Scenario: Another practice asks for the parts
      Given the situation "continue-from-another-practice"
      And the system holds a record
      And the record has these documents:
        | name       | type       | kind | bytes |
        | letter.tif | image/tiff | scan | 5 MB  |
      When the counterpart asks for the record
      Then the system sends one extract
      And "foreign continue" reaches the system
      And no fragment is sent while nobody asks for it
      When the counterpart does "continue"
      Then the system sends every announced fragment once
      And the transfer is shown as transferred

    @GP2GP-SND-065 @basis-A @requires-SAFE-02
    Scenario: The patient moves on before the parts are asked for
      Given the situation "patient-moves-on-before-the-continue"
      And the system holds a record
      And the record has these documents:
        | name       | type       | kind | bytes |
        | letter.tif | image/tiff | scan | 5 MB  |
      When the counterpart asks for the record
      Then the system sends one extract
      When the counterpart does "the patient moves on, and the parts are asked for"
      Then the transfer has failed or was refused
      And the system sends no fragment

  Rule: Parts together are the whole

    @GP2GP-SND-049 @basis-N @requires-LM-01 @requires-LM-03 @requires-LM-05 @requires-LM-10 @requires-LM-11 @requires-ID-07
    Scenario: Every rule of large messages holds for every part
      Given the situation "record-asked-for"
      And the system holds a record
      And the record has these documents:
        | name       | type            | kind   | bytes  |
        | scan.tif   | image/tiff      | scan   | 9 MB   |
        | letter.pdf | application/pdf | letter | 2 MB   |
        | photo.bmp  | image/bmp       | image  | 400 kB |
        | note.txt   | text/plain      | other  | 300    |
      When the counterpart asks for the record
      Then the system sends one extract
      And the system sends every announced fragment once
      And the rules of large messages hold for everything that the system sent
      And every document has its place in the extract
      And the documents arrive byte for byte
      And the transfer is shown as transferred

    # Two documents of each size, for one alone may travel in the extract itself.
    # 4,499,999 and 4,500,001 characters are no lengths of base64: it comes in fours. Three bytes are four characters, so
    # 3,374,997 bytes are 4,499,996 characters, and 3,375,003 bytes are 4,500,004: the nearest on either side.
    @GP2GP-SND-050 @basis-A @requires-LM-04 @requires-LM-01
    Scenario: A document just below the size at which systems begin to cut
      Given the situation "record-asked-for"
      And the system holds a record
      And the record has these documents:
        | name     | type       | kind | bytes   | count |
        | scan.tif | image/tiff | scan | 3374997 | 2     |
      When the counterpart asks for the record
      Then the system sends one extract
      And the system sends every announced fragment once
      And what does not fit into the extract arrives in one piece, announced as not large
      And the documents arrive byte for byte
      And the transfer is shown as transferred

    @GP2GP-SND-051 @basis-A @requires-LM-04 @requires-LM-05
    Scenario: A document just above the size at which systems begin to cut
      Given the situation "record-asked-for"
      And the system holds a record
      And the record has these documents:
        | name     | type       | kind | bytes   | count |
        | scan.tif | image/tiff | scan | 3375003 | 2     |
      When the counterpart asks for the record
      Then the system sends one extract
      And the system sends every announced fragment once
      And what does not fit into the extract arrives as an index and 2 chunks, named by their order
      And the documents arrive byte for byte
      And the transfer is shown as transferred

    @GP2GP-SND-052 @basis-A @requires-LM-04
    Scenario: A document that is small as a file and large on its way
      Given the situation "record-asked-for"
      And the system holds a record
      And the record has these documents:
        | name     | type       | kind | bytes   |
        | scan.tif | image/tiff | scan | 4000000 |
      When the counterpart asks for the record
      Then the system sends one extract
      And the system sends every announced fragment once
      And "scan.tif" is announced as it is delivered, or the difference is noted
      And the documents arrive byte for byte
      And the transfer is shown as transferred

    @GP2GP-SND-053 @basis-I @requires-LM-05
    Scenario: A document of 20 MB
      Given the situation "record-asked-for"
      And the system holds a record
      And the record has these documents:
        | name     | type       | kind | bytes |
        | scan.tif | image/tiff | scan | 20 MB |
      When the counterpart asks for the record
      Then the system sends one extract
      And the system sends every announced fragment once
      And "scan.tif" arrives as an index and its chunks
      And the documents arrive byte for byte
      And the transfer is shown as transferred

    @GP2GP-SND-054 @basis-N @requires-LM-01
    Scenario: Many small documents that are too much together
      Given the situation "record-asked-for"
      And the system holds a record
      And the record has these documents:
        | name     | type       | kind | bytes  | count |
        | page.tif | image/tiff | scan | 400 kB | 20    |
      When the counterpart asks for the record
      Then the system sends one extract
      And the system sends every announced fragment once
      And no message is larger than 5 MB
      And the documents arrive byte for byte
      And the transfer is shown as transferred

    @GP2GP-SND-055 @basis-A @requires-LM-06 @needs-skeletons
    Scenario: The text of the record alone is too large
      Given the situation "record-asked-for"
      And the system holds a record with:
        | payloadBytes | 6 MB |
      And the record has these documents:
        | name     | type       | kind | bytes |
        | scan.tif | image/tiff | scan | 50 kB |
      When the counterpart asks for the record
      Then the system sends one extract
      And the system sends every announced fragment once
      And the extract is a skeleton, and what takes its place is the whole record of the patient
      And the documents arrive byte for byte
      And the transfer is shown as transferred

    @GP2GP-SND-056 @basis-A @requires-LM-06 @requires-LM-05 @needs-skeletons
    Scenario: The text of the record is too large even when compressed
      Given the situation "record-asked-for"
      And the system holds a record with:
        | payloadBytes | 30 MB |
      When the counterpart asks for the record
      Then the system sends one extract
      And the system sends every announced fragment once
      And the extract is a skeleton, and what takes its place is the whole record of the patient
      And what takes its place is compressed and comes as an index and its chunks
      And the transfer is shown as transferred

    @GP2GP-SND-057 @basis-A @requires-CODE-30 @requires-LM-01
    Scenario: Spine does not take an extract with so many documents
      Given the situation "extract-refused-for-its-documents"
      And the system holds a record
      And the record has these documents:
        | name     | type       | kind | bytes | count |
        | page.tif | image/tiff | scan | 3 kB  | 120   |
      When the counterpart asks for the record
      Then the system tries to send the extract
      And the request is refused with 30, or was accepted before and the transfer is shown as failed
      And the system sends no fragment

    @GP2GP-SND-069 @basis-N @requires-ID-02 @requires-ID-07
    Scenario: A hundred parts have a hundred numbers
      Given the situation "record-asked-for"
      And the system holds a record
      And the record has these documents:
        | name     | type       | kind | bytes  | count |
        | page.tif | image/tiff | scan | 100 kB | 100   |
      When the counterpart asks for the record
      Then the system sends one extract
      And the system sends every announced fragment once
      And every message of the system has a number of its own, in capitals
      And the transfer is shown as transferred

  Rule: A transfer is over when the new practice says so, and not before

    @GP2GP-SND-067 @basis-A @requires-LM-13 @requires-CODE-31
    Scenario Outline: The new practice cannot use a part and says <code>
      Given the situation "part-refused-by-the-requester" with:
        | code | <code> |
      And the system holds a record
      And the record has these documents:
        | name       | type       | kind | bytes |
        | first.tif  | image/tiff | scan | 3 MB  |
        | second.tif | image/tiff | scan | 3 MB  |
      When the counterpart asks for the record
      Then the system sends one extract
      And the system sends every announced fragment once
      And "refusal of the part" reaches the system
      And the transfer is not over yet
      When the counterpart does "refuse the extract"
      Then the transfer is shown as refused with 31

      Examples:
        | code |
        | 29   |
        | 30   |
        | 25   |

    @GP2GP-SND-068 @basis-A @requires-LATE-01
    Scenario: The record is acknowledged before its parts were sent
      Given the situation "final-acknowledgement-before-the-parts"
      And the system holds a record
      And the record has these documents:
        | name       | type       | kind | bytes |
        | letter.tif | image/tiff | scan | 5 MB  |
      When the counterpart asks for the record
      Then the system sends one extract
      And "early acknowledgement" reaches the system
      And the system does not take the record for transferred

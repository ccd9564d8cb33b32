@sender
Feature: What an extract says, and the documents that come with it
  A scanned letter that has lost its place in the record, or a name that arrives garbled, is as good as lost. What could
  not be sent must be seen to be missing, and what the patient may not read must still be marked after the move.

  Rule: Every document has its place in the record and arrives as it is

    @GP2GP-SND-037 @basis-A @requires-MSG-DOCUMENTS @requires-LM-04 @requires-LM-05
    Scenario: One scanned document
      Given the situation "record-asked-for"
      And the system holds a record
      And the record has these documents:
        | name       | type       | kind | bytes  |
        | letter.tif | image/tiff | scan | 300 kB |
      When the counterpart asks for the record
      Then the system sends one extract
      And every document has its place in the extract
      And the documents arrive byte for byte
      And the transfer is shown as transferred

    @GP2GP-SND-038 @basis-I @requires-MSG-DOCUMENTS @requires-LM-05
    Scenario: Five documents of five types
      Given the situation "record-asked-for"
      And the system holds a record
      And the record has these documents:
        | name        | type            | kind   | bytes  |
        | scan.tif    | image/tiff      | scan   | 200 kB |
        | letter.pdf  | application/pdf | letter | 120 kB |
        | photo.jpg   | image/jpeg      | image  | 90 kB  |
        | note.txt    | text/plain      | other  | 700    |
        | letter.rtf  | text/rtf        | letter | 30 kB  |
      When the counterpart asks for the record
      Then the system sends one extract
      And every document has its place in the extract
      And the documents arrive byte for byte
      And the transfer is shown as transferred

    @GP2GP-SND-043 @basis-N @requires-MSG-DOCUMENTS
    Scenario: The place of a document says what kind of document it is
      Given the situation "record-asked-for"
      And the system holds a record
      And the record has these documents:
        | name       | type            | kind   | bytes |
        | scan.tif   | image/tiff      | scan   | 20 kB |
        | letter.pdf | application/pdf | letter | 20 kB |
        | photo.jpg  | image/jpeg      | image  | 20 kB |
        | voice.mp3  | audio/mpeg      | audio  | 20 kB |
      When the counterpart asks for the record
      Then the system sends one extract
      And the extract gives the documents these kinds:
        | name       | code                             |
        | scan.tif   | 24761000000103                   |
        | letter.pdf | 25821000000100 or 24761000000103 |
        | photo.jpg  | 25831000000103                   |
        | voice.mp3  | 24771000000105 or 37261000000101 |
      And the transfer is shown as transferred

    @GP2GP-SND-044 @basis-A @requires-LM-03
    Scenario Outline: A document called <name>
      Given the situation "record-asked-for"
      And the system holds a record
      And the record has these documents:
        | name   | type       | kind | bytes |
        | <name> | text/plain | scan | 4 kB  |
      When the counterpart asks for the record
      Then the system sends one extract
      And every document has its place in the extract
      And the documents arrive byte for byte
      And the documents arrive under their names
      And the transfer is shown as transferred

      Examples:
        | name                   |
        | a=b.txt                |
        | letter of 3 May.txt    |
        | Smith & Sons <old>.txt |
        | Brontë, naïve.txt      |

    @GP2GP-SND-045 @basis-N @requires-LM-11
    Scenario: Documents of every type that Spine carries, and some that it does not
      Given the situation "record-asked-for"
      And the system holds a record
      And the record has these documents:
        | name       | type                     | kind   | bytes |
        | note.txt   | text/plain               | other  | 2 kB  |
        | page.html  | text/html                | letter | 2 kB  |
        | letter.pdf | application/pdf          | letter | 2 kB  |
        | data.xml   | text/xml                 | other  | 2 kB  |
        | more.xml   | application/xml          | other  | 2 kB  |
        | letter.rtf | text/rtf                 | letter | 2 kB  |
        | voice.au   | audio/basic              | audio  | 2 kB  |
        | voice.mp3  | audio/mpeg               | audio  | 2 kB  |
        | photo.png  | image/png                | image  | 2 kB  |
        | photo.gif  | image/gif                | image  | 2 kB  |
        | photo.jpg  | image/jpeg               | image  | 2 kB  |
        | scan.tif   | image/tiff               | scan   | 2 kB  |
        | film.mpg   | video/mpeg               | other  | 2 kB  |
        | letter.doc | application/msword       | letter | 2 kB  |
        | any.bin    | application/octet-stream | other  | 2 kB  |
        | sketch.bmp | image/bmp                | image  | 2 kB  |
      When the counterpart asks for the record
      Then the system sends one extract
      And every part travels under a type that Spine carries
      And the true type of every document is announced
      And the documents arrive byte for byte
      And the transfer is shown as transferred

    @GP2GP-SND-046 @basis-A @requires-LM-10 @requires-MSG-DOCUMENTS
    Scenario: More than a hundred documents, most of them outside the extract
      Given the situation "record-asked-for"
      And the system holds a record
      And the record has these documents:
        | name      | type       | kind | bytes  | count |
        | first.tif | image/tiff | scan | 3.5 MB | 1     |
        | page.tif  | image/tiff | scan | 50 kB  | 105   |
      When the counterpart asks for the record
      Then the system sends one extract
      And every document has its place in the extract
      And the system sends every announced fragment once
      And the documents arrive byte for byte
      And the transfer is shown as transferred

  Rule: What cannot be sent is seen to be missing

    @GP2GP-SND-039 @basis-A @requires-LM-12
    Scenario: The file of a document is gone
      Given the situation "record-asked-for"
      And the system holds a record
      And the record has these documents:
        | name     | type            | kind | bytes | absent |
        | here.pdf | application/pdf | scan | 40 kB | no     |
        | gone.pdf | application/pdf | scan | 40 kB | yes    |
      When the counterpart asks for the record
      Then the system sends one extract
      And a note says that "gone.pdf" could not be included
      And all but "gone.pdf" arrive byte for byte
      And the transfer is shown as transferred

    @GP2GP-SND-040 @basis-A @requires-LM-12 @requires-LM-11
    Scenario: A document of a type that transfers do not carry
      Given the situation "record-asked-for"
      And the system holds a record
      And the record has these documents:
        | name      | type                     | kind  | bytes |
        | here.pdf  | application/pdf          | scan  | 40 kB |
        | setup.exe | application/x-msdownload | other | 40 kB |
      When the counterpart asks for the record
      Then the system sends one extract
      And a note says that "setup.exe" could not be included
      And all but "setup.exe" arrive byte for byte
      And the transfer is shown as transferred

  Rule: What belongs to the patient's history comes along

    @GP2GP-SND-041 @basis-A @requires-MSG-REDACTION @needs-redactions @exclusive
    Scenario Outline: Entries that the patient must not see, with redactions <setting>
      Given the situation "record-asked-for"
      And the system holds a record with:
        | entries         | 10 |
        | redactedEntries | 3  |
      And the system is set to redactions "<setting>"
      When the counterpart asks for the record
      Then the system sends one extract
      And the extract is in the form "<form>" with <marked> entries marked as confidential
      And the transfer is shown as transferred

      Examples:
        | setting | form              | marked |
        | on      | RCMR_IN030000UK07 | 3      |
        | off     | RCMR_IN030000UK06 | 0      |

    @GP2GP-SND-042 @basis-N @requires-MSG-FOLDERS @needs-earlier-practices
    Scenario: A record that came from an earlier practice
      Given the situation "record-asked-for"
      And the system holds a record with:
        | earlierPractice | Z99977 |
      When the counterpart asks for the record
      Then the system sends one extract
      And the extract has a folder of this practice and one of "Z99977"
      And the transfer is shown as transferred

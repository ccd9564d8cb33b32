@requester
Feature: Taking in a record that comes in one message
  Most records fit into one message, documents and all. What is lost, garbled or put under the wrong name here is
  missing when somebody treats the patient, and nobody will know that it was ever there.

  Rule: A record is taken in and acknowledged

    @GP2GP-REQ-041 @basis-N @requires-MSG-EXTRACT @requires-ANSWER-03 @requires-ID-03
    Scenario: A small record
      Given the situation "small-record"
      When the patient registers
      Then the system asks for the record
      And the system accepts the extract
      And the record is filed
      And the payload is held byte for byte
      And the extract is answered only once

    @GP2GP-REQ-042 @basis-A @requires-MSG-EXTRACT
    Scenario: A record in the form that can carry confidential entries
      Given the situation "record-that-can-carry-redactions" with:
        | redacted | 0 |
      When the patient registers
      Then the system asks for the record
      And the system accepts the extract
      And the record is filed
      And the payload is held byte for byte

    @GP2GP-REQ-043 @basis-A @requires-MSG-REDACTION @needs-redactions
    Scenario: A record with entries that the patient must not see
      Given the situation "record-that-can-carry-redactions" with:
        | redacted | 2 |
      When the patient registers
      Then the system asks for the record
      And the system accepts the extract
      And the record is filed
      And the confidential entries are held as confidential

    @GP2GP-REQ-056 @basis-N @requires-MSG-FOLDERS
    Scenario: A record that already came from an earlier practice
      Given the situation "record-of-two-practices"
      When the patient registers
      Then the system asks for the record
      And the system accepts the extract
      And the record is filed
      And the folders of both practices are held

    @GP2GP-REQ-057 @basis-N @requires-MSG-EXTRACT
    Scenario: A record that says that there is nothing in it
      Given the situation "empty-record"
      When the patient registers
      Then the system asks for the record
      And the system accepts the extract
      And the record is filed

    @GP2GP-REQ-058 @basis-I @requires-MSG-EXTRACT
    Scenario: A record whose headings stand deep within each other
      Given the situation "deeply-nested-record"
      When the patient registers
      Then the system asks for the record
      And the system accepts the extract
      And the record is filed
      And the payload is held byte for byte

    @GP2GP-REQ-059 @basis-I @requires-MSG-EXTRACT
    Scenario: The same record laid out for reading and without any space
      Given the situation "record-in-a-layout" with:
        | layout | pretty |
      And the situation "record-in-a-layout" as "minified" with:
        | layout | minified |
      When the patient registers
      And the patient registers in "minified"
      Then the system accepts the extract
      And the system accepts the extract in "minified"
      And the record is filed
      And the record is filed in "minified"
      And both records are held with all their entries

    @GP2GP-REQ-060 @basis-A @requires-ID-03 @requires-ID-04
    Scenario: The message and the record in it have different numbers
      Given the situation "extract-with-differing-ids"
      When the patient registers
      Then the system asks for the record
      And the system accepts the extract
      And it is put on record which number the acknowledgement names
      And the record is filed

  Rule: Documents in the same message are taken in byte for byte

    @GP2GP-REQ-044 @basis-A @requires-LM-04 @requires-LM-05
    Scenario: A document as it is
      Given the situation "inline-document" with:
        | compressed | false |
      When the patient registers
      Then the system asks for the record
      And the system accepts the extract
      And the record is filed
      And the documents are held byte for byte

    @GP2GP-REQ-045 @basis-A @requires-LM-04 @requires-LM-05 @needs-compressed-attachments
    Scenario: A compressed document
      Given the situation "inline-document" with:
        | compressed | true |
      When the patient registers
      Then the system asks for the record
      And the system accepts the extract
      And the record is filed
      And the documents are held byte for byte

    @GP2GP-REQ-046 @basis-A @requires-LM-03
    Scenario: A document that is described by its file name alone
      Given the situation "inline-document-described-by-name"
      When the patient registers
      Then the system asks for the record
      And the system accepts the extract
      And the record is filed
      And the documents are held byte for byte

    @GP2GP-REQ-047 @basis-N @requires-LM-01
    Scenario: As many documents as a message can carry
      Given the situation "ninety-eight-inline-documents"
      When the patient registers
      Then the system asks for the record
      And the system accepts the extract
      And the record is filed
      And the documents are held byte for byte

    @GP2GP-REQ-048 @basis-I @requires-LM-05
    Scenario: A document without a single byte
      Given the situation "document-of-no-bytes"
      When the patient registers
      Then the system asks for the record
      And the system accepts the extract or refuses it with 21
      And the system still works

    @GP2GP-REQ-049 @basis-N @requires-LM-11
    Scenario Outline: A document of type <type>
      Given the situation "inline-document-of-type" with:
        | name | <name> |
        | type | <type> |
      When the patient registers
      Then the system asks for the record
      And the system accepts the extract
      And the record is filed
      And the documents are held byte for byte

      Examples:
        | name       | type                     |
        | note.txt   | text/plain               |
        | page.html  | text/html                |
        | letter.pdf | application/pdf          |
        | data.xml   | text/xml                 |
        | more.xml   | application/xml          |
        | letter.rtf | text/rtf                 |
        | voice.au   | audio/basic              |
        | voice.mp3  | audio/mpeg               |
        | photo.png  | image/png                |
        | photo.gif  | image/gif                |
        | photo.jpg  | image/jpeg               |
        | scan.tif   | image/tiff               |
        | film.mpg   | video/mpeg               |
        | letter.doc | application/msword       |
        | any.bin    | application/octet-stream |

    @GP2GP-REQ-050 @basis-A @requires-LM-11
    Scenario: A document whose type Spine does not carry, and which therefore travels under another
      Given the situation "document-under-another-type"
      When the patient registers
      Then the system asks for the record
      And the system accepts the extract
      And the record is filed
      And the documents are held byte for byte
      And the document "sketch.bmp" is held as "image/bmp"

    @GP2GP-REQ-051 @basis-A @requires-LM-12
    Scenario: A note in the place of a document that could not be sent
      Given the situation "placeholder-for-missing-document"
      When the patient registers
      Then the system asks for the record
      And the system accepts the extract
      And the record is filed
      And the document is shown as missing

    @GP2GP-REQ-052 @basis-A @requires-LM-03
    Scenario: A file name with an equals sign, spaces and an ampersand
      Given the situation "inline-document-of-type" with:
        | name | a=b & c.txt |
        | type | text/plain  |
      When the patient registers
      Then the system asks for the record
      And the system accepts the extract
      And the record is filed
      And the documents are held byte for byte

    @GP2GP-REQ-053 @basis-I @requires-LM-03
    Scenario: A very long file name with accents
      Given the situation "document-with-a-long-name"
      When the patient registers
      Then the system asks for the record
      And the system accepts the extract
      And the record is filed
      And the contents of the documents are held

  Rule: A record and its documents that do not fit together do no harm

    @GP2GP-REQ-054 @basis-I @requires-MSG-DOCUMENTS
    Scenario: A document that the record does not mention
      Given the situation "document-without-mention"
      When the patient registers
      Then the system asks for the record
      And the system accepts the extract or refuses it with 21
      And the system still works

    @GP2GP-REQ-055 @basis-I @requires-MSG-DOCUMENTS
    Scenario: The record mentions a document that is not there
      Given the situation "mention-without-document"
      When the patient registers
      Then the system asks for the record
      And the record is taken in with the document shown as missing, or refused with 21 or 31

    @GP2GP-REQ-077 @basis-I @requires-MSG-EXTRACT
    Scenario: A record in the older code systems alone
      Given the situation "record-in-read-codes"
      When the patient registers
      Then the system asks for the record
      And the system accepts the extract
      And the record is filed

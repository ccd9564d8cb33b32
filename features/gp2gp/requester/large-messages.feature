@requester @needs-large-messaging
Feature: Taking in a record that is too large for one message
  Long lives make large records: scans, letters, whole years of them. What does not fit into one message travels in
  many, in any order, and the new practice has to put it together again. A page that is lost on the way, or put under
  another's name, is a page that nobody will look for.

  Rule: Documents that travel in messages of their own come when the new practice says so

    @GP2GP-REQ-078 @basis-A @requires-LM-02 @requires-LM-04 @requires-LM-07 @requires-LM-08
    Scenario: One document in a message of its own
      Given the situation "one-external-document"
      When the patient registers
      Then the system asks for the record
      And the system sends one continue
      And the system accepts every fragment
      And the system accepts the extract
      And the final acknowledgement comes last
      And the record is filed
      And the documents are held byte for byte
      And every fragment is answered only once

    @GP2GP-REQ-079 @basis-N @requires-ID-05 @requires-MSG-COPC @requires-LM-02
    Scenario: The word to go on is valid and names the record it is about
      Given the situation "one-external-document"
      When the patient registers
      Then the system asks for the record
      And the system sends one continue
      And the content of the continue is valid
      And the continue names the extract in both places
      And the continue names both practices
      And the system accepts the extract

    @GP2GP-REQ-080 @basis-A @requires-LM-02
    Scenario: Nothing is waited for when all documents are in the message
      Given the situation "inline-document" with:
        | compressed | false |
      When the patient registers
      Then the system asks for the record
      And the system accepts the extract
      And the system sends no continue
      And the record is filed
      And the documents are held byte for byte

    @GP2GP-REQ-081 @basis-I @requires-LM-07 @requires-LM-08
    Scenario: Five documents of a megabyte
      Given the situation "five-external-documents"
      When the patient registers
      Then the system asks for the record
      And the system sends one continue
      And the system accepts every fragment
      And the system accepts the extract
      And the final acknowledgement follows the last fragment
      And the record is filed
      And the documents are held byte for byte

    @GP2GP-REQ-082 @basis-A @requires-LM-05 @needs-compressed-attachments
    Scenario: A compressed document
      Given the situation "compressed-external-document"
      When the patient registers
      Then the system asks for the record
      And the system sends one continue
      And the system accepts every fragment
      And the system accepts the extract
      And the record is filed
      And the documents are held byte for byte

    @GP2GP-REQ-089 @basis-A @requires-LM-04 @requires-LM-08
    Scenario: One document in the message, one outside
      Given the situation "inline-and-external-document"
      When the patient registers
      Then the system asks for the record
      And the system sends one continue
      And the system accepts every fragment
      And the system accepts the extract
      And the final acknowledgement follows the last fragment
      And the record is filed
      And the documents are held byte for byte

    @GP2GP-REQ-091 @basis-A @requires-LM-04 @requires-SAFE-03
    Scenario: Two documents of the same name
      Given the situation "documents-of-the-same-name"
      When the patient registers
      Then the system asks for the record
      And the system sends one continue
      And the system accepts every fragment
      And the system accepts the extract
      And the record is filed
      And the documents are held byte for byte

  Rule: A document in several pieces is joined in the order of its index

    @GP2GP-REQ-083 @basis-A @requires-LM-04 @requires-LM-07
    Scenario: An index and two pieces
      Given the situation "document-in-pieces"
      When the patient registers
      Then the system asks for the record
      And the system sends one continue
      And the system accepts every fragment
      And the system accepts the extract
      And the final acknowledgement comes last
      And the record is filed
      And the documents are held byte for byte
      And every fragment is answered only once

    @GP2GP-REQ-084 @basis-A @requires-LM-05 @needs-compressed-attachments
    Scenario: A compressed document in pieces
      Given the situation "compressed-document-in-pieces"
      When the patient registers
      Then the system asks for the record
      And the system sends one continue
      And the system accepts every fragment
      And the system accepts the extract
      And the record is filed
      And the documents are held byte for byte

    @GP2GP-REQ-085 @basis-A @requires-LM-07
    Scenario: The pieces come in reverse order
      Given the situation "pieces-in-some-order" with:
        | first  | index |
        | second | 1     |
        | third  | 0     |
      When the patient registers
      Then the system asks for the record
      And the system accepts every fragment
      And the system accepts the extract
      And the record is filed
      And the documents are held byte for byte

    @GP2GP-REQ-086 @basis-A @requires-LM-07
    Scenario: The pieces come before their index
      Given the situation "pieces-in-some-order" with:
        | first  | 0     |
        | second | 1     |
        | third  | index |
      When the patient registers
      Then the system asks for the record
      And the system accepts every fragment
      And the system accepts the extract
      And the record is filed
      And the documents are held byte for byte

    @GP2GP-REQ-087 @basis-I @requires-LM-07 @requires-SAFE-03
    Scenario: The pieces of two documents come in between each other
      Given the situation "pieces-of-two-documents-interleaved"
      When the patient registers
      Then the system asks for the record
      And the system accepts every fragment
      And the system accepts the extract
      And the record is filed
      And the documents are held byte for byte

    @GP2GP-REQ-088 @basis-I @requires-LM-07
    Scenario Outline: The order <first>, <second>, <third>
      Given the situation "pieces-in-some-order" with:
        | first  | <first>  |
        | second | <second> |
        | third  | <third>  |
      When the patient registers
      Then the system asks for the record
      And the system accepts every fragment
      And the system accepts the extract
      And the record is filed
      And the documents are held byte for byte

      Examples: every order of an index and two pieces
        | first | second | third |
        | index | 0      | 1     |
        | index | 1      | 0     |
        | 0     | index  | 1     |
        | 1     | index  | 0     |
        | 0     | 1      | index |
        | 1     | 0      | index |

    @GP2GP-REQ-090 @basis-A @requires-LM-04
    Scenario: An index that brings the first piece along
      Given the situation "index-with-first-piece"
      When the patient registers
      Then the system asks for the record
      And the system sends one continue
      And the system accepts every fragment
      And the system accepts the extract
      And the record is filed
      And the documents are held byte for byte

    @GP2GP-REQ-092 @basis-I @requires-LM-05
    Scenario: A cut in the middle of four characters
      Given the situation "piece-cut-in-the-middle"
      When the patient registers
      Then the system asks for the record
      And the system sends one continue
      And the documents are put together byte for byte or refused with 29

    @GP2GP-REQ-093 @basis-A @requires-LM-05
    Scenario: Pieces of very different sizes
      Given the situation "pieces-of-different-sizes"
      When the patient registers
      Then the system asks for the record
      And the system accepts every fragment
      And the system accepts the extract
      And the record is filed
      And the documents are held byte for byte

    @GP2GP-REQ-094 @basis-I @requires-LM-04
    Scenario: An index of a single piece
      Given the situation "index-of-one-piece"
      When the patient registers
      Then the system asks for the record
      And the system accepts every fragment
      And the system accepts the extract
      And the record is filed
      And the documents are held byte for byte

    @GP2GP-REQ-095 @basis-A @requires-LM-04
    Scenario: A document announced as whole that comes in pieces
      Given the situation "announced-whole-sent-in-pieces"
      When the patient registers
      Then the system asks for the record
      And the system accepts every fragment
      And the system accepts the extract
      And the record is filed
      And the documents are held byte for byte

  Rule: Size and number alone lose nothing

    @GP2GP-REQ-096 @basis-A @requires-LM-01 @requires-LM-08 @large
    Scenario: A hundred documents of nearly five megabytes
      Given the situation "hundred-large-documents"
      When the patient registers
      Then the system asks for the record
      And the system sends one continue
      And the system accepts every fragment
      And the system accepts the extract
      And the record is filed
      And the documents are held byte for byte

    @GP2GP-REQ-097 @basis-A @requires-LM-01
    Scenario: Two hundred small documents, each in a message of its own
      Given the situation "two-hundred-external-documents"
      When the patient registers
      Then the system asks for the record
      And the system sends one continue
      And the system accepts every fragment
      And the system accepts the extract
      And the record is filed
      And the documents are held byte for byte

    @GP2GP-REQ-098 @basis-P @requires-LM-01 @requires-CODE-30 @large
    Scenario: A document of sixty megabytes
      Given the situation "document-of-sixty-megabytes"
      When the patient registers
      Then the system asks for the record
      And the documents are put together byte for byte or refused with 30

  Rule: A record whose entries alone are too large travels as a skeleton, and is made whole

    @GP2GP-REQ-099 @basis-A @requires-LM-06 @needs-skeletons
    Scenario: The whole record in one message beside the skeleton
      Given the situation "skeleton-of-a-record" with:
        | interaction | UK06 |
      When the patient registers
      Then the system asks for the record
      And the system sends one continue
      And the system accepts every fragment
      And the system accepts the extract
      And the record is filed
      And the payload is held byte for byte

    @GP2GP-REQ-100 @basis-A @requires-LM-06 @needs-skeletons
    Scenario: A part of the record is cut out and sent beside it
      Given the situation "skeleton-with-a-part-cut-out"
      When the patient registers
      Then the system asks for the record
      And the system sends one continue
      And the system accepts every fragment
      And the system accepts the extract
      And the record is filed
      And the record is held with all its entries

    @GP2GP-REQ-101 @basis-A @requires-LM-06 @needs-skeletons
    Scenario: The whole record in pieces beside the skeleton
      Given the situation "skeleton-in-pieces"
      When the patient registers
      Then the system asks for the record
      And the system sends one continue
      And the system accepts every fragment
      And the system accepts the extract
      And the record is filed
      And the payload is held byte for byte

    @GP2GP-REQ-102 @basis-A @requires-LM-06 @requires-LM-02 @needs-skeletons
    Scenario: The whole record in the same message as its skeleton
      Given the situation "skeleton-with-the-record-inline"
      When the patient registers
      Then the system asks for the record
      And the system accepts the extract
      And the system sends no continue
      And the record is filed
      And the payload is held byte for byte

    @GP2GP-REQ-103 @basis-A @requires-LM-06 @requires-MSG-REDACTION @needs-skeletons
    Scenario: The whole record in the form that can carry confidential entries
      Given the situation "skeleton-of-a-record" with:
        | interaction | UK07 |
      When the patient registers
      Then the system asks for the record
      And the system sends one continue
      And the system accepts every fragment
      And the system accepts the extract
      And the record is filed
      And the payload is held byte for byte

    @GP2GP-REQ-104 @basis-A @requires-LM-06 @requires-LM-03 @needs-skeletons
    Scenario: The mark of the skeleton is spelled in another way
      Given the situation "skeleton-with-another-spelling"
      When the patient registers
      Then the system asks for the record
      And the system sends one continue
      And the system accepts every fragment
      And the system accepts the extract
      And the record is filed
      And the payload is held byte for byte

    @GP2GP-REQ-105 @basis-A @requires-LM-06 @requires-MSG-DOCUMENTS @needs-skeletons
    Scenario: A skeleton, and three documents besides
      Given the situation "skeleton-and-documents"
      When the patient registers
      Then the system asks for the record
      And the system sends one continue
      And the system accepts every fragment
      And the system accepts the extract
      And the record is filed
      And the payload is held byte for byte
      And the documents are held byte for byte

  Rule: What other suppliers write differently is understood

    @GP2GP-REQ-106 @basis-A @requires-MSG-COPC
    Scenario: Fragments that name neither practice
      Given the situation "fragments-in-another-form" with:
        | form | vision |
      When the patient registers
      Then the system asks for the record
      And the system accepts every fragment
      And the system accepts the extract
      And the record is filed
      And the documents are held byte for byte

    @GP2GP-REQ-107 @basis-A @requires-MSG-COPC
    Scenario: Fragments in the form of 2013
      Given the situation "fragments-in-another-form" with:
        | form | 2013 |
      When the patient registers
      Then the system asks for the record
      And the system accepts every fragment
      And the system accepts the extract
      And the record is filed
      And the documents are held byte for byte

    @GP2GP-REQ-108 @basis-A @requires-LM-03
    Scenario: Descriptions of documents in another order and on several lines
      Given the situation "shuffled-descriptions"
      When the patient registers
      Then the system asks for the record
      And the system accepts every fragment
      And the system accepts the extract
      And the record is filed
      And the documents are held byte for byte

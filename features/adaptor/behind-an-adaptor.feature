@adaptor
Feature: What a system behind an MHS adaptor sees
  Lakeside never speaks ebXML: it hands payloads to its adaptor by REST and finds what is for it in a queue. On the other
  side of Spine stands Hillside, which speaks ebXML and notices nothing.

  Background:
    Given Lakeside stands behind an adaptor

  Scenario: A record that was asked for by REST arrives in the queue, with its documents
    Given Hillside holds the patient's record with 2 documents
    When Lakeside asks for the record in conversation "AAAA0001"
    Then the adaptor answers 202 with an empty body
    And Spine has taken the request from the party of Lakeside
    And the queue brings MCCI_IN010000UK13 in conversation "AAAA0001"
    And the queue brings RCMR_IN030000UK06 in conversation "AAAA0001"
    And it brings 2 documents, still in base64

  Scenario: A body with a member that nobody knows is refused before anything is sent
    When Lakeside asks for the record with a member "title" too many
    Then the adaptor answers 400 with "400: Invalid request. Validation errors: {'title': ['Unknown field.']}"
    And Spine has seen nothing of it

  Scenario: A request without its Interaction-Id is not understood
    When Lakeside asks for the record without the header Interaction-Id
    Then the adaptor answers 404 with "404: Required Interaction-Id header not found"

  Scenario: A body of another type is not read
    When Lakeside asks for the record as text/xml
    Then the adaptor answers 415 with "415: Unsupported content type"

  Scenario: A practice that the directory does not know cannot be asked
    When Lakeside asks Z99999 for the record
    Then the adaptor answers 500 with "Error obtaining outbound URL"
    And Spine has seen nothing of it

  Scenario: What Spine refuses is told in the adaptor's own words
    Given Spine refuses the next request with fault 300
    When Lakeside asks for the record
    Then the adaptor answers 500 with the key SOAP_ERROR_HANDLER0002 and the code 300

  Scenario: An adaptor that is away for a moment takes the same message at the second attempt
    Given the adaptor is away for the first request
    When Lakeside asks for the record
    Then the adaptor answers 503 with "503: Service Unavailable"
    When Lakeside asks for the record
    Then the adaptor answers 202 with an empty body

  Scenario: A question that waits has its answer on the same request
    When Lakeside asks Spine for a list of events and waits
    Then the adaptor answers 200 with QUPC_IN160102UK05

  Scenario: A message whose acknowledgement is lost is not lost with it
    Given Hillside holds the patient's record with 0 documents
    And the first delivery to the queue of Lakeside is cut off
    When Lakeside asks for the record in conversation "AAAA0002"
    Then the queue brings MCCI_IN010000UK13 and RCMR_IN030000UK06 in conversation "AAAA0002", in any order

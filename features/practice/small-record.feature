@gp2gp @small-record
Feature: Transfer of a small record
  A practice asks the patient's former practice for the record. The former practice accepts the request
  and sends the record as one extract. The practice files it and says so.

  Rule: Both practices are played by the simulator

    @GP2GP-REQ-001 @GP2GP-SND-001 @GP2GP-SND-002 @GP2GP-REQ-041 @GP2GP-SND-070
    Scenario: A record without attachments
      Given the practices Riverside and Hillside, both played by the simulator
      And Hillside holds a record of patient 9990000018 with 0 attachments
      When Riverside asks Hillside for the record of patient 9990000018
      Then the transfer ends at Riverside as integrated
      And the transfer ends at Hillside as transferred
      And Riverside has filed the record byte for byte
      And the messages of the transfer were:
        | practice  | interaction       |
        | Riverside | RCMR_IN010000UK05 |
        | Hillside  | MCCI_IN010000UK13 |
        | Hillside  | RCMR_IN030000UK06 |
        | Riverside | MCCI_IN010000UK13 |

    Scenario Outline: A record with <count> attachments in the message
      Given the practices Riverside and Hillside, both played by the simulator
      And Hillside holds a record of patient 9990000018 with <count> attachments
      When Riverside asks Hillside for the record of patient 9990000018
      Then the transfer ends at Riverside as integrated
      And the transfer ends at Hillside as transferred
      And Riverside has filed the record byte for byte

      @GP2GP-REQ-044
      Examples: one
        | count |
        | 1     |

      @GP2GP-REQ-047
      Examples: as many as a message can hold
        | count |
        | 98    |

    Scenario: A record with more attachments than a message can hold
      Given the practices Riverside and Hillside, both played by the simulator
      And Hillside holds a record of patient 9990000018 with 99 attachments
      When Riverside asks Hillside for the record of patient 9990000018
      Then the transfer ends at Riverside as integrated
      And the transfer ends at Hillside as transferred
      And Riverside has filed the record byte for byte
      And the messages of the transfer were:
        | practice  | interaction       |
        | Riverside | RCMR_IN010000UK05 |
        | Hillside  | MCCI_IN010000UK13 |
        | Hillside  | RCMR_IN030000UK06 |
        | Riverside | COPC_IN000001UK01 |
        | Hillside  | COPC_IN000001UK01 |
        | Riverside | MCCI_IN010000UK13 |
        | Riverside | MCCI_IN010000UK13 |

    @GP2GP-SND-009 @GP2GP-REQ-020
    Scenario: The patient is not registered at the practice that is asked
      Given the practices Riverside and Hillside, both played by the simulator
      And Hillside holds no record of patient 9990000018
      When Riverside asks Hillside for the record of patient 9990000018
      Then the transfer ends at Riverside as request-refused with code 06
      And the transfer ends at Hillside as request-refused with code 06
      And the messages of the transfer were:
        | practice  | interaction       |
        | Riverside | RCMR_IN010000UK05 |
        | Hillside  | MCCI_IN010000UK13 |

    @real-extracts
    Scenario Outline: A real extract is taken in byte for byte: <file>
      Given Hillside holds the real extract <file>, which Riverside asks for
      Then the transfer ends at Riverside as integrated
      And the transfer ends at Hillside as transferred
      And the extract has come to Riverside byte for byte
      And Riverside has filed the record byte for byte

      @GP2GP-REQ-041
      Examples: small and large
        | file                                                   |
        | extracts/payloadSmallMessage-RCMR_IN030000UK06.xml     |
        | conversations/tpp/07-extract-RCMR_IN030000UK06.xml     |
        | extracts/RCMR_IN030000UK06-payload_part.xml            |

      @GP2GP-REQ-042 @GP2GP-REQ-043
      Examples: with redactions
        | file                                                   |
        | extracts/RCMR_IN030000UK07-confidentialityCode.xml     |

    @real-extracts @GP2GP-REQ-044
    Scenario: A real extract with a real document is taken in byte for byte
      Given Hillside holds the real extract extracts/payloadSmallMessage-RCMR_IN030000UK06.xml with the documents of conversations/large-message-example-1/RCMR_IN030000UK06_6E242658-3D8E-11E3-A7DC-172BDA00FA67.ebxml, which Riverside asks for
      Then the transfer ends at Riverside as integrated
      And the transfer ends at Hillside as transferred
      And the extract has come to Riverside byte for byte
      And Riverside has filed the record byte for byte

    @real-extracts
    Scenario Outline: A real extract arrives byte for byte but cannot be taken in: <file>
      Given Hillside holds the real extract <file>, which Riverside asks for
      Then the transfer ends at Riverside as extract-refused with code <code>
      And the transfer ends at Hillside as extract-refused with code <code>
      And the extract has come to Riverside byte for byte

      @GP2GP-REQ-062
      Examples: without the patient, or without the practice that it is for
        | file                                                                                                   | code |
        | extracts/PWTP2-RCMR_IN030000UK06.xml                                                                   | 21   |
        | extracts/PWTP6-RCMR_IN030000UK06.xml                                                                   | 21   |

      @GP2GP-REQ-044
      Examples: with a real document in the message
        | file                                                                                                   | code |
        | conversations/large-message-example-1/RCMR_IN030000UK06_6E242658-3D8E-11E3-A7DC-172BDA00FA67.ebxml     | 21   |

      @GP2GP-REQ-067
      Examples: for another practice than the one that asked
        | file                                                                                                   | code |
        | extracts/uat/TC4/9465698490_Daniels_full_20210119.xml                                                  | 28   |
        | extracts/uat/TC7/9465701297_Livermore_full_20210602.xml                                                | 28   |

  Rule: Riverside asks, and the scenario plays Hillside

    Background:
      Given the practices Riverside and Hillside, where the scenario plays Hillside
      When Riverside asks Hillside for the record of patient 9990000018

    @GP2GP-REQ-016
    Scenario: The request is accepted before the extract comes
      When the scenario's practice accepts the request
      And the scenario's practice sends the extract
      Then the extract is accepted
      And the transfer ends at Riverside as integrated

    @GP2GP-REQ-017
    Scenario: The request is accepted after the extract has come
      When the scenario's practice sends the extract
      Then the extract is accepted
      And the transfer ends at Riverside as integrated
      When the scenario's practice accepts the request
      Then Riverside ignores it because "the request was acknowledged after the extract"

    @GP2GP-REQ-019
    Scenario: The request is never accepted, only the extract comes
      When the scenario's practice sends the extract
      Then the extract is accepted
      And the transfer ends at Riverside as integrated

    Scenario Outline: The request is refused with <code>
      When the scenario's practice refuses the request with <code>
      Then the transfer ends at Riverside as request-refused with code <code>

      Examples:
        | code |
        | 06   |
        | 07   |
        | 10   |
        | 19   |
        | 24   |
        | 99   |

    @GP2GP-REQ-068
    Scenario: A second extract is refused, the first one stands
      When the scenario's practice accepts the request
      And the scenario's practice sends the extract
      Then the extract is accepted
      And the transfer ends at Riverside as integrated
      When the scenario's practice sends another extract
      Then the second extract is refused with 12

    Scenario Outline: An extract <wrong> is refused with <code>
      When the scenario's practice accepts the request
      And the scenario's practice sends an extract <wrong>
      Then the extract is refused with <code>
      And the transfer ends at Riverside as extract-refused with code <code>

      @GP2GP-REQ-061
      Examples: that cannot be read
        | wrong   | code |
        | cut off | 21   |

      @GP2GP-REQ-063
      Examples: of somebody else
        | wrong                 | code |
        | about another patient | 28   |

      @GP2GP-REQ-067
      Examples: for somebody else
        | wrong                | code |
        | for another practice | 28   |

      @GP2GP-REQ-066
      Examples: from somebody else
        | wrong                 | code |
        | from another practice | 09   |

    @GP2GP-REQ-065
    Scenario: An extract that names another request is taken, with a remark
      When the scenario's practice sends an extract that names another request
      Then the extract is accepted
      And the transfer ends at Riverside as integrated
      And Riverside ignores it because "priorEhrRequest names 00000000-0000-4000-8000-000000000000 instead of the id of the request"

  Rule: The scenario plays Riverside, which asks Hillside

    Background:
      Given the practices Riverside and Hillside, where the scenario plays Riverside
      And Hillside holds a record of patient 9990000018 with 1 attachment

    @GP2GP-SND-001 @GP2GP-SND-003 @GP2GP-SND-071
    Scenario: The request is accepted and the extract sent
      When the scenario's practice asks Hillside for the record of patient 9990000018
      Then the request is accepted
      And the scenario's practice receives the extract
      When the scenario's practice accepts the extract
      Then the transfer ends at Hillside as transferred

    @GP2GP-SND-009
    Scenario: The patient is not registered
      When the scenario's practice asks Hillside for the record of patient 9990000026
      Then the request is refused with 06
      And the transfer ends at Hillside as request-refused with code 06
      And in all 0 extracts were sent

    Scenario Outline: A request <wrong> is refused with 18
      When the scenario's practice asks Hillside with a request <wrong>
      Then the request is refused with 18
      And the transfer ends at Hillside as request-refused with code 18
      And in all 0 extracts were sent

      @GP2GP-SND-016
      Examples: without its id
        | wrong           |
        | without its id  |

      @GP2GP-SND-017
      Examples: without the patient
        | wrong                   |
        | without the NHS number  |

      @GP2GP-SND-018
      Examples: without the practice that asks
        | wrong                             |
        | without the practice that asks    |

      @GP2GP-SND-019
      Examples: without the practice that is asked
        | wrong                              |
        | without the practice that is asked |

      @GP2GP-SND-022
      Examples: for another practice
        | wrong                |
        | for another practice |

    @GP2GP-SND-014
    Scenario: A request from a practice that the directory does not know
      When the scenario's practice asks Hillside with a request from an unknown practice
      Then the request is refused with 24
      And the transfer ends at Hillside as request-refused with code 24

    @GP2GP-SND-029
    Scenario: A second request in the same conversation is ignored
      When the scenario's practice asks Hillside for the record of patient 9990000018
      Then the scenario's practice receives the extract
      When the scenario's practice asks Hillside again in the same conversation
      Then Hillside ignores it because "the request came again: ignored"
      And in all 1 extract was sent

    Scenario Outline: The extract is refused with <code>
      When the scenario's practice asks Hillside for the record of patient 9990000018
      Then the scenario's practice receives the extract
      When the scenario's practice refuses the extract with <code>
      Then the transfer ends at Hillside as <result> with code <code>

      @GP2GP-SND-073
      Examples:
        | code | result          |
        | 09   | extract-refused |

      @GP2GP-SND-074
      Examples:
        | code | result          |
        | 11   | extract-refused |

      @GP2GP-SND-076
      Examples: which counts as filed
        | code | result      |
        | 15   | transferred |

      @GP2GP-SND-080
      Examples:
        | code | result          |
        | 28   | extract-refused |

      @GP2GP-SND-083
      Examples:
        | code | result          |
        | 99   | extract-refused |

  Rule: What never comes

    @GP2GP-REQ-131
    Scenario: The extract never comes
      Given a transfer clock that the scenario moves
      And the practices Riverside and Hillside, where the scenario plays Hillside
      When Riverside asks Hillside for the record of patient 9990000018
      And the scenario's practice accepts the request
      Then the request is known at Riverside to be accepted
      When 24 hours of the transfer pass
      Then the transfer ends at Riverside as no-extract

    @GP2GP-SND-085
    Scenario: The final acknowledgement never comes
      Given a transfer clock that the scenario moves
      And the practices Riverside and Hillside, where the scenario plays Riverside
      And Hillside holds a record of patient 9990000018 with 1 attachment
      When the scenario's practice asks Hillside for the record of patient 9990000018
      Then the scenario's practice receives the extract
      When 192 hours of the transfer pass
      Then the transfer ends at Hillside as no-final-acknowledgement

@gp2gp @registration
Feature: What a practice asks before a record is sent
  A patient comes to a new practice. It reads from PDS which practice the patient is leaving, registers the
  patient on PDS, finds the former practice's system in SDS, and only then asks for the record. The former
  practice gives it to the practice that PDS names, and to no other.

  Rule: The whole way

    Scenario Outline: G01 A record follows its patient, with SDS over <way>
      Given the practices Riverside and Hillside, which ask PDS, and SDS over <way>
      When patient 9991001158 comes to Hillside
      Then the transfer ends at Hillside as integrated
      And the transfer ends at Riverside as transferred
      And Hillside went through these steps:
        | retrieving  |
        | registering |
        | looking-up  |
        | requesting  |
        | waiting     |
        | deciding    |
        | filing      |
        | answering   |
        | ended       |
      And Riverside went through these steps:
        | checking   |
        | looking-up |
        | finding    |
        | sending    |
        | sent       |
        | ended      |
      And Spine was asked for:
        | practice  | interaction       |
        | Hillside  | QUPA_IN000008UK02 |
        | Hillside  | PRPA_IN000203UK03 |
        | Hillside  | RCMR_IN010000UK05 |
        | Riverside | QUPA_IN000008UK02 |
        | Riverside | MCCI_IN010000UK13 |
        | Riverside | RCMR_IN030000UK06 |
        | Hillside  | MCCI_IN010000UK13 |
      And PDS has patient 9991001158 with Hillside, and before with Riverside
      And Riverside was looked for in SDS over <way>, and found
      And Hillside was looked for in SDS over <way>, and found

      Examples:
        | way   |
        | LDAP  |
        | LDAPS |
        | FHIR  |

  Rule: The sender gives a record to the practice that PDS names

    Background:
      Given the practices Riverside and Hillside, which ask PDS, and SDS over LDAPS

    Scenario: G02 The patient was not registered before the record was asked for
      Given Hillside does not register patients on PDS
      When patient 9991001158 comes to Hillside
      Then the transfer ends at Hillside as request-refused with code 19
      And the transfer ends at Riverside as request-refused with code 19

    Scenario: G03 The patient has come back to a former practice, then leaves it again
      Given Hillside does not register patients on PDS
      When patient 9991001166 comes to Hillside
      Then the transfer ends at Hillside as request-refused with code 19
      And the transfer ends at Riverside as request-refused with code 19
      When Hillside registers patients on PDS again
      And patient 9991001166 comes to Hillside
      Then the transfer ends at Hillside as integrated
      And the transfer ends at Riverside as transferred

    Scenario: The requester is not in SDS
      Given SDS does not know Hillside any more
      When patient 9991001158 comes to Hillside
      Then the transfer ends at Hillside as request-refused with code 24
      And the transfer ends at Riverside as request-refused with code 24

  Rule: A system under test asks for any patient whom PDS has had with the practice

    Background:
      Given the practices Riverside and Hillside, where the scenario plays Hillside
      And practices that ask PDS, and SDS over FHIR

    Scenario: The patient was registered first; no record had to be ordered
      Given PDS has registered patient 9991001158 with Hillside
      When the scenario's practice asks Riverside for the record of patient 9991001158
      Then the request is accepted
      And the scenario's practice receives the extract
      When the scenario's practice accepts the extract
      Then the transfer ends at Riverside as transferred

    Scenario: The patient is still registered with the practice that is asked
      When the scenario's practice asks Riverside for the record of patient 9991001158
      Then the request is refused with 19

    Scenario: The patient was never with the practice that is asked
      Given PDS has registered patient 9991001174 with Hillside
      When the scenario's practice asks Riverside for the record of patient 9991001174
      Then the request is refused with 06

  Rule: Nobody is asked where nobody can be

    Background:
      Given the practices Riverside and Hillside, which ask PDS, and SDS over LDAPS

    Scenario: G04 The former practice is not in SDS
      When patient 9991001417 comes to Hillside
      Then the transfer ends at Hillside as sender-unknown
      And Z99009 was looked for in SDS over LDAPS, and none
      And nobody was asked for a record

    Scenario Outline: G06 The patient was removed from the list of a practice: <why>
      When patient <patient> comes to Hillside
      Then the transfer ends at Hillside as no-previous-practice
      And Hillside remarks "the patient was removed from the list of a practice: <reason>"
      And nobody was asked for a record

      Examples:
        | patient    | why               | reason |
        | 9991001123 | moved to Scotland | SCT    |
        | 9991001131 | joined the forces | AFN    |

    Scenario: The patient never had a practice
      When patient 9991001115 comes to Hillside
      Then the transfer ends at Hillside as no-previous-practice
      And nobody was asked for a record

    Scenario: PDS does not know the patient
      When patient 9991001409 comes to Hillside
      Then the transfer ends at Hillside as patient-unknown
      And nobody was asked for a record

    Scenario: PDS tells nothing but the number of a sensitive patient
      When patient 9991001085 comes to Hillside
      Then the transfer ends at Hillside as no-previous-practice
      And nobody was asked for a record

    Scenario: PDS refuses the registration
      When patient 9991001352 comes to Hillside
      Then the transfer ends at Hillside as registration-refused
      And nobody was asked for a record

    Scenario: PDS refuses the registration for a reason that no table lists
      When patient 9991001395 comes to Hillside
      Then the transfer ends at Hillside as registration-refused
      And nobody was asked for a record

    Scenario: The record has changed on PDS since it was read
      When patient 9991001328 comes to Hillside
      Then the transfer ends at Hillside as registration-refused
      And nobody was asked for a record

    Scenario: PDS cannot be read
      When patient 9991001344 comes to Hillside
      Then the transfer ends at Hillside as pds-failed
      And nobody was asked for a record

    Scenario: Spine answers the registration with an error
      When patient 9991001387 comes to Hillside
      Then the transfer ends at Hillside as registration-failed
      And nobody was asked for a record

  Rule: A patient who is dead on PDS

    Background:
      Given the practices Riverside and Hillside, which ask PDS, and SDS over LDAPS

    Scenario: G05 It is remarked on, and the record is asked for
      When patient 9991001034 comes to Hillside
      Then the transfer ends at Hillside as integrated
      And Hillside remarks "PDS says that the patient is dead"

    Scenario: G05 It can be made the end
      Given Hillside asks for nothing where the patient is dead
      When patient 9991001042 comes to Hillside
      Then the transfer ends at Hillside as patient-deceased
      And nobody was asked for a record

  Rule: Answers of PDS come as they come

    Background:
      Given the practices Riverside and Hillside, which ask PDS, and SDS over LDAPS

    Scenario Outline: <what>
      When patient <patient> comes to Hillside
      Then the transfer ends at Hillside as integrated

      Examples:
        | patient    | what                                          |
        | 9991001379 | The answer to the registration comes twice    |
        | 9991001050 | The number has been superseded by another one |

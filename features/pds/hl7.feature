@pds @hl7
Feature: Demographics over HL7 v3
  A practice asks PDS who a patient's practice is, and tells it when that changes. Queries are answered on
  their connection, updates later, in a message of their own.

  Background:
    Given PDS behind Spine with the special patients

  Scenario: Q01 A retrieval tells practice and serial number
    When Riverside retrieves patient 9991001018 from PDS
    Then PDS tells of a patient at Z99001 under serial number 12

  Scenario Outline: <case> Of <whom> PDS tells <kind>
    When Riverside retrieves patient <number> from PDS
    Then PDS answers the retrieval <kind> with <codes>

    Examples:
      | case | whom                     | number     | kind     | codes       |
      | Q09  | a number that is too short | 999100101 | refused | 0 and GE002 |
      | Q10  | a number not on PDS      | 9991001409 | no-match | 1 and RT003 |
      | Q12  | a restricted patient     | 9991001085 | found    | 9           |
      | Q13  | a superseded number      | 9991001050 | found    | 24          |
      | Q14  | an invalidated record    | 9991001077 | no-match | 1 and RT003 |
      | Q15  | a redacted record        | 9991001107 | no-match | 1 and RT003 |

  Scenario: U01 PDS-F22 A change of practice is seen at once, over HL7 and over FHIR
    When Riverside retrieves patient 9991001158 from PDS
    Then PDS tells of a patient at Z99001 under serial number 9
    When Riverside registers the patient at Z99002 with PDS
    Then PDS answers the update with serial number 10
    When Riverside retrieves patient 9991001158 from PDS
    Then PDS tells of a patient at Z99002 under serial number 10
    And FHIR tells of patient 9991001158 at Z99002 in version 10

  Scenario: U02 PDS-F22 A serial number is stale when the record changed over FHIR meanwhile
    When Riverside retrieves patient 9991001158 from PDS
    And somebody registers patient 9991001158 at Z99003 over FHIR
    And Riverside registers the patient at Z99002 with PDS
    Then PDS refuses the update with 15 and IU000-SCN
    And FHIR tells of patient 9991001158 at Z99003 in version 10

  Scenario: U04 A practice that the directory does not know cannot be registered
    When Riverside retrieves patient 9991001158 from PDS
    And Riverside registers the patient at Z99009 with PDS
    Then PDS refuses the update with 15 and IU058

  Scenario: U07 Somebody without a practice is registered for the first time
    When Riverside retrieves patient 9991001115 from PDS
    And Riverside registers the patient at Z99001 with PDS
    Then PDS answers the update with serial number 4

  Scenario: U16 An update that is acknowledged may never be answered
    When Riverside retrieves patient 9991001360 from PDS
    And Riverside registers the patient at Z99002 with PDS
    Then the update is never answered, by patient-31-update-is-never-answered

  Scenario: U16 An answer may come twice
    When Riverside retrieves patient 9991001379 from PDS
    And Riverside registers the patient at Z99002 with PDS
    Then the answer to the update comes twice, as one message

  Scenario: U16 An update may be met with a MessageError in place of its acknowledgement
    When Riverside retrieves patient 9991001387 from PDS
    And Riverside registers the patient at Z99002 with PDS
    Then the update is met with a MessageError

  Scenario: U16 A serial number may move on between retrieval and update
    When Riverside retrieves patient 9991001328 from PDS
    And Riverside registers the patient at Z99002 with PDS
    Then PDS refuses the update with 15 and IU000-SCN

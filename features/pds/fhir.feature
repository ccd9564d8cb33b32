@pds @fhir
Feature: Demographics over FHIR
  A system of today reads, searches and updates the same records over FHIR that others reach over HL7.

  Background:
    Given PDS FHIR with the special patients

  Scenario: PDS-F01 A record is read with its version
    When a client reads patient 9991001018 over FHIR
    Then FHIR answers 200 with version 12
    And the FHIR record is registered with Z99001

  Scenario Outline: PDS-F03 PDS-F04 Of <whom> the client is told <error>
    When a client reads patient <number> over FHIR
    Then FHIR answers <status> <error>

    Examples:
      | whom                           | number     | status | error                |
      | a number that fails its check  | 9991001010 | 400    | INVALID_RESOURCE_ID  |
      | a number that is not on PDS    | 9991001409 | 404    | RESOURCE_NOT_FOUND   |
      | a redacted record              | 9991001107 | 404    | RESOURCE_NOT_FOUND   |
      | an invalidated record          | 9991001077 | 404    | INVALIDATED_RESOURCE |

  Scenario: PDS-F04 A superseded number leads to the record that took its place
    When a client reads patient 9991001050 over FHIR
    Then the FHIR record is that of 9991001069

  Scenario: PDS-F04 Nobody learns over FHIR where a restricted patient lives
    When a client reads patient 9991001085 over FHIR
    Then the FHIR record has no address
    And the FHIR record has no telecom
    And the FHIR record has no generalPractitioner

  Scenario Outline: PDS-F05 PDS-F09 PDS-F10 A search for <query> finds <found>
    When a client searches over FHIR for <query>
    Then FHIR finds <found>

    Examples:
      | query                                                      | found      |
      | family=TESTPATIENT&birthdate=eq1980-02-29                  | 9991001018 |
      | family=FORMERNAME&birthdate=eq1961-11-05                   | nobody     |
      | family=FORMERNAME&birthdate=eq1961-11-05&_history=true     | 9991001026 |
      | family=NOBODY&birthdate=eq1980-02-29                       | nobody     |

  Scenario: PDS-F08 A crowd is too many
    When a client searches over FHIR for family=TESTPATIENT&birthdate=eq1970-01-01
    Then FHIR answers 200 TOO_MANY_MATCHES

  Scenario: PDS-F11 The new practice of somebody who moved is a new version
    When a client reads patient 9991001158 over FHIR
    And the client registers the patient over FHIR with Z99002
    Then FHIR answers 200 with version 10
    When a client reads patient 9991001158 over FHIR
    Then the FHIR record is registered with Z99002

  Scenario: PDS-F12 Whoever updates what has changed meanwhile is told
    When a client reads patient 9991001328 over FHIR
    And the client replaces /gender over FHIR by "unknown"
    Then FHIR answers 409 RESOURCE_VERSION_MISMATCH

  Scenario: PDS-F14 Nobody loses a birth date
    When a client reads patient 9991001018 over FHIR
    And the client removes /birthDate over FHIR
    Then FHIR answers 403 FORBIDDEN_UPDATE
    And FHIR says "Forbidden update with error - source not permitted to remove 'birthDate'"

  Scenario: A practice that the directory does not know is refused
    When a client reads patient 9991001158 over FHIR
    And the client registers the patient over FHIR with Z99009
    Then FHIR answers 400 INVALID_UPDATE

  Scenario: An update that is sent twice is made once
    When a client reads patient 9991001158 over FHIR
    And the client registers the patient over FHIR with Z99002
    And the client sends the same update over FHIR again
    Then FHIR answers 200 with version 10

  Scenario: PDS-F18 PDS is too slow for one patient
    When a client reads patient 9991001336 over FHIR
    Then FHIR answers 503 SERVICE_UNAVAILABLE
    And FHIR asks to retry after 5 seconds

  Scenario: PDS-F19 Somebody new gets a number, somebody known does not
    When a client asks over FHIR for a number for NEWCOMER, born 1990-05-06, living at "ZZ9 9ZZ"
    Then FHIR answers 201 with version 1
    And the FHIR record is that of 9991001638
    When a client asks over FHIR for a number for TESTPATIENT, born 1980-02-29, living at "ZZ1 1AA"
    Then FHIR answers 200 SINGLE_MATCH

  Scenario: PDS-F20 The people of a patient are told by resources of their own
    When a client asks over FHIR who is related to patient 9991001026
    Then FHIR finds SIM0P,SIM0Q

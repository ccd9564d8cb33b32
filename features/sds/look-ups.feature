@sds
Feature: What a system asks the directory before it sends
  A sender needs the ASID of the other practice's system, and the party key, CPA id and reliability of its
  contract. The old interface is LDAP, the new one FHIR; both answer from one data set.

  Background:
    Given the directory of a world with Riverside, Hillside and Oakfield

  Scenario: L3 Over LDAP, the system first, its message handler by party key then
    When a system looks up Oakfield for an EHR extract over LDAP
    Then it learns the ASID 999000000004 and the party key Z99004-900004
    And it learns to re-send 2 times, PT2H apart, for PT4H10M

  Scenario: SDS-F1 Over FHIR, the Device first, its Endpoint by party key then
    When a system looks up Oakfield for an EHR extract over FHIR
    Then it learns the ASID 999000000004 and the party key Z99004-900004
    And it learns to re-send 2 times, PT2H apart, for PT4H10M

  Scenario: SDS-F14 LDAP gives the practice's own address, FHIR that of Spine, which forwards
    When a system looks up Oakfield for an EHR extract over LDAP
    Then it learns the address "https://oakfield.spinebox.test/in"
    When a system looks up Oakfield for an EHR extract over FHIR
    Then it learns the address of Spine's intermediary

  Scenario: SDS-F17 FHIR leaves an address alone whose interaction is not on the list
    When a system looks up Oakfield for an EHR extract with redactions over FHIR
    Then it learns the address "https://oakfield.spinebox.test/in"

  Scenario: SDS-F2 A practice that nobody has registered is simply not there
    When a system looks up Z99009 for an EHR extract over LDAP
    Then it learns nothing
    When a system looks up Z99009 for an EHR extract over FHIR
    Then it learns nothing

  Scenario Outline: Values compare by the rules of the schema
    When a tool searches the directory for "<filter>"
    Then it finds <count> entries

    Examples:
      | filter                                               | count | rule                                          |
      | (&(objectClass=nhsAs)(nhsIDCode=Z99004))             | 1     | as written                                    |
      | (&(OBJECTCLASS=NHSAS)(nhsidcode=Z99004))             | 1     | names and classes compare without case        |
      | (&(objectClass=nhsAs)(nhsIDCode=z99004))             | 0     | L4 an organisation code compares with case    |
      | (&(objectClass=nhsAs)(nhsMHSPartyKey=z99004-900004)) | 1     | L6 a party key does not                       |
      | (nhsMHSRetries=2)                                    | 0     | L17 there is no rule for a number of re-sends |
      | (nhsIDCode=Z99*)                                     | 0     | L18 nor for a part of a code                  |

  Scenario: L17 An operator may let anything compare
    Given the directory compares anything, without case
    When a tool searches the directory for "(&(objectClass=nhsAs)(nhsIDCode=z99*))"
    Then it finds 5 entries

  Scenario: SDS-F9 FHIR refuses what it does not know
    When a tool asks FHIR for "/Device?_format=json"
    Then FHIR refuses with 400 "HTTP 400: Bad Request (Illegal query parameter '_format')"

@sds
Feature: The directory changes while everything runs
  An operator moves an endpoint, changes a contract or takes in entries; the next look-up says so on both
  interfaces. What a client has kept meanwhile is the client's affair.

  Background:
    Given the directory of a world with Riverside, Hillside and Oakfield

  Scenario: L33 An endpoint that moves is found where it is now
    When Oakfield moves to "https://new.oakfield.example/in"
    And a system looks up Oakfield for an EHR extract over LDAP
    Then it learns the address "https://new.oakfield.example/in"

  Scenario: L33 A contract that changes is advertised as it is kept
    When Oakfield's contract for an EHR extract allows 5 re-sends
    And a system looks up Oakfield for an EHR extract over LDAP
    Then it learns to re-send 5 times, PT2H apart, for PT4H10M
    When a system looks up Oakfield for an EHR extract over FHIR
    Then it learns to re-send 5 times, PT2H apart, for PT4H10M

  Scenario: Durations are advertised as fast as time runs
    When time runs 100 times as fast
    And a system looks up Oakfield for an EHR extract over LDAP
    Then it learns to re-send 2 times, PT1M12S apart, for PT2M30S

  Scenario: A practice that is taken in as LDIF is found at once, and gone after a reset
    When the operator takes in LDIF of the practice Z99071 with the ASID 999000000071
    And a system looks up Z99071 for an EHR extract over FHIR
    Then it learns the ASID 999000000071 and the party key Z99071-900071
    When the simulator is reset
    And a system looks up Z99071 for an EHR extract over LDAP
    Then it learns nothing

  Scenario: SDS-F18 Without Spine's intermediary nothing can be forwarded
    When the operator takes the entry "uniqueIdentifier=S20001A000192,ou=Services,o=nhs" out
    And a tool asks FHIR for the Endpoint of Oakfield for an EHR extract
    Then FHIR refuses with 500 "Expected 1 result for forward reliable/express routing and reliability but got 0"
    And the directory is remarked on: "YES has 0 entries for urn:nhs:names:services:tms:ReliableIntermediary, not one"

  Scenario: L28 A busy directory says so, and FHIR cannot answer for it
    When the directory is busy for whoever asks for Z99004
    And a tool searches the directory for "(nhsIDCode=Z99004)"
    Then the directory refuses with result 51
    When a tool asks FHIR for the Endpoint of Oakfield for an EHR extract
    Then FHIR refuses with 502 "Invalid LDAP response received"

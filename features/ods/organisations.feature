@ods
Feature: What suppliers ask the Organisation Data Service
  A practice looks up where a patient comes from, a download walks all practices of a sub-ICB, a merger is followed to the
  successor. The old interface is ORD, the new one FHIR R4; both answer from the organisations of the world.

  Background:
    Given the organisations of the default world

  Scenario: O1 A practice of the world is found by its code, in both interfaces
    When a supplier reads Z99001 over ORD
    Then it learns the name "RIVERSIDE SURGERY", the roles RO177 and RO76, and that it is active
    When a supplier reads Z99001 over FHIR
    Then it learns the name "RIVERSIDE SURGERY", the roles RO177 and RO76, and that it is active

  Scenario: O12 A download finds the practices of a sub-ICB, page after page
    Given 45 practices more, commissioned by ZZ9
    When a supplier downloads the practices of ZZ9, 20 at a time
    Then it has 48 practices, each once, in 3 pages

  Scenario: O17 A practice that merged into another is closed and names its successor
    Given Z99009 merged into Z99001 on "2024-04-01"
    When a supplier reads Z99009 over ORD
    Then it learns that it is closed and that Z99001 took over

  Scenario: O8 A parameter that ORD does not know is refused with 406
    When a supplier searches ORD for "PrimaryRole=RO177"
    Then it is refused with 406: "Unknown argument found."

  Scenario: T2 A parameter that FHIR does not know is refused with those that there are
    When a supplier searches FHIR for "count=2"
    Then it is refused with 400: "HAPI-0524"

  Scenario: T8 Who commissions whom is an affiliation
    When a supplier asks FHIR who is commissioned by ZZ9
    Then it learns of Z99001, Z99002 and Z99003

  Scenario: ODS and the directory speak of the same practices
    When the operator renames Riverside to "Weir Surgery"
    And a supplier reads Z99001 over ORD
    Then it learns the name "WEIR SURGERY", the roles RO177 and RO76, and that it is active

  Scenario: A retired interface is there only where the operator asks for it
    When a supplier reads Z99001 over STU3
    Then it is refused with 404: "Nothing is served"

  Scenario: ODS fails for a while and comes back
    Given ODS is down for the first look-up of Z99001
    When a supplier reads Z99001 over ORD
    Then it is refused with 500: "Service Unavailable"
    When a supplier reads Z99001 over ORD
    Then it learns the name "RIVERSIDE SURGERY", the roles RO177 and RO76, and that it is active

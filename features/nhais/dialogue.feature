@nhais
Feature: Registrations over GP Links
  A practice tells its health authority over MESH whom it accepts, and the authority receipts and answers.

  Background:
    Given Riverside has a GP link to Hampshire

  Scenario: N1 N2 An acceptance is receipted and approved
    When Riverside sends an acceptance
    Then message 1 to Riverside is a RECEP: CP and OK
    And message 2 to Riverside is F4 of transaction 1207
    And Riverside has got 2 messages in all

  Scenario: N3 An acceptance is rejected where the authority is told to
    Given the authority rejects acceptances with "WRONG HA - TRY KENT"
    When Riverside sends an acceptance
    Then message 2 to Riverside is F3 of transaction 1207
    And message 2 to Riverside says "WRONG HA - TRY KENT"

  Scenario: N4 What a transfer-in lacks is told, and refused where reading is strict
    Given the authority reads strictly
    When Riverside sends an acceptance without a previous address
    Then message 1 to Riverside is a RECEP: CA and ER
    And the journal tells of GP Links: "needs a previous address"
    And Riverside has got 1 message in all

  Scenario: N6 A deduction is carried out for the reason that was given
    When Riverside sends a deduction request
    Then message 2 to Riverside is F2
    And message 2 to Riverside deducts for reason 2

  Scenario: N7 A deduction is rejected where the authority is told to
    Given the authority rejects deductions with "REMOVED IN 30 DAYS"
    When Riverside sends a deduction request
    Then message 2 to Riverside is F11
    And message 2 to Riverside says "REMOVED IN 30 DAYS"

  Scenario: N12 The same interchange twice is receipted twice and has one effect
    When Riverside sends an acceptance
    Then message 2 to Riverside is F4
    When Riverside sends the same interchange again
    Then message 3 to Riverside is a RECEP: CP and OK
    And Riverside has got 3 messages in all

  Scenario: N13 A gap in the numbers is told
    When Riverside sends an acceptance as interchange 41
    And Riverside sends an acceptance as interchange 45
    Then the journal tells of GP Links: "interchange 45 came after 41: 3 from 42 on are missing"

  Scenario: N23 What lies in the mailbox of another authority has no effect
    When Riverside sends an acceptance to the mailbox of Kent
    Then the journal tells of GP Links: "it is for SO01, and mailbox KC01HA1 is that of KC01"
    And Riverside has got 0 messages in all

  Scenario: N25 A RECEP that the practice does not send is missed
    Given time of the authority stands still
    When the authority announces an FP69
    Then message 1 to Riverside is F9
    When 1 hour of the authority pass
    Then the journal tells of GP Links: "no RECEP for interchange 1"

  Scenario: An approval makes the practice the one of the patient on PDS
    Given approvals reach PDS
    When Riverside sends an acceptance
    Then PDS has patient 9990000018 at Z99001

  Scenario: Somebody without a number gets one, and is on PDS then
    Given approvals reach PDS
    When Riverside sends an acceptance without an NHS number
    Then PDS has the patient of message 2 at Z99001

  Scenario: An authority can be made to forget its receipts
    Given a fault makes the interchanges of the authority wrong: no-receipt
    When Riverside sends an acceptance
    Then message 1 to Riverside is F4 of transaction 1207
    And Riverside has got 1 message in all

@requester
Feature: Asking for the record of a patient who has just registered
  The record of a patient stays at the former practice until the new one asks for it. Asked too late, of the wrong
  practice or not at all, clinicians treat somebody whose allergies and medicines they cannot see. Asked for a patient
  who only visits, the record leaves the practice that still cares for that patient.

  Rule: A permanent registration begins a transfer, and nothing else does

    @GP2GP-REQ-001 @basis-N @requires-INIT-03 @requires-INIT-04 @requires-ID-01 @requires-ID-02
    Scenario: The record is asked for once PDS has the patient at the new practice
      Given the situation "small-record"
      When the patient registers
      Then the system asks for the record
      And the patient was looked up and registered on PDS before the record was asked for
      And the former practice's system was looked up in the directory before the record was asked for
      And the request names both practices, both systems and the patient
      And the request opens a conversation of its own

    @GP2GP-REQ-002 @basis-N @requires-MSG-REQUEST @requires-WRAP-01 @requires-WRAP-02
    Scenario: The request is valid in itself
      Given the situation "small-record"
      When the patient registers
      Then the system asks for the record
      And the content of the request is valid

    @GP2GP-REQ-003 @basis-N @requires-ENV-01 @requires-ENV-02 @requires-MHS-EBXML
    Scenario: The request travels as the contract between the practices says
      Given the situation "small-record"
      When the patient registers
      Then the system asks for the record
      And the envelope of the request keeps to the contract
      And the request carries its content and no other part

    @GP2GP-REQ-004 @basis-N @requires-INIT-01
    Scenario Outline: A patient who registers <for a while> keeps the record where it is
      Given the situation "small-record"
      When the patient registers <for a while>
      Then the system does not ask for the record
      And the system still works

      Examples:
        | for a while |
        | temporarily |
        | privately   |

    @GP2GP-REQ-005 @basis-N @requires-INIT-02
    Scenario Outline: A patient who was registered <for a while> and stays is asked for once
      Given the situation "small-record"
      When the patient registers <for a while>
      Then the system does not ask for the record
      When the patient registers again
      Then the system asks for the record
      And the record is filed
      And the record was asked for only once

      Examples:
        | for a while |
        | temporarily |
        | privately   |

    @GP2GP-REQ-015 @basis-N @requires-WRAP-02 @needs-user-authors
    Scenario: A request that a user began names that user completely, if it names one
      Given the situation "small-record"
      When the patient registers with a user at the desk
      Then the system asks for the record
      And the request names the user with role profile, person and job role, or nobody

  Rule: What PDS says decides whom to ask, and for whom

    @GP2GP-REQ-006 @basis-I @requires-INIT-03
    Scenario: A patient without a former practice
      Given the situation "patient-without-former-practice"
      When the patient registers
      Then the system does not ask for the record
      And the user is told that the record is not on its way
      And the system still works

    @GP2GP-REQ-007 @basis-A @requires-INIT-03
    Scenario Outline: PDS <fails> when the patient is looked up, and works again later
      Given the situation "pds-look-up-fails" with:
        | failure | <failure> |
      When the patient registers
      Then the system does not ask for the record
      When the counterpart does "PDS works again"
      And the patient registers again, if the system has given up
      Then the system asks for the record
      And the record is filed
      And the record was asked for only once

      Examples:
        | fails                | failure |
        | answers with an error | error   |
        | does not answer      | silence |

    @GP2GP-REQ-008 @basis-I @requires-INIT-03
    Scenario: PDS does not take the patient's registration
      Given the situation "pds-update-refused"
      When the patient registers
      Then the system does not ask for the record
      And the system still works

    @GP2GP-REQ-009 @basis-I @requires-INIT-03
    Scenario: The patient comes with a number that another has taken the place of
      Given the situation "superseded-nhs-number"
      When the patient registers under the former number
      Then the system asks for the record
      And the request names the patient by the current number alone

  Rule: Exactly one system is asked, or none

    @GP2GP-REQ-010 @basis-A @requires-INIT-04
    Scenario: The directory knows no system of the former practice
      Given the situation "former-practice-not-in-directory"
      When the patient registers
      Then the system does not ask for the record
      And the user is told that the record is not on its way
      And the system still works

    @GP2GP-REQ-011 @basis-A @requires-INIT-04
    Scenario: The directory knows two systems of the former practice
      Given the situation "former-practice-twice-in-directory"
      When the patient registers
      Then the system does not ask for the record
      And the user is told that the record is not on its way
      And the system still works

    @GP2GP-REQ-012 @basis-I @requires-INIT-04
    Scenario: The directory cannot be reached for a while
      Given the situation "directory-out-of-reach"
      When the patient registers
      Then the system does not ask for the record
      When the counterpart does "the directory works again"
      And the patient registers again, if the system has given up
      Then the system asks for the record
      And the record is filed
      And the record was asked for only once

  Rule: One transfer at a time for a patient

    @GP2GP-REQ-013 @basis-A @requires-INIT-05 @requires-DUPLICATE-02
    Scenario: The patient is registered a second time while the record is on its way
      Given the situation "slow-former-practice"
      When the patient registers
      Then the system asks for the record
      When the patient registers again
      Then the registration is refused
      When the counterpart does "send the extract"
      Then the system accepts the extract
      And the record is filed
      And the record was asked for only once

    @GP2GP-REQ-014 @basis-I @requires-INIT-05
    Scenario: The patient leaves after the transfer and comes back later
      Given the situation "patient-leaves-and-comes-back"
      When the patient registers
      Then the system asks for the record
      And the record is filed
      When the counterpart does "the patient moves back"
      And the patient registers as a returning patient
      Then the record is asked for a second time, in a conversation of its own
      And the second extract is accepted

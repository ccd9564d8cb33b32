@requester
Feature: What the former practice says to the request
  The former practice accepts the request or refuses it. A refusal that is overlooked leaves a practice waiting for a
  record that will never come; one that is misread sends the user after the wrong cause.

  Rule: Accepting the request is no record yet, and the record does not depend on it

    @GP2GP-REQ-016 @basis-N @requires-ANSWER-01 @requires-ANSWER-03
    Scenario: The request is accepted before the record comes
      Given the situation "slow-former-practice"
      When the patient registers
      Then the system asks for the record
      And the transfer is still under way after "acceptance"
      When the counterpart does "send the extract"
      Then the system accepts the extract
      And the record is filed

    @GP2GP-REQ-017 @basis-A @requires-ANSWER-01
    Scenario: The request is accepted after the record came
      Given the situation "request-accepted-after-extract"
      When the patient registers
      Then the system asks for the record
      And the system accepts the extract
      And the record is filed

    @GP2GP-REQ-018 @basis-A @requires-ANSWER-01 @requires-LATE-01
    Scenario: The request is accepted when all is over
      Given the situation "request-accepted-after-all"
      When the patient registers
      Then the system asks for the record
      And the system accepts the extract
      And the record is filed
      When the counterpart does "accept the request at last"
      Then the system sends nothing more
      And the record is filed

    @GP2GP-REQ-019 @basis-I @requires-ANSWER-01
    Scenario: The request is never accepted, but the record comes
      Given the situation "request-never-accepted"
      When the patient registers
      Then the system asks for the record
      And the system accepts the extract
      And the record is filed

  Rule: A refusal ends the transfer and shows why

    Scenario Outline: The request is refused with <code>: <reason>
      Given the situation "request-refused-with-a-code" with:
        | code | <code> |
      When the patient registers
      Then the system asks for the record
      And the transfer is shown as refused with <code>
      And the system sends nothing more
      And the record is not filed

      @GP2GP-REQ-020 @basis-A @requires-REFUSED-01 @requires-CODE-06
      Examples: the patient is not there
        | code | reason                                            |
        | 06   | the patient is not registered there               |

      @GP2GP-REQ-021 @basis-A @requires-REFUSED-01 @requires-CODE-07
      Examples: switched off
        | code | reason                                            |
        | 07   | transfers are switched off there                  |

      @GP2GP-REQ-022 @basis-A @requires-REFUSED-01 @requires-CODE-10
      Examples: no extract
        | code | reason                                            |
        | 10   | the record could not be made into an extract      |

      @GP2GP-REQ-023 @basis-P @requires-REFUSED-01 @requires-CODE-13
      Examples: configuration
        | code | reason                                            |
        | 13   | the system there is configured wrongly            |

      @GP2GP-REQ-024 @basis-P @requires-REFUSED-01 @requires-CODE-14
      Examples: the new practice cannot take it
        | code | reason                                            |
        | 14   | the record is too large for the new practice      |

      @GP2GP-REQ-025 @basis-A @requires-REFUSED-01 @requires-CODE-18
      Examples: not understood
        | code | reason                                            |
        | 18   | the request is not understood                     |

      @GP2GP-REQ-026 @basis-A @requires-REFUSED-01 @requires-CODE-19
      Examples: not the patient's practice
        | code | reason                                            |
        | 19   | the new practice is not the patient's             |

      @GP2GP-REQ-027 @basis-P @requires-REFUSED-01 @requires-CODE-20
      Examples: Spine failed
        | code | reason                                            |
        | 20   | a national service failed                         |

      @GP2GP-REQ-028 @basis-P @requires-REFUSED-01 @requires-CODE-23
      Examples: the former practice cannot send it
        | code | reason                                            |
        | 23   | the record is too large for the former practice   |

      @GP2GP-REQ-029 @basis-A @requires-REFUSED-01 @requires-CODE-24
      Examples: not found in the directory
        | code | reason                                            |
        | 24   | the new practice is not found, or found twice     |

      @GP2GP-REQ-030 @basis-P @requires-REFUSED-01 @requires-CODE-30
      Examples: large messages fail
        | code | reason                                            |
        | 30   | sending a large record fails                      |

      @GP2GP-REQ-031 @basis-A @requires-REFUSED-01 @requires-CODE-99
      Examples: something unexpected
        | code | reason                                            |
        | 99   | something unexpected happened                     |

    @GP2GP-REQ-032 @basis-A @requires-REFUSED-01 @requires-CODE-99
    Scenario: The request is refused with a code that nobody knows
      Given the situation "request-refused-with-a-code" with:
        | code | 77 |
      When the patient registers
      Then the system asks for the record
      And the transfer is shown as refused with 77 or 99 or failed
      And the system sends nothing more
      And the record is not filed

    @GP2GP-REQ-033 @basis-A @requires-REFUSED-01 @requires-MSG-ACK
    Scenario Outline: A refusal written as <who> writes it is understood
      Given the situation "request-refused-in-another-form" with:
        | form | <form> |
        | code | <code> |
      When the patient registers
      Then the system asks for the record
      And the transfer is shown as refused with <code>
      And the system sends nothing more
      And the record is not filed

      Examples:
        | who          | form | code |
        | one supplier | EMIS | 19   |
        | another      | TPP  | 18   |

    @GP2GP-REQ-034 @basis-I @requires-REFUSED-01 @requires-MSG-ACK
    Scenario: The code stands in the details of the refusal alone
      Given the situation "request-refused-with-code-in-detail"
      When the patient registers
      Then the system asks for the record
      And the transfer is shown as refused with 19
      And the system sends nothing more
      And the record is not filed

    @GP2GP-REQ-035 @basis-A @requires-REFUSED-01 @requires-MSG-ACK
    Scenario: The request is refused without a code
      Given the situation "request-refused-without-code"
      When the patient registers
      Then the system asks for the record
      And the transfer is shown as refused or failed
      And the system sends nothing more
      And the record is not filed

    @GP2GP-REQ-036 @basis-A @requires-REFUSED-01 @requires-MSG-ACK @requires-CODE-06
    Scenario: The code of the refusal lacks its leading zero
      Given the situation "request-refused-with-a-code" with:
        | code | 6 |
      When the patient registers
      Then the system asks for the record
      And the transfer is shown as refused with 06
      And the system sends nothing more
      And the record is not filed

  Rule: Acknowledgements are understood in every form, and matched to what they are about

    @GP2GP-REQ-037 @basis-A @requires-MSG-ACK
    Scenario Outline: The request is accepted in a message that is <written>
      Given the situation "request-accepted-in-another-layout" with:
        | layout | <layout> |
      When the patient registers
      Then the system asks for the record
      And the transfer is still under way after "acceptance"
      When the counterpart does "send the extract"
      Then the system accepts the extract
      And the record is filed

      Examples:
        | written                           | layout |
        | laid out for reading              | pretty |
        | written with every type spelt out | typed  |

    @GP2GP-REQ-038 @basis-A @requires-STRAY-01
    Scenario Outline: A message that <says> a request nobody made changes nothing
      Given the situation "<situation>"
      When the patient registers
      Then the system asks for the record
      And the transfer is still under way after "stray"
      When the counterpart does "send the extract"
      Then the system accepts the extract
      And the record is filed
      And the system sends nothing more

      Examples:
        | says    | situation        |
        | accepts | stray-acceptance |
        | refuses | stray-refusal    |

    @GP2GP-REQ-039 @basis-I @requires-STRAY-01
    Scenario: A message in the right conversation accepts something that was never sent
      Given the situation "acknowledgement-of-unknown-message"
      When the patient registers
      Then the system asks for the record
      And the transfer is still under way after "stray"
      When the counterpart does "send the extract"
      Then the system accepts the extract
      And the record is filed

    @GP2GP-REQ-040 @basis-I @requires-ANSWER-03 @requires-LATE-01
    Scenario: The request is refused although the record is already coming
      Given the situation "request-refused-after-extract"
      When the patient registers
      Then the system asks for the record
      And the system sends one continue
      And the system accepts every fragment
      And the system accepts the extract
      And the record is filed
      And the documents are held byte for byte

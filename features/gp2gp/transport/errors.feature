@transport
Feature: What Spine says about a message that it does not take
  An answer can say that a message will never be taken, or that it may be tried again. Who tries for ever what is wrong
  keeps a practice waiting for nothing; who gives up at the first trouble loses what would have arrived.

  @requester
  Rule: A system that asks for records

    @MHS-B3-01 @basis-N @requires-MHS-B3
    Scenario: The request is refused for good
      Given the situation "spine-answers-a-requester-badly" with:
        | answer   | message-error      |
        | code     | ValueNotRecognized |
        | severity | Error              |
        | attempts | all                |
      When the patient registers
      Then the transfer is shown as failed
      And the system has given up on the request after 1 to 1 tries "PT0.3S" apart, as one message
      And the system sends nothing more

    @MHS-B3-02 @basis-N @requires-MHS-B3
    Scenario: The request is refused with a warning
      Given the situation "spine-answers-a-requester-badly" with:
        | answer   | message-error   |
        | code     | DeliveryFailure |
        | severity | Warning         |
      When the patient registers
      Then the system sends the request again as one message and the record is filed, or has failed

    @MHS-B4-01 @basis-A @requires-MHS-B4
    Scenario Outline: The request meets a fault that may pass: <code>
      Given the situation "spine-answers-a-requester-badly" with:
        | answer | soap-fault |
        | code   | <code>     |
      When the patient registers
      Then the system sends the request again as one message and the record is filed, or has failed

      Examples:
        | code |
        | 200  |
        | 206  |
        | 208  |

    @MHS-B4-02 @basis-A @requires-MHS-B4
    Scenario Outline: The request meets a fault that will not pass: <code>
      Given the situation "spine-answers-a-requester-badly" with:
        | answer   | soap-fault |
        | code     | <code>     |
        | attempts | all        |
      When the patient registers
      Then the transfer is shown as failed
      And the system has given up on the request after 1 to 1 tries "PT0.3S" apart, as one message

      Examples:
        | code |
        | 101  |
        | 201  |

    @MHS-X-01 @basis-I @requires-MHS-B4
    Scenario: The request meets a failure that says nothing
      Given the situation "spine-answers-a-requester-badly" with:
        | answer | http-error |
        | code   | 500        |
      When the patient registers
      Then the system sends the request again as one message and the record is filed, or has failed

    @MHS-X-02 @basis-I @requires-MHS-B5
    Scenario: The answer to the request makes no sense
      Given the situation "spine-answers-a-requester-badly" with:
        | answer | malformed |
      When the patient registers
      Then the system sends the request again as one message and the record is filed, or has failed

    @MHS-X-03 @basis-A @requires-MHS-B3
    Scenario: The former practice cannot be reached
      Given the situation "spine-answers-a-requester-badly" with:
        | answer | unreachable |
      When the patient registers
      Then the transfer is shown as failed
      And the record is not filed

    @MHS-X-04 @basis-P @requires-REFUSED-01
    Scenario: The request is refused later, with a code of the national services
      Given the situation "request-refused-by-a-national-service"
      When the patient registers
      Then the system asks for the record
      And the transfer is shown as failed
      And the system sends nothing more

  @sender
  Rule: A system that sends records

    @MHS-B3-03 @basis-N @requires-MHS-B3
    Scenario: The extract is refused for good
      Given the situation "spine-answers-a-sender-badly" with:
        | answer   | message-error      |
        | code     | ValueNotRecognized |
        | severity | Error              |
        | attempts | all                |
      And the system holds a record
      When the counterpart asks for the record
      Then the transfer is shown as failed
      And the system has given up on the extract after 1 to 1 tries "PT0.3S" apart, as one message

    @MHS-B3-04 @basis-N @requires-MHS-B3
    Scenario: The extract is refused with a warning
      Given the situation "spine-answers-a-sender-badly" with:
        | answer   | message-error   |
        | code     | DeliveryFailure |
        | severity | Warning         |
      And the system holds a record
      When the counterpart asks for the record
      Then the system sends the extract again as one message and the transfer is transferred, or has failed

    @MHS-B4-03 @basis-A @requires-MHS-B4
    Scenario Outline: The extract meets a fault that may pass: <code>
      Given the situation "spine-answers-a-sender-badly" with:
        | answer | soap-fault |
        | code   | <code>     |
      And the system holds a record
      When the counterpart asks for the record
      Then the system sends the extract again as one message and the transfer is transferred, or has failed

      Examples:
        | code |
        | 200  |
        | 206  |
        | 208  |

    @MHS-B4-04 @basis-A @requires-MHS-B4
    Scenario Outline: The extract meets a fault that will not pass: <code>
      Given the situation "spine-answers-a-sender-badly" with:
        | answer   | soap-fault |
        | code     | <code>     |
        | attempts | all        |
      And the system holds a record
      When the counterpart asks for the record
      Then the transfer is shown as failed
      And the system has given up on the extract after 1 to 1 tries "PT0.3S" apart, as one message

      Examples:
        | code |
        | 101  |
        | 201  |

    @MHS-X-05 @basis-A @requires-MHS-B3
    Scenario: The practice that asked cannot be reached any more
      Given the situation "spine-answers-a-sender-badly" with:
        | answer | unreachable |
      And the system holds a record
      When the counterpart asks for the record
      Then the system sends one extract
      And the transfer is shown as failed

@messaging @refusal
Feature: Refusals
  What Spine cannot take it refuses on the same connection, says why, and hands nothing on. Codes that
  no public document gives are choices, which the operator can change.

  Background:
    Given Spine between the practices Riverside, Hillside and Oakfield

  Scenario Outline: Refused with a SOAP fault: <wrong>
    When Riverside sends Hillside a forward reliable message with <wrong>
    Then Spine refuses it with SOAP fault <code> "<description>"
    And the journal calls it "refused: <refusal>"
    And nothing more is under way and Hillside has had the message 0 times

    Examples: the request
      | wrong                                         | code | description                                                      | refusal               |
      | no SOAPAction                                 | 101  | The service/interaction is not supported for the requested URI   | SOAP_ACTION_MISSING   |
      | the SOAPAction of another interaction         | 101  | The service/interaction is not supported for the requested URI   | SERVICE_NOT_SUPPORTED |
      | the address for asynchronous express queries  | 101  | The service/interaction is not supported for the requested URI   | SERVICE_NOT_SUPPORTED |
      | an interaction that nobody has                | 101  | The service/interaction is not supported for the requested URI   | SERVICE_NOT_SUPPORTED |

    Examples: what is not well formed
      | wrong                                   | code | description                | refusal                 |
      | a body that is not MIME                 | 201  | message is not well formed | MESSAGE_NOT_WELL_FORMED |
      | a Content-Type without a boundary       | 201  | message is not well formed | MESSAGE_NOT_WELL_FORMED |
      | a boundary that the body does not have  | 201  | message is not well formed | MESSAGE_NOT_WELL_FORMED |
      | a first part that is not XML            | 201  | message is not well formed | MESSAGE_NOT_WELL_FORMED |
      | a body that was cut off in its payload  | 201  | message is not well formed | MESSAGE_NOT_WELL_FORMED |
      | an envelope that is not well-formed XML | 201  | message is not well formed | MESSAGE_NOT_WELL_FORMED |
      | a document type declaration             | 201  | message is not well formed | MESSAGE_NOT_WELL_FORMED |

    Examples: what is too much
      | wrong           | code | description                                                       | refusal           |
      | 5,242,881 bytes | 201  | MESSAGE_TOO_LARGE:the message has more than 5242880 bytes         | MESSAGE_TOO_LARGE |
      | 99 attachments  | 201  | MESSAGE_TOO_LARGE:there are 101 parts, 100 are allowed            | MESSAGE_TOO_LARGE |

  Scenario Outline: Not well formed without a right header: <wrong>
    When Riverside sends Hillside a forward reliable message with <wrong>
    Then Spine refuses it with SOAP fault 201 "message is not well formed"
    And the journal calls it "refused: MESSAGE_NOT_WELL_FORMED"
    And nothing more is under way and Hillside has had the message 0 times

    Examples:
      | wrong                 |
      | no From PartyId       |
      | no To PartyId         |
      | no CPAId              |
      | no ConversationId     |
      | no Service            |
      | no Action             |
      | no MessageData        |
      | no MessageId          |
      | no Timestamp          |
      | an empty From PartyId |
      | an empty CPAId        |
      | an empty Service      |
      | an empty MessageId    |
      | two To PartyId        |
      | two CPAId             |
      | two Action            |
      | two MessageId         |

  Scenario Outline: Against the contract's pattern: <kind> with <wrong>
    When Riverside sends <to> a <kind> with <wrong>
    Then Spine refuses it with the MessageError <code> "<refusal>:<detail>"
    And the journal calls it "refused: <refusal>"
    And nothing more is under way and Hillside has had the message 0 times

    Examples: DuplicateElimination
      | to       | kind                       | wrong                  | code         | refusal                                         | detail                                                                                          |
      | Hillside | forward reliable message   | no DuplicateElimination | Inconsistent | DUPLICATE_ELIMINATION_INCONSISTENT_WITH_CONTRACT | DuplicateElimination is absent, the contract's pattern forward-reliable wants it present       |
      | Spine    | asynchronous express query | a DuplicateElimination | Inconsistent | DUPLICATE_ELIMINATION_INCONSISTENT_WITH_CONTRACT | DuplicateElimination is present, the contract's pattern asynchronous-express wants it absent   |

    Examples: AckRequested
      | to       | kind                       | wrong                                  | code               | refusal                                  | detail                                                                                                                                                |
      | Hillside | forward reliable message   | no AckRequested                        | Inconsistent       | ACK_REQUESTED_INCONSISTENT_WITH_CONTRACT | AckRequested is absent, the contract's pattern forward-reliable wants it present                                                                      |
      | Hillside | forward express message    | an AckRequested                        | Inconsistent       | ACK_REQUESTED_INCONSISTENT_WITH_CONTRACT | AckRequested is present, the contract's pattern forward-express wants it absent                                                                       |
      | Hillside | forward reliable message   | an AckRequested of version 1.0         | ValueNotRecognized | ACK_REQUESTED_VERSION_INVALID            | eb:version is 1.0                                                                                                                                     |
      | Hillside | forward reliable message   | an AckRequested that wants a signature | ValueNotRecognized | ACK_REQUESTED_SIGNED_INVALID             | eb:signed is true                                                                                                                                     |
      | Hillside | forward reliable message   | an AckRequested for toPartyMSH         | ValueNotRecognized | ACK_REQUESTED_ACTOR_INVALID              | the actor is urn:oasis:names:tc:ebxml-msg:actor:toPartyMSH, forward-reliable wants urn:oasis:names:tc:ebxml-msg:actor:nextMSH                          |
      | Hillside | end-party reliable message | an AckRequested for nextMSH            | ValueNotRecognized | ACK_REQUESTED_ACTOR_INVALID              | the actor is urn:oasis:names:tc:ebxml-msg:actor:nextMSH, forward-end-party wants urn:oasis:names:tc:ebxml-msg:actor:toPartyMSH                         |

    Examples: SyncReply
      | to       | kind                          | wrong                         | code               | refusal                              | detail                                                                              |
      | Hillside | forward reliable message      | a SyncReply                   | Inconsistent       | SYNCREPLY_INCONSISTENT_WITH_CONTRACT | SyncReply is present, the contract's pattern forward-reliable wants it absent       |
      | Spine    | asynchronous reliable request | no SyncReply                  | Inconsistent       | SYNCREPLY_INCONSISTENT_WITH_CONTRACT | SyncReply is absent, the contract's pattern asynchronous-reliable wants it present  |
      | Spine    | asynchronous reliable request | a SyncReply of version 1.0    | ValueNotRecognized | SYNCREPLY_VERSION_INVALID            | eb:version is 1.0                                                                   |
      | Spine    | asynchronous reliable request | a SyncReply for another actor | ValueNotRecognized | SYNCREPLY_ACTOR_INVALID              | the actor is urn:example:actor                                                      |

    Examples: the header's version
      | to       | kind                     | wrong                        | code               | refusal                        | detail            |
      | Hillside | forward reliable message | a MessageHeader of version 1.0 | ValueNotRecognized | INVALID_MESSAGE_HEADER_VERSION | eb:version is 1.0 |

    Examples: the manifest
      | to       | kind                          | wrong                                  | code        | refusal                    | detail                                                                             |
      | Hillside | forward reliable message      | a reference to a part that is missing  | MimeProblem | INVALID_MANIFEST_REFERENCE | cid:nowhere@spine.nhs.uk names no part of the message                              |
      | Hillside | forward reliable message      | a manifest of version 1.0              | MimeProblem | INVALID_MANIFEST_REFERENCE | eb:version is 1.0                                                                  |
      | Spine    | asynchronous reliable request | two references                         | MimeProblem | INVALID_MANIFEST_REFERENCE | the manifest has 2 references                                                      |
      | Spine    | asynchronous express query    | two references                         | MimeProblem | INVALID_MANIFEST_REFERENCE | the manifest has 2 references                                                      |

  Scenario: A reference must be to a part or to another message
    When Riverside sends Hillside a forward reliable message with a reference that is neither cid nor mid
    Then Spine refuses it with the MessageErrors:
      | code        | description                                                                                                       |
      | MimeProblem | INVALID_MANIFEST_REFERENCE:the reference "http://example.invalid/" is neither cid: nor mid: with a name |

  Scenario: Every error of a message is told
    When Riverside sends Hillside a forward reliable message with a reference to nothing
    Then Spine refuses it with the MessageErrors:
      | code        | description                                                                               |
      | MimeProblem | INVALID_MANIFEST_REFERENCE:cid: names no part of the message                              |
      | MimeProblem | INVALID_MANIFEST_REFERENCE:the reference "cid:" is neither cid: nor mid: with a name |

  Scenario Outline: Not in the directory: <wrong>
    When Riverside sends Hillside a forward reliable message with <wrong>
    Then Spine refuses it with the MessageError <code> "<description>"
    And the journal calls it "refused: <refusal>"
    And nothing more is under way and Hillside has had the message 0 times

    Examples:
      | wrong                               | code               | description                                         | refusal             |
      | an unknown CPAId                    | ValueNotRecognized | 501319:Unknown eb:CPAId                             | CPA_ID_UNKNOWN      |
      | the CPAId of another contract       | ValueNotRecognized | 501319:Unknown eb:CPAId                             | CPA_ID_INCONSISTENT |
      | an interaction that only Spine has  | 402005             | An error occurred while finding the defined contract | CONTRACT_NOT_FOUND  |
      | an unknown To party                 | ValueNotRecognized | 501314:Invalid To Party Type attribute              | TO_PARTY_UNKNOWN    |

  Scenario: The operator can choose the form of a refusal
    Given Spine's form of the refusal CPA_ID_UNKNOWN is a SOAP fault 206 "ask again later"
    When Riverside sends Hillside a forward reliable message with an unknown CPAId
    Then Spine refuses it with SOAP fault 206 "ask again later"
    And the journal calls it "refused: CPA_ID_UNKNOWN"

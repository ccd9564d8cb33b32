@messaging @synchronous
Feature: Synchronous queries
  A synchronous query is answered on its connection: by the service, by a rejection of the message, or
  by a fault when Spine could not read so far.

  Background:
    Given Spine between the practices Riverside, Hillside and Oakfield

  Scenario Outline: Rejected: a query with <wrong>
    When Riverside asks Spine a synchronous query with <wrong>
    Then Spine rejects the query with <code>

    Examples:
      | wrong                                  | code |
      | another interaction in the message     | 515  |
      | another receiving system in the message | 519  |
      | another sending system in the message  | 520  |
      | an unknown sending system              | 507  |
      | the sending system of Oakfield         | 900  |

  @refusal
  Scenario Outline: Refused: a query with <wrong>
    When Riverside asks Spine a synchronous query with <wrong>
    Then Spine refuses the query with SOAP fault <code> "<description>"

    Examples:
      | wrong                                  | code | description                                                     |
      | a MessageID of the wrong length        | 201  | message is not well formed                                      |
      | no Action                              | 201  | message is not well formed                                      |
      | no To                                  | 201  | message is not well formed                                      |
      | no receiving system                    | 201  | message is not well formed                                      |
      | no sending system                      | 201  | message is not well formed                                      |
      | an empty Body                          | 201  | message is not well formed                                      |
      | the SOAPAction of another interaction  | 101  | The service/interaction is not supported for the requested URI  |
      | an interaction that Spine does not serve | 101  | The service/interaction is not supported for the requested URI  |

@sender
Feature: What the new practice says to the record
  The new practice accepts the record or refuses it. Only then does the former practice know whether its patient's history
  arrived. A refusal that is taken for a success leaves a gap that nobody looks for.

  Rule: An accepted record ends the transfer

    @GP2GP-SND-070 @basis-N @requires-ID-03 @requires-ANSWER-03
    Scenario: The record is accepted
      Given the situation "record-asked-for"
      And the system holds a record
      When the counterpart asks for the record
      Then the system sends one extract
      And the final acknowledgement reaches the system
      And the transfer is shown as transferred
      And the system sends nothing more

    Scenario Outline: The acknowledgement names the extract by <which number>
      Given the situation "extract-acknowledged-by-a-number" with:
        | number | <number> |
      And the system holds a record
      When the counterpart asks for the record
      Then the system sends one extract
      And the final acknowledgement reaches the system
      And <outcome>

      @GP2GP-SND-071 @basis-A @requires-ID-03
      Examples: the content's
        | which number              | number | outcome                              |
        | the number of its content | hl7-id | the transfer is shown as transferred |

      @GP2GP-SND-072 @basis-A @requires-ID-03
      Examples: the envelope's
        | which number               | number     | outcome                                                             |
        | the number of its envelope | message-id | the transfer counts as transferred, or it is noted that it does not |

  Rule: A refused record is seen to be refused

    Scenario Outline: The record is refused with <code>: <reason>
      Given the situation "extract-refused" with:
        | code | <code> |
      And the system holds a record
      When the counterpart asks for the record
      Then the system sends one extract
      And the final acknowledgement reaches the system
      And the transfer is shown as refused with <code>
      And the system sends nothing more

      @GP2GP-SND-073 @basis-P @requires-CODE-09
      Examples: nobody asked
        | code | reason                                      |
        | 09   | nobody there asked for it                   |

      @GP2GP-SND-074 @basis-A @requires-CODE-11
      Examples: not filed
        | code | reason                                      |
        | 11   | it could not be filed                       |

      @GP2GP-SND-077 @basis-A @requires-CODE-17
      Examples: wrong patient, returning
        | code | reason                                      |
        | 17   | it is another patient's, one who came back  |

      @GP2GP-SND-078 @basis-A @requires-CODE-21
      Examples: not understood
        | code | reason                                      |
        | 21   | it is not understood                        |

      @GP2GP-SND-079 @basis-P @requires-CODE-26
      Examples: filed as a document
        | code | reason                                      |
        | 26   | it is kept as a document                    |

      @GP2GP-SND-080 @basis-A @requires-CODE-28
      Examples: wrong patient
        | code | reason                                      |
        | 28   | it is another patient's                     |

      @GP2GP-SND-081 @basis-P @requires-CODE-30
      Examples: large messages
        | code | reason                                      |
        | 30   | large messages failed                       |

      @GP2GP-SND-082 @basis-A @requires-CODE-31
      Examples: parts missing
        | code | reason                                      |
        | 31   | parts of it never came                      |

      @GP2GP-SND-083 @basis-P @requires-CODE-99
      Examples: something unexpected
        | code | reason                                      |
        | 99   | something unexpected happened               |

    @GP2GP-SND-075 @basis-A @requires-CODE-12
    Scenario Outline: The record is refused as a copy <when>
      Given the situation "<situation>" with:
        | code | 12 |
      And the system holds a record
      When the counterpart asks for the record
      Then the system sends one extract
      And <reached> reaches the system
      And the transfer is shown as <shown>
      And the system sends nothing more

      Examples:
        | when                        | situation                         | reached                          | shown           |
        | and nothing else is said    | extract-refused                   | the final acknowledgement        | refused with 12 |
        | after it had been accepted  | extract-accepted-and-then-refused | "second answer" | transferred     |

    @GP2GP-SND-076 @basis-A @requires-CODE-15 @requires-RETURN-01
    Scenario: The record of a patient who came back is kept hidden
      Given the situation "extract-refused" with:
        | code | 15 |
      And the system holds a record
      When the counterpart asks for the record
      Then the system sends one extract
      And the final acknowledgement reaches the system
      And the transfer counts as transferred, with code 15 or none

    @GP2GP-SND-084 @basis-A @requires-MSG-ACK @requires-CODE-11
    Scenario: The refusal is written as a failure of the message
      Given the situation "extract-refused" with:
        | code | 11   |
        | form | EMIS |
        | type | AR   |
      And the system holds a record
      When the counterpart asks for the record
      Then the system sends one extract
      And the final acknowledgement reaches the system
      And the transfer is shown as refused with 11

  Rule: Silence ends in a failure that is seen

    @GP2GP-SND-085 @basis-A @requires-TIME-02 @exclusive
    Scenario: The record is never acknowledged
      Given the situation "extract-never-acknowledged"
      And the system holds a record
      When the counterpart asks for the record
      Then the system sends one extract
      And the transfer is not over yet
      When the system's clock moves on by "P9DT1H"
      Then the transfer is shown as failed
      And the system sends nothing more

    @GP2GP-SND-086 @basis-A @requires-TIME-02 @requires-LATE-01 @exclusive
    Scenario: The acknowledgement comes after the transfer was given up
      Given the situation "extract-never-acknowledged"
      And the system holds a record
      When the counterpart asks for the record
      Then the system sends one extract
      When the system's clock moves on by "P9DT1H"
      Then the transfer is shown as failed
      When the counterpart does "accept the extract at last"
      Then "late acknowledgement" reaches the system
      And the transfer is shown as failed or transferred
      And the system sends nothing more

  Rule: The first answer stands, and only the new practice can give it

    @GP2GP-SND-087 @basis-A @requires-DUPLICATE-01
    Scenario: The record is accepted twice
      Given the situation "extract-accepted-twice"
      And the system holds a record
      When the counterpart asks for the record
      Then the system sends one extract
      And "second answer" reaches the system
      And the transfer is shown as transferred
      And the system sends nothing more

    @GP2GP-SND-088 @basis-I @requires-LATE-01
    Scenario: The record is refused and then accepted
      Given the situation "extract-refused-and-then-accepted"
      And the system holds a record
      When the counterpart asks for the record
      Then the system sends one extract
      And "second answer" reaches the system
      And the transfer is shown as refused with 11

    Scenario Outline: <what>
      Given the situation "acknowledgement-that-means-nothing" with:
        | <how> | <value> |
      And the system holds a record
      When the counterpart asks for the record
      Then the system sends one extract
      And "stray acknowledgement" reaches the system
      And the transfer is not over yet
      When the counterpart does "accept the extract"
      Then the transfer is shown as transferred
      And the system sends nothing more

      @GP2GP-SND-089 @basis-A @requires-STRAY-01
      Examples: unknown message
        | what                                                   | how          | value   |
        | An acknowledgement of a message that nobody sent       | refTo        | unknown |

      @GP2GP-SND-090 @basis-A @requires-STRAY-01
      Examples: unknown conversation
        | what                                                   | how          | value   |
        | An acknowledgement in a conversation that nobody knows | conversation | new     |

      @GP2GP-SND-092 @basis-I @requires-STRAY-01
      Examples: own request
        | what                                                   | how          | value   |
        | The new practice acknowledges its own request          | about        | request |

      @GP2GP-SND-091 @basis-I @requires-SAFE-02 @requires-STRAY-01
      Examples: another practice
        | what                                                   | how          | value    |
        | Another practice accepts the record                    | from         | stranger |

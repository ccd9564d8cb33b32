@sender
Feature: Keeping a record safe on its way out
  Networks fail, systems are restarted, and not every message means well. A record must neither be sent twice nor be lost,
  and nothing that comes in may bring out what it should not.

  Rule: An extract is neither lost nor doubled

    @GP2GP-SND-093 @basis-N @requires-MHS-B2 @requires-MHS-B6 @requires-DUPLICATE-01
    Scenario: Spine fails three times before it takes the extract
      Given the situation "spine-fails-for-the-extract"
      And the system holds a record
      When the counterpart asks for the record
      Then the system sends the extract 4 times, as one message
      And the transfer is shown as transferred
      And the system sends nothing more

    @GP2GP-SND-094 @basis-A @requires-CODE-99 @requires-LM-09
    Scenario: Spine never takes the extract
      Given the situation "spine-never-takes-the-extract"
      And the system holds a record
      And the record has these documents:
        | name       | type       | kind | bytes |
        | letter.tif | image/tiff | scan | 5 MB  |
      When the counterpart asks for the record
      Then the system tries to send the extract
      And the request is refused with 99, or the transfer is shown as failed
      And the system sends no fragment

    @GP2GP-SND-098 @basis-A @requires-STEADY-01 @exclusive
    Scenario: The system is restarted between the extract and its parts
      Given the situation "continue-given-later"
      And the system holds a record
      And the record has these documents:
        | name       | type       | kind | bytes |
        | letter.tif | image/tiff | scan | 5 MB  |
      When the counterpart asks for the record
      Then the system sends one extract
      When the system is restarted
      And the counterpart does "continue"
      Then the system sends every announced fragment once
      And the documents arrive byte for byte
      And the transfer is shown as transferred

    @GP2GP-SND-099 @basis-A @requires-ID-01 @requires-ID-02
    Scenario: An operator sends the record again
      Given the situation "extract-refused-then-sent-again"
      And the system holds a record
      When the counterpart asks for the record
      Then the system sends one extract
      And the transfer is shown as refused with 21
      When the record is sent again by the operator
      Then a second extract comes in the same conversation as a new message
      And the second extract is the record of the same patient

  Rule: Nothing that comes in brings harm

    @GP2GP-SND-095 @basis-I @requires-HOSTILE-01
    Scenario: The request tries to make the system fetch something
      Given a trap that notices who fetches from it
      And the situation "request-with-an-entity" that leads to the trap
      And the system holds a record
      When the counterpart asks for the record
      Then the request is refused with 18, or with an error
      And the system sends no extract
      And nobody has fetched from the trap
      And the system still works

    @GP2GP-SND-096 @basis-I @requires-HOSTILE-01
    Scenario: The request is 10 MB large
      Given the situation "request-held-by-spine"
      And the system holds a record
      When the counterpart asks for the record
      And Spine delivers the request with 10 MB of white space in it
      Then the request is refused with 18 or 99, or with an error
      And the system sends no extract
      And the system still works

    @GP2GP-SND-097 @basis-I @requires-STEADY-02 @requires-SAFE-03
    Scenario: Fifty records are asked for at once
      Given the situation "record-asked-for" 50 times with records of their own
      When all counterparts ask for their records at once
      Then every counterpart gets the extract of its own patient, and no other
      And every message of the system has a number of its own, in capitals
      And every transfer is shown as transferred

    @GP2GP-SND-100 @basis-A @requires-STRAY-01 @requires-MHS-RECEIVE
    Scenario: A message of a kind that does not belong to transfers
      Given the situation "record-asked-for"
      And the system holds a record
      When the counterpart asks for the record
      Then the system sends one extract
      When Spine delivers another message of the action "RCMR_IN990000UK01"
      Then the door says something to it
      And the transfer is shown as transferred
      And the system sends nothing more
      And the system still works

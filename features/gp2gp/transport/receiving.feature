@transport
Feature: What a system's door says to what it cannot take
  Whatever comes in, the door must stand. What cannot be read is refused so that Spine knows, nothing of it is acted upon,
  and the right message that follows is taken as if nothing had been.

  @sender
  Rule: A message that is broken is refused, and the same message whole is then taken

    Scenario Outline: A request that <broken>
      Given the situation "request-held-by-spine"
      And the system holds a record
      When the counterpart asks for the record
      And Spine delivers the request <how>
      Then the door answers with an error
      And nothing was sent in answer to it
      When Spine delivers the request as it is
      Then the door acknowledges it
      And the system sends one extract
      And the transfer is shown as transferred

      @MHS-R-01 @basis-A @requires-MHS-RECEIVE
      Examples: is cut off before its end
        | broken | how |
        | is cut off before its end | without its last boundary |

      @MHS-R-02 @basis-A @requires-MHS-RECEIVE
      Examples: has an envelope that cannot be read
        | broken | how |
        | has an envelope that cannot be read | with an envelope that is no XML |

      @MHS-R-05 @basis-I @requires-MHS-RECEIVE
      Examples: does not say what it is in its headers
        | broken | how |
        | does not say what it is in its headers | without a SOAPAction |

      @MHS-R-06 @basis-I @requires-MHS-RECEIVE
      Examples: says in its headers that it is something else
        | broken | how |
        | says in its headers that it is something else | with the SOAPAction of another message |

      @MHS-R-07 @basis-I @requires-MHS-RECEIVE
      Examples: belongs to a service that the system does not offer
        | broken | how |
        | belongs to a service that the system does not offer | of another service |

      @MHS-R-08 @basis-A @requires-MHS-RECEIVE
      Examples: has no number
        | broken | how |
        | has no number | without a MessageId |

      @MHS-R-09 @basis-A @requires-MHS-RECEIVE
      Examples: calls itself plain text
        | broken | how |
        | calls itself plain text | as plain text |

      @MHS-R-10 @basis-I @requires-MHS-RECEIVE
      Examples: belongs to two conversations
        | broken | how |
        | belongs to two conversations | with two conversation ids |

    Scenario Outline: A request that <broken>
      Given the situation "request-held-by-spine"
      And the system holds a record
      When the counterpart asks for the record
      And Spine delivers the request <how>
      Then the door answers with an error, or the system refuses the request
      And the system sends no extract
      And the system still works

      @MHS-R-03 @basis-A @requires-MHS-RECEIVE
      Examples: without content
        | broken                            | how                 |
        | has an envelope and nothing else  | without its content |

      @MHS-R-04 @basis-I @requires-MHS-RECEIVE
      Examples: a part that is not there
        | broken                             | how                                                 |
        | names a part that it does not have | with a manifest that names a part that is not there |

    @MHS-R-11 @basis-A @requires-MHS-RECEIVE
    Scenario: The connection ends in the middle of a request
      Given the situation "request-held-by-spine"
      And the system holds a record
      When the counterpart asks for the record
      And Spine delivers the request and breaks off in the middle
      Then nothing was sent in answer to it
      When Spine delivers the request as it is
      Then the door acknowledges it
      And the system sends one extract
      And the transfer is shown as transferred

    @MHS-R-12 @basis-I @requires-MHS-RECEIVE
    Scenario: Something other than a message knocks at the door
      Given the situation "request-held-by-spine"
      And the system holds a record
      When the counterpart asks for the record
      And Spine asks the door for a page
      Then the door answers with an error
      When Spine delivers the request as it is
      Then the door acknowledges it
      And the system sends one extract
      And the transfer is shown as transferred

    @MHS-B9-01 @basis-A @requires-MHS-B9 @requires-SAFE-02
    Scenario: A request for another party
      Given the situation "request-held-by-spine"
      And the system holds a record
      When the counterpart asks for the record
      And Spine delivers the request to another party
      Then the door says that the party is not known here
      And nothing was sent in answer to it
      When Spine delivers the request as it is
      Then the door acknowledges it
      And the system sends one extract
      And the transfer is shown as transferred

  @requester
  Rule: A record that is broken on its way is refused, and the same record whole is then taken

    Scenario Outline: A record that <broken>
      Given the situation "extract-held-by-spine"
      When the patient registers
      Then the system asks for the record
      When Spine delivers the extract <how>
      Then the door answers with an error
      And nothing was sent in answer to it
      When Spine delivers the extract as it is
      Then the door acknowledges it
      And the system accepts the extract
      And the record is filed

      @MHS-R-13 @basis-A @requires-MHS-RECEIVE
      Examples: cut off
        | broken                    | how                       |
        | is cut off before its end | without its last boundary |

      @MHS-R-14 @basis-A @requires-MHS-RECEIVE
      Examples: envelope
        | broken                              | how                             |
        | has an envelope that cannot be read | with an envelope that is no XML |

    @MHS-R-15 @basis-A @requires-MHS-RECEIVE
    Scenario: A record that names a part that it does not have
      Given the situation "extract-held-by-spine"
      When the patient registers
      Then the system asks for the record
      When Spine delivers the extract with a manifest that names a part that is not there
      Then the door answers with an error, or the system refuses the extract
      And the record is not filed
      And the system still works

    @MHS-R-16 @basis-A @requires-MHS-RECEIVE
    Scenario: The connection ends in the middle of a record
      Given the situation "extract-held-by-spine"
      When the patient registers
      Then the system asks for the record
      When Spine delivers the extract and breaks off in the middle
      Then nothing was sent in answer to it
      When Spine delivers the extract as it is
      Then the door acknowledges it
      And the system accepts the extract
      And the record is filed

    @MHS-B9-02 @basis-A @requires-MHS-B9 @requires-SAFE-01
    Scenario: A record for another party
      Given the situation "extract-held-by-spine"
      When the patient registers
      Then the system asks for the record
      When Spine delivers the extract to another party
      Then the door says that the party is not known here
      And nothing was sent in answer to it
      When Spine delivers the extract as it is
      Then the door acknowledges it
      And the system accepts the extract
      And the record is filed

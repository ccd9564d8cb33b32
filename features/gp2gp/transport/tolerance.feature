@transport
Feature: What a system's door must take although it looks unusual
  Systems of many makers write right messages in many ways. A door that knows only one of them keeps patients' records out
  for a missing quotation mark.

  @sender
  Rule: A request is taken in every right form

    Scenario Outline: A request that <looks>
      Given the situation "request-held-by-spine"
      And the system holds a record
      When the counterpart asks for the record
      And Spine delivers the request <how>
      Then the door acknowledges it
      And the system accepts the request
      And the system sends one extract
      And the transfer is shown as transferred

      @MHS-T-01 @basis-A @requires-MHS-MIME
      Examples: ends its lines with one character
        | looks | how |
        | ends its lines with one character | with line ends of one character |

      @MHS-T-02 @basis-A @requires-MHS-HTTP
      Examples: writes its header names in other letters
        | looks | how |
        | writes its header names in other letters | with header names in other letters |

      @MHS-T-03 @basis-A @requires-MHS-MIME
      Examples: leaves the quotes out of its content type
        | looks | how |
        | leaves the quotes out of its content type | with parameters without quotes |

      @MHS-T-04 @basis-A @requires-MHS-HTTP
      Examples: quotes its SOAPAction the other way
        | looks | how |
        | quotes its SOAPAction the other way | with its SOAPAction quoted the other way |

      @MHS-T-05 @basis-A @requires-MHS-MIME
      Examples: is divided by another boundary
        | looks | how |
        | is divided by another boundary | with another boundary |

      @MHS-T-06 @basis-A @requires-MHS-EBXML
      Examples: spells a namespace in the other way
        | looks | how |
        | spells a namespace in the other way | with the other spelling of the HL7 namespace |

      @MHS-T-07 @basis-A @requires-MHS-EBXML
      Examples: says always where others say nothing
        | looks | how |
        | says always where others say nothing | with a word in DuplicateElimination |

      @MHS-T-08 @basis-A @requires-MHS-EBXML
      Examples: may live until tomorrow
        | looks | how |
        | may live until tomorrow | with a TimeToLive that has not passed |

      @MHS-T-09 @basis-A @requires-MHS-HTTP
      Examples: has the headers of another product besides
        | looks | how |
        | has the headers of another product besides | with headers of another product |

      @MHS-T-10 @basis-A @requires-MHS-EBXML
      Examples: gives its time to the tenth of a microsecond
        | looks | how |
        | gives its time to the tenth of a microsecond | with a timestamp of seven decimals |

      @MHS-T-11 @basis-A @requires-MHS-EBXML
      Examples: gives its time without a zone
        | looks | how |
        | gives its time without a zone | with a timestamp without a zone |

      @MHS-T-12 @basis-A @requires-MHS-MIME
      Examples: calls its content text/xml
        | looks | how |
        | calls its content text/xml | with the content as text/xml |

      @MHS-T-13 @basis-A @requires-MHS-MIME
      Examples: calls its parts by other names
        | looks | how |
        | calls its parts by other names | with other content ids |

      @MHS-T-14 @basis-A @requires-MHS-MIME
      Examples: has a line of text before its first part
        | looks | how |
        | has a line of text before its first part | with a line of text before the first part |

      @MHS-T-15 @basis-I @requires-MHS-HTTP
      Examples: asks first whether it may go on
        | looks | how |
        | asks first whether it may go on | after asking whether it may |

      @MHS-T-16 @basis-I @requires-MHS-HTTP
      Examples: comes in chunks of HTTP
        | looks | how |
        | comes in chunks of HTTP | in chunks of HTTP |

      @MHS-T-17 @basis-N @requires-MHS-HTTP
      Examples: comes slowly, a few bytes at a time
        | looks | how |
        | comes slowly, a few bytes at a time | byte by byte |

      @MHS-T-18 @basis-A @requires-MHS-MIME
      Examples: names a character set in its content type
        | looks | how |
        | names a character set in its content type | with a charset in its content type |

    @MHS-T-19 @basis-I @requires-MHS-RECEIVE
    Scenario: A request whose time has passed
      Given the situation "request-held-by-spine"
      And the system holds a record
      When the counterpart asks for the record
      And Spine delivers the request with a TimeToLive that has passed
      Then the door says something to it
      And the system still works

  @requester
  Rule: A record is taken in every right form

    Scenario Outline: A record that <looks>
      Given the situation "extract-held-by-spine"
      When the patient registers
      Then the system asks for the record
      When Spine delivers the extract <how>
      Then the door acknowledges it
      And the system accepts the extract
      And the record is filed

      @MHS-T-20 @basis-A @requires-MHS-MIME
      Examples: ends its lines with one character
        | looks | how |
        | ends its lines with one character | with line ends of one character |

      @MHS-T-21 @basis-A @requires-MHS-MIME
      Examples: leaves the quotes out of its content type
        | looks | how |
        | leaves the quotes out of its content type | with parameters without quotes |

      @MHS-T-22 @basis-A @requires-MHS-MIME
      Examples: is divided by another boundary
        | looks | how |
        | is divided by another boundary | with another boundary |

      @MHS-T-23 @basis-A @requires-MHS-EBXML
      Examples: spells a namespace in the other way
        | looks | how |
        | spells a namespace in the other way | with the other spelling of the HL7 namespace |

      @MHS-T-24 @basis-A @requires-MHS-MIME
      Examples: calls its parts by other names
        | looks | how |
        | calls its parts by other names | with other content ids |

      @MHS-T-25 @basis-N @requires-MHS-HTTP
      Examples: comes slowly, a few bytes at a time
        | looks | how |
        | comes slowly, a few bytes at a time | byte by byte |

@transport
Feature: Only Spine gets in
  Records are delivered through one door. Who can knock there as anybody can put a record into a patient's file, or have
  one sent.

  @sender
  Rule: Who is not Spine is not heard

    Scenario Outline: A request from somebody who <does>
      Given the situation "request-held-by-spine"
      And the system holds a record
      When the counterpart asks for the record
      And somebody delivers the request <how>
      Then the door does not take it
      And nothing was sent in answer to it
      When Spine delivers the request as it is
      Then the door acknowledges it
      And the system sends one extract
      And the transfer is shown as transferred

      @MHS-TLS-01 @basis-P @requires-MHS-TLS
      Examples: shows no certificate
        | does | how |
        | shows no certificate | without a certificate |

      @MHS-TLS-02 @basis-P @requires-MHS-TLS
      Examples: shows a certificate that nobody knows the issuer of
        | does | how |
        | shows a certificate that nobody knows the issuer of | with a certificate of an unknown issuer |

      @MHS-TLS-03 @basis-P @requires-MHS-TLS
      Examples: shows a certificate that it made itself
        | does | how |
        | shows a certificate that it made itself | with a self-signed certificate |

      @MHS-TLS-04 @basis-P @requires-MHS-TLS
      Examples: shows a certificate that has expired
        | does | how |
        | shows a certificate that has expired | with an expired certificate |

      @MHS-TLS-05 @basis-P @requires-MHS-TLS
      Examples: shows a certificate that is not valid yet
        | does | how |
        | shows a certificate that is not valid yet | with a certificate that is not yet valid |

      @MHS-TLS-06 @basis-I @requires-MHS-TLS
      Examples: shows a certificate that was revoked
        | does | how |
        | shows a certificate that was revoked | with a revoked certificate |

      @MHS-TLS-07 @basis-I @requires-MHS-TLS
      Examples: shows a certificate that is for servers only
        | does | how |
        | shows a certificate that is for servers only | with a certificate for servers only |

      @MHS-TLS-08 @basis-I @requires-MHS-TLS
      Examples: is another practice
        | does | how |
        | is another practice | with the certificate of another practice |

    @MHS-TLS-09 @basis-P @requires-MHS-TLS
    Scenario: The door shows the certificate of the name that is registered
      Given the situation "request-held-by-spine"
      And the system holds a record
      When the counterpart asks for the record
      Then the door shows a certificate of its registered name, from the right issuer
      When Spine delivers the request as it is
      Then the door acknowledges it
      And the system sends one extract

    @MHS-TLS-10 @basis-I @requires-MHS-TLS
    Scenario: Old versions of TLS are not spoken
      Given the situation "request-held-by-spine"
      And the system holds a record
      When the counterpart asks for the record
      And somebody delivers the request over TLS 1.1
      Then the door does not take it
      When Spine delivers the request as it is
      Then the door acknowledges it
      And the system sends one extract

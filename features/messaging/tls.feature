@messaging @tls @refusal
Feature: Who is let in
  Spine talks to nobody who does not show a good certificate of its own authority over TLS 1.2 or later,
  and puts on record in one line why somebody was turned away.

  Background:
    Given Spine between the practices Riverside, Hillside and Oakfield

  Scenario Outline: Turned away: <caller>
    When somebody calls Spine with <caller>
    Then Spine refuses the handshake because of <cause>:
      """
      <line>
      """
    When Riverside sends Hillside a forward reliable message
    Then Spine acknowledges the message at once

    Examples:
      | caller                                 | cause                | line                                                                                                                                       |
      | no certificate                         | no-certificate       | no certificate sent: every client of this service has to show one                                                                          |
      | a certificate of an unknown issuer     | unknown-issuer       | unknown issuer: the client certificate of "riverside.spinebox.test" leads to "Another Root CA", which is not trusted here                  |
      | a self-signed certificate              | self-signed          | self-signed: the client certificate of "riverside.spinebox.test" is signed with its own key, by no CA                                      |
      | an expired certificate                 | expired              | expired on DATE: the client certificate of "riverside.spinebox.test"                                                                       |
      | a certificate that is not yet valid    | not-yet-valid        | not yet valid, only from DATE: the client certificate of "riverside.spinebox.test"                                                         |
      | a revoked certificate                  | revoked              | revoked: the client certificate of "riverside.spinebox.test" is on the revocation list                                                     |
      | a certificate for servers only         | wrong-usage          | wrong usage: the client certificate of "riverside.spinebox.test" may not be used as a client (extendedKeyUsage lacks clientAuth)           |
      | a certificate without its intermediate | missing-intermediate | missing intermediate: the client certificate of "riverside.spinebox.test" was issued by "Spinebox Unlisted Sub CA", whose certificate the client did not send |
      | a certificate with a 1024-bit key      | key-too-small        | key too small: the client certificate of "riverside.spinebox.test" has an RSA key of 1024 bits, at least 2048 are needed                   |
      | TLS 1.1                                | protocol-too-old     | protocol too old: the client offers no version of TLS that is accepted (1.2 or later)                                                      |
      | plain HTTP                             | not-tls              | not TLS: the client sent a plain HTTP request to a TLS port                                                                                |

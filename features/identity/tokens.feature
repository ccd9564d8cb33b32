@tokens
Feature: Sign-in with CIS2 and tokens of the API platform
  Users sign in with an OpenID provider; the platform gives tokens to applications, users and patients.

  Background:
    Given the identity services with the people of the default world

  Scenario: The only role of a user is selected without asking
    When user 656005750105 signs in with CIS2
    Then the id_token names role 656014452103 at AAL3
    And userinfo has 1 role

  Scenario: A user with several roles chooses one
    When user 656005750104 signs in with CIS2 as 656014452102
    Then the id_token names role 656014452102 at AAL3
    And userinfo has 2 roles

  Scenario: I08 A user without roles signs in all the same
    When user 656005750106 signs in with CIS2
    Then the id_token names no role
    And userinfo has 0 roles

  Scenario: The id_token of a sign-in is exchanged for a token of the platform
    When user 656005750105 signs in with CIS2
    And the application exchanges the id_token
    Then the token is of a healthcare-worker

  Scenario: I02 A client assertion works once
    When the application asks for a token of its own
    Then the token is of an application-restricted
    When the application asks with the same assertion again
    Then the token is refused with 400 invalid_request "Non-unique 'jti' claim in client_assertion JWT"

  Scenario Outline: I05 <who> <outcome>
    When the application exchanges the id_token of <who>
    Then the token is <outcome>

    Examples:
      | who                | outcome                                                                                                                                                                        |
      | user 656005750105  | of a healthcare-worker                                                                                                                                                         |
      | user 656005750109  | of a healthcare-worker                                                                                                                                                         |
      | user 656005750110  | refused with 401 unauthorized_client "you have tried to request authorization but your application is not configured to use this authorization grant type" |
      | patient 9912003071 | of a patient                                                                                                                                                                   |
      | patient 9912003072 | refused with 401 unauthorized_client "you have tried to request authorization but your application is not configured to use this authorization grant type" |
      | patient 9912003073 | refused with 401 unauthorized_client "you have tried to request authorization but your application is not configured to use this authorization grant type" |

  Scenario: I06 A refresh token works once
    When the application exchanges the id_token of user 656005750105
    Then refresh_count is 0
    When the application uses the refresh token
    Then the token is of a healthcare-worker
    And refresh_count is 1
    When the application uses the same refresh token again
    Then the token is refused with 401 invalid_grant "refresh_token is invalid"

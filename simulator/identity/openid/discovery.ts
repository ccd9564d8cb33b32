import { jsonAnswer } from '../answers.ts';
import type { Reply } from '../face.ts';
import { openIdIssuer } from '../id-tokens.ts';
import type { IdentityRoom } from '../identity-room.ts';
import { OPENID_SCOPES } from '../scopes.ts';

/** The provider's description of itself (OpenID Connect Discovery 1.0 section 3). */
export function discovery(room: IdentityRoom): Reply {
  const issuer = openIdIssuer(room);
  const body = {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/access_token`,
    userinfo_endpoint: `${issuer}/userinfo`,
    jwks_uri: `${issuer}/connect/jwk_uri`,
    response_types_supported: ['code'],
    response_modes_supported: ['query'],
    grant_types_supported: ['authorization_code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    token_endpoint_auth_methods_supported: [
      'client_secret_post',
      'client_secret_basic',
      'private_key_jwt',
      'none',
    ],
    token_endpoint_auth_signing_alg_values_supported: ['RS512'],
    code_challenge_methods_supported: ['S256'],
    scopes_supported: OPENID_SCOPES,
    acr_values_supported: ['AAL1_ANY', 'AAL2_ANY', 'AAL3_ANY'],
    claims_supported: [
      ...['sub', 'uid', 'acr', 'amr', 'sid', 'id_assurance_level'],
      ...['authentication_assurance_level', 'selected_roleid', 'nhsid_useruid', 'name'],
      ...['given_name', 'family_name', 'email', 'nhsid_nrbac_roles', 'nhsid_user_orgs'],
    ],
    request_parameter_supported: false,
    request_uri_parameter_supported: false,
  };
  return jsonAnswer(200, body, 'described');
}

/** The public key by which id_tokens are checked (RFC 7517). */
export function keySet({ keys }: IdentityRoom): Reply {
  const { kty, kid, n, e } = keys.jwk;
  return jsonAnswer(200, { keys: [{ kty, use: 'sig', alg: 'RS256', kid, n, e }] }, 'keys shown');
}

import type { ApiMount } from '../../gateway/api-message.ts';
import { authorize } from '../code-flow/authorize.ts';
import { type FaceRoute, face } from '../face.ts';
import { OPENID_PREFIX } from '../id-tokens.ts';
import type { IdentityRoom } from '../identity-room.ts';
import { accessToken } from './access-token.ts';
import { discovery, keySet } from './discovery.ts';
import { userInfo } from './userinfo.ts';

/** The OpenID provider at the path of CIS2, and its description at the root too (pds-identity 4.3). */
export function openIdMounts(room: IdentityRoom): readonly ApiMount[] {
  const described = (path: string): FaceRoute => ({
    methods: ['GET'],
    path,
    operation: 'discovery',
    handle: () => discovery(room),
  });
  return [
    face(room, OPENID_PREFIX, 'cis2', [
      described('/.well-known/openid-configuration'),
      {
        methods: ['GET', 'POST'],
        path: '/authorize',
        operation: 'authorize',
        handle: (call) => authorize(room, call, 'openId'),
      },
      {
        methods: ['POST'],
        path: '/access_token',
        operation: 'token',
        handle: (call) => accessToken(room, call),
      },
      {
        methods: ['GET', 'POST'],
        path: '/userinfo',
        operation: 'userinfo',
        handle: (call) => userInfo(room, call),
      },
      {
        methods: ['GET'],
        path: '/connect/jwk_uri',
        operation: 'keys',
        handle: () => keySet(room),
      },
    ]),
    face(room, '/.well-known', 'cis2', [described('/openid-configuration')]),
  ];
}

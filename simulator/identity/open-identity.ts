import type { FaultBook } from '../../src/faults/fault-book.ts';
import type { Clock } from '../../src/platform/clock.ts';
import type { Ids } from '../../src/platform/ids.ts';
import type { Random } from '../../src/platform/random.ts';
import type { IdentityDesk } from '../doors/identity-desk.ts';
import type { SessionJudge } from '../doors/session-judge.ts';
import type { TokenJudge } from '../doors/token-judge.ts';
import type { ApiMount } from '../gateway/api-message.ts';
import type { WorldStore } from '../world/world-store.ts';
import { expiringMap } from './expiring-map.ts';
import { identityDesk } from './identity-desk.ts';
import type { IdentityRoom } from './identity-room.ts';
import { oauthMounts } from './oauth/oauth-mounts.ts';
import { openIdMounts } from './openid/openid-mounts.ts';
import { sessionBook } from './session-book.ts';
import { sessionJudge } from './session-judge.ts';
import { type KeyMaterial, openSigningKeys, type SigningKeys } from './signing-keys.ts';
import { loginMount } from './smartcard/login-mount.ts';
import { roleAssertionMount } from './smartcard/role-assertion-service.ts';
import { tokenBook } from './token-book.ts';
import { tokenJudge } from './token-judge.ts';

export interface IdentityOptions {
  readonly world: WorldStore;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly random: Random;
  readonly faults: FaultBook;
  /** Where the gateway is reached, unless the settings say so (`identity.baseUrl`). */
  readonly baseUrl: () => string;
  /** Key and certificate from the certificate store. Without RSA among them a key is made for this start. */
  readonly material?: KeyMaterial;
  /** Keys that are open already. */
  readonly keys?: SigningKeys;
}

/** Smartcards, CIS2 and the authorisation server of the API platform. Everything it knows is in memory. */
export interface Identity {
  /** For the gateway. */
  readonly mounts: readonly ApiMount[];
  /** For the services behind the API platform. */
  readonly tokens: TokenJudge;
  /** For the services that are sent messages with a user in them. */
  readonly sessions: SessionJudge;
  /** For the control API. */
  readonly desk: IdentityDesk;
  /** Nobody is signed in any more, and no token is valid. The keys stay. */
  reset(): void;
  close(): Promise<void>;
}

const MOST_CODES = 10_000;
const MOST_ASSERTIONS = 100_000;

export async function openIdentity(options: IdentityOptions): Promise<Identity> {
  const { world, clock, ids, random, faults } = options;
  const keys = options.keys ?? (await openSigningKeys(options.material));
  const now = () => clock.now();
  const id = () => ids.uuid();
  const settings = () => world.current().identity;
  const baseUrl = () => (settings().baseUrl ?? options.baseUrl()).replace(/\/+$/, '');
  const room: IdentityRoom = {
    ...{ settings, clock, ids, random, faults, keys, baseUrl },
    sessions: sessionBook(now, id),
    tokens: tokenBook(now, id),
    codes: { platform: expiringMap(MOST_CODES), openId: expiringMap(MOST_CODES) },
    usedAssertions: expiringMap(MOST_ASSERTIONS),
    shownAssertions: expiringMap(MOST_ASSERTIONS),
    organisationName: (odsCode) => world.current().partyByOds(odsCode)?.name ?? odsCode,
  };
  const reset = () => {
    const { codes, usedAssertions, shownAssertions, sessions, tokens } = room;
    const memories = [codes.platform, codes.openId, usedAssertions, shownAssertions];
    for (const memory of [...memories, sessions, tokens]) memory.clear();
  };
  return {
    mounts: [
      ...oauthMounts(room),
      ...openIdMounts(room),
      loginMount(room),
      roleAssertionMount(room),
    ],
    tokens: tokenJudge(settings, room.tokens),
    sessions: sessionJudge(settings, room.sessions),
    desk: identityDesk(room),
    reset,
    close: async () => reset(),
  };
}

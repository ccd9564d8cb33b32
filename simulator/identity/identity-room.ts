import type { FaultBook } from '../../src/faults/fault-book.ts';
import type { Clock } from '../../src/platform/clock.ts';
import type { Ids } from '../../src/platform/ids.ts';
import type { Random } from '../../src/platform/random.ts';
import type { IdentitySettings } from '../world/world.ts';
import type { ExpiringMap } from './expiring-map.ts';
import type { SessionBook } from './session-book.ts';
import type { SigningKeys } from './signing-keys.ts';
import type { Grant, TokenBook } from './token-book.ts';

/** What a code of the code flow stands for until it is exchanged. */
export interface PendingCode {
  readonly grant: Grant;
  readonly redirectUri: string;
  /** PKCE, S256. */
  readonly challenge: string | undefined;
  readonly nonce: string | undefined;
  readonly signedInAt: Date;
  /** A code that was exchanged is kept: who brings it again has stolen it, or was robbed. */
  readonly used: boolean;
}

/** What the identity services share. */
export interface IdentityRoom {
  settings(): IdentitySettings;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly random: Random;
  readonly faults: FaultBook;
  readonly keys: SigningKeys;
  readonly sessions: SessionBook;
  readonly tokens: TokenBook;
  /** Codes of the API platform and of the OpenID provider apart, by code. */
  readonly codes: {
    readonly platform: ExpiringMap<PendingCode>;
    readonly openId: ExpiringMap<PendingCode>;
  };
  /** Client assertions that were used, by client and jti. */
  readonly usedAssertions: ExpiringMap<true>;
  /** Role assertions that were shown, by AssertionID. */
  readonly shownAssertions: ExpiringMap<true>;
  /** Where the gateway is reached, without a closing slash. */
  baseUrl(): string;
  /** What an ODS code is called; the code itself where the world does not know it. */
  organisationName(odsCode: string): string;
}

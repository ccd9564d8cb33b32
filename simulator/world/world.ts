import type { Contract, Pattern } from '../../src/domain/contract.ts';
import type { FaultRule } from '../../src/faults/fault.ts';
import type { AdaptorConfig, BehindConfig } from './adaptor-config.ts';
import type { GatewayConfig } from './gateway-config.ts';
import type { IdentityConfig } from './identity-config.ts';
import type { MeshConfig } from './mesh-config.ts';
import type { NhaisLinkConfig } from './nhais-config.ts';
import type { OdsConfig } from './ods-config.ts';
import type { PdsConfig } from './pds-config.ts';
import type { LookupsConfig, TransfersConfig } from './practice-config.ts';
import type { ProfileName } from './profiles/profile-names.ts';
import type { SdsConfig } from './sds-config.ts';

export type GatewaySettings = GatewayConfig;
export type SdsSettings = SdsConfig;
export type IdentitySettings = IdentityConfig;
export type OdsSettings = OdsConfig;
export type AdaptorSettings = AdaptorConfig;
export type BehindSettings = BehindConfig;

/** The settings of MESH with durations in milliseconds; those of messages are scaled. */
export interface MeshSettings
  extends Omit<MeshConfig, 'collectWithin' | 'keepFor' | 'authorization'> {
  readonly authorization: Omit<MeshConfig['authorization'], 'window'> & {
    readonly windowMs: number;
  };
  readonly collectWithinMs: number;
  /** As set, whatever the scale: reports name it. */
  readonly collectWithinDays: number;
  readonly keepForMs: number;
}

/** One practice with one health authority, with durations in milliseconds, already scaled. */
export interface NhaisLink
  extends Omit<NhaisLinkConfig, 'receiptDelay' | 'receiptsMissingAfter' | 'replies'> {
  /** The name in the configuration. */
  readonly name: string;
  readonly receiptDelayMs: number;
  readonly receiptsMissingAfterMs: number;
  readonly replies: Omit<NhaisLinkConfig['replies'], 'delay'> & { readonly delayMs: number };
}

/** The settings of PDS with durations in milliseconds, already scaled. */
export interface PdsSettings extends Omit<PdsConfig, 'updateVisibleAfter' | 'asyncAnswerDelay'> {
  readonly updateVisibleAfterMs: number;
  readonly asyncAnswerDelayMs: number;
}

/** How a bundled practice goes about a transfer, with durations in milliseconds. */
export interface PracticeSettings {
  readonly lookups: Omit<
    LookupsConfig,
    'pdsTimeout' | 'updateTimeout' | 'sdsTimeout' | 'sdsCache'
  > & {
    readonly pdsTimeoutMs: number;
    /** Already scaled. */
    readonly updateTimeoutMs: number;
    readonly sdsTimeoutMs: number;
    readonly sdsCacheMs: number;
  };
  readonly records: 'invent' | 'ordered-only';
  readonly transfers: Omit<TransfersConfig, 'timers'> & { readonly timers: TimerSettings };
}

/** The timers of gp2gp 4.6, with durations in milliseconds, already scaled. */
export interface TimerSettings {
  /** A and B of the formula. */
  readonly extractWeight: number;
  readonly partWeight: number;
  readonly capMs: number | undefined;
  readonly scanMs: number;
  readonly extractWaitMs: number | 'contract';
  readonly finalAcknowledgementWaitMs: number;
}

/** How strictly a rule is held: break it and be refused, be told, or be left alone. */
export type Strictness = 'enforce' | 'warn' | 'off';

/** Choices that the public documents leave open, and choices of the operator. */
export interface Policies {
  /** Whether a party key must be spoken for by its registered FQDN (mhs 1.6). */
  readonly partyIdentity: Strictness;
  /** What a passed TimeToLive does (mhs 8, number 5). */
  readonly timeToLive: 'enforce' | 'warn' | 'ignore';
  /** Form of the refusals that public documents do not pin down, by error constant (mhs 2.3). */
  readonly refusals: Readonly<Record<string, RefusalForm>>;
  /** Writes `urn:urn:` in SOAPAction of signals, as older software does (mhs 1.4). */
  readonly doubledUrnInSignals: boolean;
  /** Re-sends counted after the first attempt (`retries`), or all attempts together (`attempts`). */
  readonly retryCount: 'retries' | 'attempts';
  /** The longest that one delivery attempt may take, milliseconds. */
  readonly deliveryTimeoutMs: number;
  /** Connections to one recipient at a time. */
  readonly deliveryConcurrency: number;
}

export interface RefusalForm {
  readonly channel: 'messageError' | 'soapFault';
  /** `ValueNotRecognized` and so on for a MessageError, a number for a SOAP fault. */
  readonly code: string;
  readonly text?: string;
}

export interface Limits {
  /** Whole HTTP body, bytes; 5,242,880 by mhs 4.6. */
  readonly messageBytes: number;
  /** MIME parts with the envelope; 100 by EIS 2.5.4.2. */
  readonly parts: number;
  /** One part, bytes. */
  readonly partBytes: number;
  /** The ebXML envelope, bytes. */
  readonly envelopeBytes: number;
  /** Time for a whole request to arrive, milliseconds. */
  readonly requestTimeoutMs: number;
}

/** An organisation that takes part in messaging, with the systems that speak for it. */
export interface Party {
  readonly partyKey: string;
  readonly odsCode: string;
  readonly name: string;
  readonly asid: string;
  readonly fqdn: string;
  /** Where it listens: Spine delivers there. */
  readonly endpoint: string;
  /** `bundled` is played by the simulator; `external` is somebody's real system. */
  readonly played: 'bundled' | 'external';
  /** Service and interaction with a colon that its system is accredited for. */
  readonly interactions: readonly string[];
  /** Where a bundled party, or the adaptor that is played for it, listens. */
  readonly listen: Listen | undefined;
  /** Set when the simulator plays its MHS adaptor. */
  readonly adaptor?: AdaptorSettings | undefined;
  /** Set when a bundled party stands behind an adaptor of somebody else. */
  readonly behind?: BehindSettings | undefined;
  /** How the directory lists it, where that is not once: Spine knows it whatever the directory says. */
  readonly listed?: Listing | undefined;
}

/** `twice`: as two systems. `contracts-only`: message handlers without a system. */
export type Listing = 'never' | 'twice' | 'contracts-only';

export interface Listen {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
}

/** A file with entries of the directory or with organisations, already read. */
export interface DirectoryFile {
  /** As the configuration names it. */
  readonly file: string;
  readonly text: string;
}

/** What Spine answers to a message that is addressed to one of its own services. */
export interface SpineServiceRule {
  readonly service: string;
  readonly action: string;
  readonly pattern: Extract<
    Pattern,
    'synchronous' | 'asynchronous-express' | 'asynchronous-reliable'
  >;
  readonly answer: SpineServiceAnswer;
  /** Waits so long before it answers asynchronously, milliseconds, already scaled. */
  readonly delayMs: number;
}

export type SpineServiceAnswer =
  | {
      readonly kind: 'acknowledge';
      readonly typeCode: 'AA' | 'AE' | 'AR';
      readonly code?: string;
      readonly text?: string;
    }
  /** A payload with `{{messageId}}`, `{{requestMessageId}}`, `{{requestHl7Id}}`, `{{now}}`, `{{senderAsid}}`, `{{receiverAsid}}`. */
  | {
      readonly kind: 'payload';
      readonly action: string;
      readonly wrapper?: string;
      readonly xml: string;
    }
  | { readonly kind: 'fault'; readonly code: string; readonly text: string }
  /** By the Personal Demographics Service, from its register. */
  | { readonly kind: 'pds' }
  | { readonly kind: 'nothing' };

/** Everything that the services know of who is who. Immutable: a change makes a new world. */
export interface World {
  /** The environment that it resembles. */
  readonly profile: ProfileName;
  /** Multiplies every advertised duration; 1 is real time. */
  readonly timeScale: number;
  readonly spine: {
    readonly odsCode: string;
    readonly partyKey: string;
    readonly asid: string;
    readonly fqdn: string;
    readonly listen: Listen;
    /** Plain HTTP for debugging; `undefined` keeps it off. */
    readonly plainListen: Listen | undefined;
  };
  readonly policies: Policies;
  readonly limits: Limits;
  readonly parties: readonly Party[];
  readonly contracts: readonly Contract[];
  readonly services: readonly SpineServiceRule[];
  readonly sds: SdsSettings;
  /** The LDIF files that `sds.entries` names, in its order. */
  readonly directoryFiles: readonly DirectoryFile[];
  readonly pds: PdsSettings;
  readonly identity: IdentitySettings;
  readonly gateway: GatewaySettings;
  readonly ods: OdsSettings;
  /** The files that `ods.records` names, in its order. */
  readonly organisationFiles: readonly DirectoryFile[];
  readonly mesh: MeshSettings;
  readonly nhais: readonly NhaisLink[];
  readonly faults: readonly FaultRule[];
  party(partyKey: string): Party | undefined;
  partyByOds(odsCode: string): Party | undefined;
  partyByAsid(asid: string): Party | undefined;
  /** `undefined` for a party that is not in the world. */
  practiceSettings(partyKey: string): PracticeSettings | undefined;
  /** Party keys whose registered FQDN this is; Spine's own included. Case does not matter. */
  partyKeysOf(fqdn: string): readonly string[];
  /** The recipient's contract for an interaction. */
  contractFor(partyKey: string, service: string, action: string): Contract | undefined;
  contractsById(cpaId: string): readonly Contract[];
  serviceRule(service: string, action: string): SpineServiceRule | undefined;
}

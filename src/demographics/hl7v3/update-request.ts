import type { CareProvision, Language, Span } from '../patient.ts';
import type { Identifier } from './hl7-element.ts';
import type { WrittenAddress, WrittenName, WrittenTelecom } from './read-parts.ts';

/** What is to happen to an item, and the item; `mode` is undefined where the message does not say. */
export interface Change<T> {
  readonly mode: string | undefined;
  readonly item: T;
}

export interface WrittenProvision extends Span {
  readonly code: string | undefined;
  readonly id: string | undefined;
  readonly organisation: Identifier | undefined;
}

/** A general update as it was written (pds-identity 1.8). Rules are judged apart from it. */
export interface UpdateRequest {
  /** `1` change, `2` correction. */
  readonly updateType: string | undefined;
  readonly serialNumber: string | undefined;
  readonly numbers: readonly Identifier[];
  /** Code of the registering authority, `…16.20`. */
  readonly authority: string | undefined;
  readonly gender: Change<string | undefined> | undefined;
  readonly birthTime: Change<string | undefined> | undefined;
  readonly birthOrder: Change<string | undefined> | undefined;
  readonly deceasedTime: Change<string | undefined> | undefined;
  readonly deathNotification: Change<string | undefined> | undefined;
  readonly language: Change<Partial<Language>> | undefined;
  readonly contactMethod: Change<{ method?: string; times?: string }> | undefined;
  readonly writtenFormat: Change<string | undefined> | undefined;
  readonly names: readonly Change<WrittenName>[];
  readonly addresses: readonly Change<WrittenAddress>[];
  readonly telecoms: readonly Change<WrittenTelecom>[];
  readonly provisions: readonly Change<WrittenProvision>[];
  readonly sharedSecret: boolean;
  /** Names of elements that the register does not keep: they change nothing. */
  readonly withoutEffect: readonly string[];
}

export const PROVISION_CODES: readonly CareProvision['code'][] = ['1', 'P1', 'P2', 'P3'];

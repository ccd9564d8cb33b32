import assert from 'node:assert/strict';
import type { LdapOutcome } from '../../src/platform/ldap-client.ts';
import { PRACTICES, type PracticeName } from './cast.ts';
import { type DirectoryClerk, type FhirAnswer, openDirectoryClerk } from './directory-clerk.ts';
import { INTERACTIONS, type Learnt } from './look-up.ts';
import type { Scene } from './scene.ts';

/** What the steps of one scenario know of the directory. */
export interface LookUpDesk {
  readonly clerk: DirectoryClerk;
  learnt?: Learnt | undefined;
  found?: LdapOutcome;
  answer?: FhirAnswer;
}

const desks = new WeakMap<Scene, LookUpDesk>();

/** The desk of a scenario; its simulator starts when it is first used. */
export function deskOf(scene: Scene): LookUpDesk {
  const desk = desks.get(scene) ?? { clerk: openDirectoryClerk() };
  desks.set(scene, desk);
  return desk;
}

export async function closeDesk(scene: Scene): Promise<void> {
  await desks.get(scene)?.clerk[Symbol.asyncDispose]();
}

/** Practices of the scenarios go by their names, others by their codes. */
export function codeOf(who: string): string {
  return PRACTICES[who as PracticeName]?.ods ?? who;
}

export function interactionOf(words: string): string {
  const found = INTERACTIONS[words];
  assert.ok(found, `there is no interaction called ${words}`);
  return found;
}

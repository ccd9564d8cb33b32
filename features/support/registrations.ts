import assert from 'node:assert/strict';
import type { WorldPatch } from '../../simulator/world/world-config.ts';
import type { Entry } from '../../src/journal/entry.ts';
import { waitForEntry } from '../../src/journal/wait-for.ts';
import { PRACTICES, type PracticeName } from './cast.ts';
import type { TransferWatch } from './transfer-watch.ts';
import type { Transfers } from './transfers.ts';

/** What practices do with PDS and SDS before a record is sent, and what came of it. */
export interface Registrations {
  /** Changes what a practice asks while everything runs. */
  change(practice: PracticeName, lookups: WorldPatch): Promise<void>;
  /** Somebody has registered the patient with the practice. */
  move(patient: string, practice: PracticeName): Promise<void>;
  /** SDS has no entries of the practice any more; Spine still delivers to it. */
  leaveDirectory(practice: PracticeName): Promise<void>;
  /** The practice went through these states of the transfer, in this order. */
  stepped(practice: PracticeName, states: readonly string[]): Promise<void>;
  /** What PDS has of the patient: the practice in force first. */
  registered(patient: string, practices: readonly string[]): Promise<void>;
  /** The interactions that have come to Spine from these practices, in order. */
  askedOfSpine(rows: readonly (readonly [practice: string, interaction: string])[]): Promise<void>;
  /** The practice was looked for in SDS by this way, and so it ended. */
  lookedUp(way: string, odsCode: string, result: string): Promise<void>;
  /** No request for a record has left any practice. */
  nothingAsked(): Promise<void>;
}

export function openRegistrations(transfers: Transfers, watch: TransferWatch): Registrations {
  const entries = async (): Promise<readonly Entry[]> =>
    (await transfers.simulator()).journal.find({});

  return {
    async change(practice, lookups) {
      const { settings } = await transfers.simulator();
      await settings.patch({ organisations: { [PRACTICES[practice].key]: { lookups } } });
    },
    async move(patient, practice) {
      const { services } = await transfers.simulator();
      const moved = await services.patients.move(patient, { to: transfers.odsOf(practice) });
      assert.ok(moved, `PDS has no patient ${patient}`);
    },
    async leaveDirectory(practice) {
      const { services } = await transfers.simulator();
      const odsCode = transfers.odsOf(practice);
      const known = services.directory.find({ ods: odsCode });
      assert.ok(known.length > 0, `SDS did not have ${practice} to begin with`);
      for (const { dn } of known) await services.directory.remove(dn);
    },
    async stepped(practice, states) {
      const service = `practice:${transfers.odsOf(practice)}`;
      const { conversationId } = watch;
      const steps = (await entries()).filter(
        (entry) =>
          entry.kind === 'transfer' &&
          entry.service === service &&
          entry.conversationId === conversationId,
      );
      const seen = steps.map(({ facts }) => String(facts?.state));
      assert.deepEqual(
        seen.filter((state, at) => state !== seen[at - 1]),
        states,
      );
    },
    async registered(patient, practices) {
      const { services } = await transfers.simulator();
      const provisions = services.register.follow(patient)?.provisions ?? [];
      const gps = provisions.filter(({ code }) => code === '1');
      assert.deepEqual(
        gps.map(({ ods, to }) => `${ods}${to === undefined ? '' : ' before'}`),
        practices,
      );
    },
    async askedOfSpine(rows) {
      const came = (await entries()).filter(
        ({ kind, service }) => kind === 'received' && service === 'spine',
      );
      const { world } = await transfers.simulator();
      const nameOf = (partyKey = '') => world.current().party(partyKey)?.name.split(' ')[0];
      assert.deepEqual(
        came.map(({ fromParty, interaction }) => [nameOf(fromParty), interaction]),
        rows,
      );
    },
    async lookedUp(way, odsCode, result) {
      const { journal } = await transfers.simulator();
      const what = `a lookup of ${odsCode} by ${way}`;
      const { facts } = await waitForEntry(
        journal,
        { what, matches: ({ facts: told }) => told?.via === way && told.odsCode === odsCode },
        { timeoutMs: 5_000 },
      );
      assert.equal(facts?.result, result);
    },
    async nothingAsked() {
      const requests = (await entries()).filter(
        ({ interaction, kind }) => interaction === 'RCMR_IN010000UK05' && kind !== 'note',
      );
      assert.deepEqual(
        requests.map(({ summary }) => summary),
        [],
      );
    },
  };
}

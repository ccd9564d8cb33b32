import type { Situation } from '../../simulator/counterpart/situation-view.ts';
import type { Simulator } from '../../simulator/simulator.ts';
import type { Party } from '../../simulator/world/world.ts';
import type { Entry } from '../../src/journal/entry.ts';
import { waitForEntry } from '../../src/journal/wait-for.ts';
import { ended } from '../practice/chain-stage.ts';

/** The bundled practice as the system that situations are played against. */
export function partyOf(simulator: Simulator, ods: string): Party {
  const party = simulator.world.current().partyByOds(ods);
  if (!party) throw new Error(`${ods} is not in the world`);
  return party;
}

export function patientOf({ patients }: Situation, name = 'patient'): string {
  const number = patients.get(name);
  if (!number) throw new Error(`there is no ${name}`);
  return number;
}

/** The patient registers with the bundled practice, which asks for the record. */
export async function begin(simulator: Simulator, ods: string, patient: string): Promise<string> {
  const order = { to: ods, patient, attachments: 0, asRegistered: true };
  return (await simulator.parts.startTransfer(order)).conversationId;
}

/** The same; gives how its transfer ended. */
export async function register(
  simulator: Simulator,
  ods: string,
  patient: string,
): Promise<NonNullable<Entry['facts']>> {
  const conversationId = await begin(simulator, ods, patient);
  const end = await ended(simulator, (entry) => entry.conversationId === conversationId);
  return end.facts ?? {};
}

/** Resolves when the situation tells something of that kind. */
export function told(situation: Situation, what: RegExp): Promise<string> {
  const known = situation.events().find(({ text }) => what.test(text));
  if (known) return Promise.resolve(known.text);
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const end = situation.onEvent(({ text }) => what.test(text) && resolve(text));
  const lines = () => situation.events().map(({ text }) => text);
  const timer = setTimeout(
    () => reject(new Error(`not told: ${what}; told: ${lines().join(' | ')}`)),
    45_000,
  );
  return promise.finally(() => {
    clearTimeout(timer);
    end();
  });
}

export function delivered(simulator: Simulator, messageId: string): Promise<Entry> {
  return waitForEntry(
    simulator.journal,
    {
      what: 'a delivery',
      matches: (entry) =>
        entry.kind === 'delivery' && entry.service === 'spine' && entry.messageId === messageId,
    },
    { timeoutMs: 45_000 },
  );
}

import type { FilingDecision, Registration, SeededRecord } from './hooks/hook-schemas.ts';
import type { PracticeRoom } from './practice-room.ts';
import { type ChangeableSettings, changed, type Setting } from './practice-settings.ts';
import { readServiceEntries } from './service-entries.ts';

/** Something that a practice was told beside its transfers. */
export type Remembered =
  | { readonly kind: 'registered'; readonly registration: Registration }
  | {
      readonly kind: 'decided';
      readonly nhsNumber: string;
      readonly decision: FilingDecision;
    }
  | { readonly kind: 'seeded'; readonly nhsNumber: string; readonly record: SeededRecord }
  | { readonly kind: 'configured'; readonly setting: Setting; readonly value: string };

/** What a practice was told: registrations, filing decisions, records, settings. The journal keeps it over a restart. */
export interface PracticeMemory {
  settings(): ChangeableSettings;
  registrationOf(nhsNumber: string): Registration | undefined;
  decisionFor(nhsNumber: string): FilingDecision | undefined;
  seededRecord(nhsNumber: string): SeededRecord | undefined;
  /** Resolves when it is on record. Throws SettingValueError. */
  remember(fact: Remembered): Promise<void>;
  forget(): void;
}

/** Opens the memory with what the journal has of it. */
export async function openMemory(
  room: PracticeRoom,
  initial: ChangeableSettings,
): Promise<PracticeMemory> {
  const { clock, journal, service } = room;
  const registrations = new Map<string, Registration>();
  const decisions = new Map<string, FilingDecision>();
  const records = new Map<string, SeededRecord>();
  let settings = initial;

  const take = (fact: Remembered): void => {
    switch (fact.kind) {
      case 'registered':
        registrations.set(fact.registration.nhsNumber, fact.registration);
        return;
      case 'decided':
        decisions.set(fact.nhsNumber, fact.decision);
        return;
      case 'seeded':
        records.set(fact.nhsNumber, fact.record);
        return;
      case 'configured':
        settings = changed(settings, fact.setting, fact.value);
    }
  };

  for await (const { facts, request } of readServiceEntries(journal, { kind: 'note', service })) {
    if (typeof facts?.remembered !== 'string' || !request?.body) continue;
    const bytes = await journal.readBody(request.body);
    take(JSON.parse(bytes.toString('utf8')) as Remembered);
  }

  return {
    settings: () => settings,
    registrationOf: (nhsNumber) => registrations.get(nhsNumber),
    decisionFor: (nhsNumber) => decisions.get(nhsNumber),
    seededRecord: (nhsNumber) => records.get(nhsNumber),
    async remember(fact) {
      if (fact.kind === 'configured') changed(settings, fact.setting, fact.value);
      await journal.append({
        kind: 'note',
        at: clock.now().toISOString(),
        service,
        summary: summaryOf(fact),
        // Whom it is about is patient data: that stands in the body alone.
        request: {
          headers: [['Content-Type', 'application/json']],
          body: Buffer.from(JSON.stringify(fact)),
        },
        facts: { remembered: fact.kind },
      });
      take(fact);
    },
    forget() {
      for (const each of [registrations, decisions, records]) each.clear();
      settings = initial;
    },
  };
}

function summaryOf(fact: Remembered): string {
  switch (fact.kind) {
    case 'registered':
      return `a patient is registered: ${fact.registration.registration}`;
    case 'decided':
      return `a record that comes is to be filed so: ${fact.decision}`;
    case 'seeded':
      return `a record with ${fact.record.documents.length} documents is held`;
    case 'configured':
      return `${fact.setting} is ${fact.value}`;
  }
}

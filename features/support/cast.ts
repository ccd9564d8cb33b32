import type { WorldPatch } from '../../simulator/world/world-config.ts';

/** A practice that a scenario plays. */
export interface PracticeRole {
  /** Its key in the configuration. */
  readonly key: string;
  readonly ods: string;
  readonly name: string;
  readonly partyKey: string;
  readonly asid: string;
  readonly fqdn: string;
}

/** The practices of the scenarios. Riverside and Hillside are those of the default world. */
export const PRACTICES = {
  Riverside: {
    key: 'riverside',
    ods: 'Z99001',
    name: 'Riverside Surgery',
    partyKey: 'Z99001-900001',
    asid: '999000000001',
    fqdn: 'riverside.spinebox.test',
  },
  Hillside: {
    key: 'hillside',
    ods: 'Z99002',
    name: 'Hillside Practice',
    partyKey: 'Z99002-900002',
    asid: '999000000002',
    fqdn: 'hillside.spinebox.test',
  },
  Oakfield: {
    key: 'oakfield',
    ods: 'Z99004',
    name: 'Oakfield Medical Centre',
    partyKey: 'Z99004-900004',
    asid: '999000000004',
    fqdn: 'oakfield.spinebox.test',
  },
} as const satisfies Readonly<Record<string, PracticeRole>>;

export type PracticeName = keyof typeof PRACTICES;
/** Whoever a message can be addressed to. */
export type PartyName = PracticeName | 'Spine';

export const PRACTICE_NAMES = Object.keys(PRACTICES) as readonly PracticeName[];

/** The configuration that makes a practice one of the scenario's own, listening at `endpoint`. */
export function playedByScenario(name: PracticeName, endpoint: string): WorldPatch {
  const { key, ...role } = PRACTICES[name];
  // The default world plays some of them itself, on ports of their own.
  return { [key]: { ...role, played: 'external', port: null, endpoint } };
}

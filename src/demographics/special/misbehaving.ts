import type { Patient } from '../patient.ts';
import { adult } from './pieces.ts';

/** Numbers 27 to 34, in their order: ordinary records; what goes wrong is told by SPECIAL_FAULTS. */
const PEOPLE = [
  ['9991001328', 'ALDER', 'MOVINGNUMBER'],
  ['9991001336', 'BIRCH', 'SLOWANSWER'],
  ['9991001344', 'CEDAR', 'BROKENTRANSPORT'],
  ['9991001352', 'DAHLIA', 'REFUSEDUPDATE'],
  ['9991001360', 'ELDER', 'SILENTUPDATE'],
  ['9991001379', 'FENNEL', 'DOUBLEANSWER'],
  ['9991001387', 'GORSE', 'MESSAGEERROR'],
  ['9991001395', 'HAZEL', 'STRANGEANSWER'],
] as const;

export function misbehaving(): readonly Patient[] {
  return PEOPLE.map(([number, given, family], at) =>
    adult({
      ...{ number, given, family, gender: at % 2 === 0 ? '1' : '2' },
      ...{ born: `${1960 + at}0415`, house: 27 + at },
    }),
  );
}

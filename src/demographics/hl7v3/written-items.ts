import type { Address, PersonName, Span, Telecom } from '../patient.ts';
import type { WrittenAddress, WrittenName, WrittenTelecom } from './read-parts.ts';
import { readTelecomValue } from './telecom-value.ts';

/** What a message wrote, as an item of a record. */
export function nameOf(written: WrittenName, id: string, use = 'L'): PersonName {
  const [prefix] = written.prefixes;
  const [family] = written.families;
  const [suffix] = written.suffixes;
  return {
    ...{ id, use: written.use ?? use, given: written.given },
    ...(prefix ? { prefix } : {}),
    ...(family ? { family } : {}),
    ...(suffix ? { suffix } : {}),
    ...spanOf(written),
  };
}

export function addressOf(written: WrittenAddress, id: string, use = 'H'): Address {
  const { lines, postcode, key, description } = written;
  const five = lines.length > 0 ? [...lines, '', '', '', '', ''].slice(0, 5) : [];
  return {
    ...{ id, use: written.use ?? use, lines: five },
    ...(postcode ? { postcode } : {}),
    ...(key ? { pafKey: key } : {}),
    ...(description ? { text: description } : {}),
    ...spanOf(written),
  };
}

export function telecomOf(written: WrittenTelecom, id: string): Telecom {
  const { use = 'H', value = '' } = written;
  return { id, use, ...readTelecomValue(value), ...spanOf(written) };
}

function spanOf({ from, to }: Span): Span {
  return { ...(from ? { from } : {}), ...(to ? { to } : {}) };
}

import type { Address, PersonName, Span, Telecom } from '../patient.ts';
import type { WrittenAddress, WrittenName, WrittenTelecom } from './read-parts.ts';

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

const SCHEMES = [
  ['tel:', 'phone'],
  ['mailto:', 'email'],
  ['fax:', 'fax'],
] as const;

export function telecomOf(written: WrittenTelecom, id: string): Telecom {
  const said = written.value ?? '';
  const found = SCHEMES.find(([scheme]) => said.toLowerCase().startsWith(scheme));
  const [scheme, system] = found ?? ['', 'other' as const];
  const value = said.slice(scheme.length);
  return { id, use: written.use ?? 'H', system, value, ...spanOf(written) };
}

function spanOf({ from, to }: Span): Span {
  return { ...(from ? { from } : {}), ...(to ? { to } : {}) };
}

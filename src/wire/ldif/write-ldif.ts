import type { LdifRecord } from './ldif-record.ts';

/** Columns of a line, the blank of a continued one among them (sds-ods 4). */
const WIDTH = 78;

/** Text that needs no base64: less than RFC 2849 allows, so that it can be seen what a line holds. */
const SAFE = /^(?![ :<])[\t -~]*$/;

/** LDIF of entries, byte-stable: version line, folded at 78 columns, base64 where text would not survive. */
export function writeLdif(records: Iterable<LdifRecord>): string {
  const parts = ['version: 1\n'];
  for (const { dn, attributes } of records) {
    const lines = [line('dn', dn)];
    for (const { name, values } of attributes) {
      for (const value of values) lines.push(line(name, value));
    }
    parts.push(lines.join(''));
  }
  return parts.join('\n');
}

function line(name: string, value: string): string {
  if (value === '') return fold(`${name}:`);
  const safe = SAFE.test(value) && !value.endsWith(' ');
  return fold(safe ? `${name}: ${value}` : `${name}:: ${base64(value)}`);
}

function fold(text: string): string {
  if (text.length <= WIDTH) return `${text}\n`;
  const pieces = [text.slice(0, WIDTH)];
  for (let at = WIDTH; at < text.length; at += WIDTH - 1)
    pieces.push(` ${text.slice(at, at + WIDTH - 1)}`);
  return `${pieces.join('\n')}\n`;
}

function base64(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64');
}

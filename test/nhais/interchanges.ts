import assert from 'node:assert/strict';
import { linkCodeOf } from '../../src/nhais/authority-codes.ts';
import type { NhaisInterchange, RegistrationMessage } from '../../src/nhais/interchange.ts';
import { writeSequence } from '../../src/nhais/numbers.ts';
import { type ReadingMode, readInterchange } from '../../src/nhais/read-interchange.ts';

/** Segments of a transaction of this code, as a file with every count right: SIS 41, SMS 57, of Hampshire. */
export function fileOf(code: string, segments: readonly string[], quarterEnd = ''): string {
  return fileOfMessages([[code, segments, quarterEnd]]);
}

/** A file of several messages, SMS from 57 on. */
export function fileOfMessages(
  messages: readonly (readonly [code: string, segments: readonly string[], quarterEnd?: string])[],
): string {
  const isOfPractice = messages[0]?.[0].startsWith('G') ?? false;
  const parties = isOfPractice ? `ABC1+${linkCodeOf('SO')}` : `${linkCodeOf('SO')}+ABC1`;
  const bodies = messages.flatMap(([code, segments, quarterEnd = ''], index) => {
    const sms = writeSequence(57 + index);
    const body = [
      `UNH+${sms}+FHSREG:0:1:FH:FHS001`,
      'BGM+++507',
      'NAD+FHS+SO:954',
      'DTM+137:202603120915:203',
      ...(quarterEnd ? [`DTM+206:${quarterEnd}:102`] : []),
      `RFF+950:${code}`,
      ...segments,
    ];
    return [...body, `UNT+${body.length + 1}+${sms}`];
  });
  const head = `UNB+UNOA:2+${parties}+260312:0915+00000041`;
  return [head, ...bodies, `UNZ+${messages.length}+00000041`].map((each) => `${each}'`).join('\n');
}

/** The beginning of a transaction. */
export const GROUP = ['S01+1', 'RFF+TN:1207', 'NAD+GP+1234567,Z99001:900'];

export function read(text: string, mode: ReadingMode = 'lenient') {
  const reading = readInterchange(Buffer.from(text, 'latin1'), mode);
  return { ...reading, codes: reading.deviations.map(({ code }) => code) };
}

/** What is read, which must be readable. */
export function interchangeOf(text: string): NhaisInterchange {
  const reading = readInterchange(Buffer.from(text, 'latin1'));
  assert.ok(reading.ok, JSON.stringify(reading));
  return reading.value;
}

export function registrationOf(interchange: NhaisInterchange, index = 0): RegistrationMessage {
  const message = interchange.messages[index];
  assert.equal(message?.kind, 'registration');
  return message as RegistrationMessage;
}

/** The only transaction of a file without deviations. */
export function transactionOf(text: string) {
  assert.deepEqual(read(text).codes, []);
  const [transaction] = registrationOf(interchangeOf(text)).transactions;
  assert.ok(transaction);
  return transaction;
}

import { RESPONSE_CODES } from '../../gp2gp/response-codes.ts';
import type { CodeNote, CodeTable } from './code-note.ts';

const EXPECTED = 'An acknowledgement with typeCode AA: the message was taken.';

/** Reasons by which one practice refuses a message of the other (gp2gp 4.2). */
export const RECORD_CODES: CodeTable = Object.fromEntries(
  [...RESPONSE_CODES.values()].map(({ code, text, meaning }): [string, CodeNote] => [
    code,
    {
      title: text,
      clause: 'gp2gp 4.2',
      expected: EXPECTED,
      change: `${meaning[0]?.toUpperCase()}${meaning.slice(1)}`,
      severity: 'note',
    },
  ]),
);

/** For a code that no list knows. */
export const UNKNOWN_RECORD_CODE: CodeNote = {
  title: 'the message is refused with a code that no list knows',
  clause: 'gp2gp 4.2',
  expected: EXPECTED,
  change: 'Use a code of the published list; 99 stands for whatever it does not name.',
  severity: 'note',
};

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './pages.ts';

/** An error that the operator meets, read from the source of its class. */
export interface OperatorCode {
  readonly code: string;
  /** What its class is documented as. */
  readonly matter: string;
  /** `undefined` where it depends on what was asked. */
  readonly remedy: string | undefined;
}

const ROOMS = ['src', 'simulator', 'conformance', 'cli', 'package'];

/** A documented class, up to the line that closes it. */
const CLASS =
  /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*(?:export )?class \w+ extends \w+ \{([\s\S]*?)\n\}/g;
const CODE = /'(SIM_[A-Z0-9_]+)'/g;
const REMEDY = /readonly remedy =\s*(['"`])((?:(?!\1)[\s\S])*)\1;/;

/** Every `SIM_...` of the program, in the order of the alphabet; a code that several classes have comes once. */
export function operatorCodes(): readonly OperatorCode[] {
  const found = new Map<string, OperatorCode>();
  for (const text of sources()) {
    for (const [, comment = '', body = ''] of text.matchAll(CLASS)) {
      for (const [, code = ''] of body.matchAll(CODE)) {
        const remedy = REMEDY.exec(body)?.[2];
        found.set(code, { matter: plain(comment), ...found.get(code), code, remedy });
      }
    }
  }
  return [...found.values()].toSorted((a, b) => (a.code < b.code ? -1 : 1));
}

/** Every `SIM_...` that stands anywhere in the source. */
export function codesInSource(): ReadonlySet<string> {
  return new Set(
    sources().flatMap((text) => [...text.matchAll(CODE)].map(([, code = '']) => code)),
  );
}

function sources(): readonly string[] {
  return ROOMS.flatMap((room) =>
    readdirSync(join(ROOT, room), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .toSorted()
      .map((name) => readFileSync(join(ROOT, room, name), 'utf8')),
  );
}

function plain(comment: string): string {
  return comment
    .replaceAll(/^\s*\*\s?/gm, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

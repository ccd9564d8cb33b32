import { kindOfField } from './field-kinds.ts';
import { redactLoose } from './redact-loose.ts';
import type { Redacting } from './redacting.ts';
import { PERCENT, throughEscapes } from './spans.ts';

const PAIR = /([^&=?#;]*)(=)([^&#;]*)/g;

/** Replaces in `name=value` pairs: by the name, and everywhere what is known. */
export function redactForm(text: string, redacting: Redacting): string {
  return text.replace(PAIR, (_: string, name: string, is: string, value: string) => {
    const plainName = decodeURIComponentSafely(name);
    const kind = kindOfField(plainName.replace(/:.*$/, '').replace(/^.*[.[]/, ''));
    const now = throughEscapes(value, PERCENT, (plain) => {
      if (kind === undefined || kind === 'known') return redactToken(plain, redacting);
      // Comparisons of FHIR stand before a date: `eq1957-04-01`.
      const [before = ''] = kind === 'birth' ? (/^[a-z]{2}(?=\d)/.exec(plain) ?? []) : [];
      return before + redacting.value(kind, plain.slice(before.length));
    });
    return `${name}${is}${now}`;
  });
}

/** A path with its query. */
export function redactPath(path: string, redacting: Redacting): string {
  const cut = path.indexOf('?');
  const [place, query] = cut < 0 ? [path, ''] : [path.slice(0, cut), path.slice(cut)];
  return redactLoose(place, redacting) + redactForm(query, redacting);
}

const JWT = /\beyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]*)?/g;

/** A value that may be a signed token: its claims are looked into. Its signature does not fit any more. */
export function redactToken(text: string, redacting: Redacting): string {
  let done = '';
  let from = 0;
  for (const { index, 0: token } of text.matchAll(JWT)) {
    done += redactLoose(text.slice(from, index), redacting) + claimsOf(token, redacting);
    from = index + token.length;
  }
  return done + redactLoose(text.slice(from), redacting);
}

function claimsOf(token: string, redacting: Redacting): string {
  const pieces = token.split('.').map((piece, index) => {
    if (index === 2) return piece;
    const plain = Buffer.from(piece, 'base64url').toString('latin1');
    const now = redactClaims(plain, redacting);
    return now === plain ? piece : Buffer.from(now, 'latin1').toString('base64url');
  });
  return pieces.join('.');
}

const CLAIM = /"((?:[^"\\]|\\.)*)"\s*:\s*"((?:[^"\\]|\\.)*)"/g;

function redactClaims(text: string, redacting: Redacting): string {
  let done = '';
  let from = 0;
  for (const { index, 0: found, 1: name = '', 2: value = '' } of text.matchAll(CLAIM)) {
    const kind = name === 'name' ? 'name' : kindOfField(name);
    if (!kind || kind === 'known') continue;
    const at = index + found.length - 1 - value.length;
    done += redacting.value('known', text.slice(from, at)) + redacting.value(kind, value);
    from = at + value.length;
  }
  return done + redacting.value('known', text.slice(from));
}

function decodeURIComponentSafely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

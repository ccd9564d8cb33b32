import { createHmac, timingSafeEqual } from 'node:crypto';
import type { MeshSettings } from '../../world/world.ts';

/** Why a token does not count, for the record and the doctor. */
export type TokenRefusal =
  | 'missing'
  | 'malformed'
  | 'mailbox'
  | 'unknown-mailbox'
  | 'inactive'
  | 'hash'
  | 'time'
  | 'replayed';

export interface Token {
  readonly mailbox: string;
  readonly nonce: string;
  readonly count: string;
  /** `yyyyMMddHHmm` as sent. */
  readonly timestamp: string;
  readonly hash: string;
}

/** What a token comes to. `use` names it for the store of those that have been used. */
export type TokenVerdict =
  | { readonly ok: true; readonly use?: string | undefined }
  | {
      readonly ok: false;
      readonly refusal: TokenRefusal;
      /** For the trace: what is wrong and what would be right. */
      readonly why: string;
      /** Milliseconds of its time before (less than zero) or after ours. */
      readonly offsetMs?: number | undefined;
    };

const SCHEME = /^NHSMESH /i;

/** The five parts (mesh-nhais 1.2), or what is wrong with the header. */
export function readToken(header: string): Token | string {
  if (!SCHEME.test(header)) return 'the scheme is not NHSMESH with one space after it';
  const value = header.slice('NHSMESH '.length);
  if (/\s/.test(value)) return 'there is a space in the token';
  const parts = value.split(':');
  if (parts.length !== 5) return `the token has ${parts.length} parts separated by colons, not 5`;
  const [mailbox = '', nonce = '', count = '', timestamp = '', hash = ''] = parts;
  if (!/^\d{1,15}$/.test(count)) return 'the nonce count is not a number';
  return { mailbox, nonce, count, timestamp, hash };
}

/** Lower-case hexadecimal of HMAC-SHA256. */
export function hashOf(token: Omit<Token, 'hash'>, password: string, sharedKey: string): string {
  const { mailbox, nonce, count, timestamp } = token;
  const text = [mailbox, nonce, count, password, timestamp].join(':');
  return createHmac('sha256', sharedKey).update(text, 'utf8').digest('hex');
}

/** Judges a token but for whether it has been used before. Pure: time and settings are handed in. */
export function judgeToken(
  header: string | undefined,
  mailbox: string,
  { authorization, sharedKey, mailboxes }: MeshSettings,
  now: Date,
): TokenVerdict {
  const known = mailboxes[mailbox];
  const inactive = () => refused('inactive', `the mailbox ${mailbox} is not active`);
  const unknown = () => refused('unknown-mailbox', `there is no mailbox ${mailbox}`);
  if (authorization.mode === 'none') {
    if (!known) return unknown();
    return known.active ? { ok: true } : inactive();
  }
  if (header === undefined) return refused('missing', 'there is no Authorization header');
  const token = readToken(header);
  if (typeof token === 'string') return refused('malformed', token);
  if (token.mailbox !== mailbox)
    return refused('mailbox', 'the mailbox of the token is not that of the path, in upper case');
  if (!known) return unknown();
  if (authorization.mode === 'canned') {
    if (token.nonce.toUpperCase() !== 'VALID')
      return refused('hash', 'the nonce is not VALID, which is all that is looked at');
    return known.active ? { ok: true } : inactive();
  }
  const right = hashOf(token, known.password, sharedKey);
  const shown = authorization.hashCase === 'any' ? token.hash.toLowerCase() : token.hash;
  if (!sameText(shown, right))
    return refused('hash', 'the hash is not that of these parts with our password and shared key');
  if (!known.active) return inactive();
  const late = judgeTime(token.timestamp, authorization, now);
  if (late) return late;
  if (authorization.repeats === 'allow') return { ok: true };
  return { ok: true, use: useOf(token) };
}

/** A nonce may come again with another count; `1` and `001` are one count. */
function useOf({ mailbox, nonce, count }: Token): string {
  const text = [mailbox, nonce.toLowerCase(), Number(count)].join(':');
  return createHmac('sha256', 'use').update(text).digest('hex').slice(0, 32);
}

function judgeTime(
  timestamp: string,
  { time, windowMs }: MeshSettings['authorization'],
  now: Date,
): TokenVerdict | undefined {
  if (time === 'off') return undefined;
  const shown = readTime(timestamp);
  if (shown === undefined) return refused('time', 'its time is not yyyyMMddHHmm');
  const offsetMs = shown - now.getTime();
  // The time has no seconds: the minute that it names is meant.
  const near = (offset: number) => offset >= -windowMs - 60_000 && offset <= windowMs;
  if (near(offsetMs)) return undefined;
  if (time === 'london' && near(offsetMs - londonAhead(now))) return undefined;
  const minutes = Math.round(Math.abs(offsetMs) / 60_000);
  const side = offsetMs < 0 ? 'behind' : 'ahead of';
  const why = `its time is ${minutes} minutes ${side} ours, ${now.toISOString()}`;
  return { ...refused('time', why), offsetMs };
}

function readTime(text: string): number | undefined {
  const found = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(text);
  if (!found) return undefined;
  const [, year, month, day, hour, minute] = found;
  const iso = `${year}-${month}-${day}T${hour}:${minute}`;
  const time = Date.parse(`${iso}:00Z`);
  // A day that does not exist would become the next one.
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(iso) ? time : undefined;
}

/** How far the clocks of the United Kingdom are ahead of UTC, milliseconds. */
function londonAhead(now: Date): number {
  const hour = new Intl.DateTimeFormat('en-GB', {
    timeZone: 'Europe/London',
    hour: '2-digit',
    hourCycle: 'h23',
  }).format(now);
  return Number(hour) === now.getUTCHours() ? 0 : 3_600_000;
}

function sameText(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function refused(refusal: TokenRefusal, why: string) {
  return { ok: false, refusal, why } as const;
}

import { h, type Markup } from '../../wire/html/markup.ts';
import type { Verdict } from '../results.ts';

/** One word and a mark for a verdict: colour is never the only sign. */
export const VERDICT_LABELS: Readonly<Record<Verdict, readonly [mark: string, word: string]>> = {
  pass: ['\u2713', 'pass'],
  fail: ['\u2715', 'fail'],
  error: ['!', 'error'],
  skip: ['\u2013', 'skip'],
  notApplicable: ['\u25cb', 'n/a'],
  report: ['\u25c6', 'report'],
};

/** What a verdict means, for the legend. */
export const VERDICT_MEANINGS: Readonly<Record<Verdict, string>> = {
  pass: 'the system did what is expected',
  fail: 'the system departed from what it must do',
  error: 'spinebox or a hook failed: nothing is said of the system',
  skip: 'a hook is missing, so it could not be tried',
  notApplicable: 'a role or ability that the system does not claim',
  report: 'a departure from what is only inferred: it fails nobody',
};

export const BASIS_MEANINGS = {
  N: 'national model, schema or contract',
  P: 'published code list or analysis',
  A: 'behaviour of a public implementation',
  I: 'inference of spinebox',
} as const;

export function badge(verdict: Verdict): Markup {
  const [mark, word] = VERDICT_LABELS[verdict];
  return h(
    'span',
    { class: `b v-${verdict}` },
    h('span', { 'aria-hidden': 'true' }, `${mark} `),
    word,
  );
}

/** `812 B`, `12.4 kB`, `4.5 MB`: decimal, as the limits of gp2gp 3.1 are told. */
export function bytesText(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${(bytes / 1_000).toFixed(1)} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** `0.120 s`, `12.3 s`, `2 min 03 s`. */
export function durationText(ms: number): string {
  const sign = ms < 0 ? '-' : '';
  const seconds = Math.abs(ms) / 1000;
  if (seconds < 10) return `${sign}${seconds.toFixed(3)} s`;
  if (seconds < 120) return `${sign}${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 7_200)
    return `${sign}${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, '0')} s`;
  return `${sign}${Math.floor(whole / 3600)} h ${String(Math.floor((whole % 3600) / 60)).padStart(2, '0')} min`;
}

/** `3 messages`, `1 message`, `2 entries`. */
export function counted(count: number, one: string): string {
  if (count === 1) return `1 ${one}`;
  return `${count} ${one.endsWith('y') ? `${one.slice(0, -1)}ies` : `${one}s`}`;
}

const LONGEST = 1_500;

/** A text of any length, shown to a length that a reader bears. */
export function shortened(text: string): string {
  return text.length <= LONGEST
    ? text
    : `${text.slice(0, LONGEST)} \u2026 (${text.length - LONGEST} more characters: see results.json)`;
}

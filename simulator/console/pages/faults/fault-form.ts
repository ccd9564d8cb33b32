import { parseNhsNumber } from '../../../../src/domain/nhs-number.ts';
import { FACE_ACTIONS } from '../../../../src/faults/face-actions.ts';
import { FAULT_FACES, type FaultAction, INTERCHANGE_FAULTS } from '../../../../src/faults/fault.ts';

type Kind = FaultAction['kind'];

/** What each kind does, in words, and which of the fields of the form it reads. */
export const ACTION_KINDS: Readonly<
  Record<
    Kind,
    {
      readonly title: string;
      readonly reads: readonly ('ms' | 'percentiles' | 'code' | 'text' | 'how')[];
    }
  >
> = {
  unavailable: { title: 'cannot be reached', reads: [] },
  delay: { title: 'answers later', reads: ['ms'] },
  latency: { title: 'answers as late as percentiles say', reads: ['percentiles'] },
  drop: { title: 'ends the connection without an answer', reads: [] },
  malformed: { title: 'answers what cannot be parsed', reads: [] },
  result: { title: 'answers with a result code', reads: ['code', 'text'] },
  'soap-fault': { title: 'answers with a SOAP fault', reads: ['code', 'text'] },
  'message-error': { title: 'answers with an ebXML MessageError', reads: ['code', 'text'] },
  'no-answer': { title: 'acknowledges, but never answers', reads: [] },
  'duplicate-answer': { title: 'answers twice', reads: [] },
  'refuse-update': { title: 'refuses an update', reads: ['code', 'text'] },
  'move-serial-number': { title: 'moves the serial number on', reads: [] },
  'wrong-version': { title: 'names a version that does not exist', reads: [] },
  'unknown-reason': { title: 'gives a reason that no table lists', reads: [] },
  interchange: { title: 'sends an interchange that is wrong', reads: ['how'] },
};

/** What was typed, as it was typed. */
export interface FaultFields {
  readonly name: string;
  readonly faces: readonly string[];
  readonly kind: string;
  readonly ms: string;
  readonly percentiles: string;
  readonly code: string;
  readonly text: string;
  /** What is wrong with an interchange. */
  readonly how: string;
  readonly nhsNumber: string;
  readonly caller: string;
  readonly operation: string;
  readonly ods: string;
  readonly mailbox: string;
  readonly message: string;
  readonly from: string;
  readonly to: string;
}

const MOST_LETTERS = 500;

export function readFaultFields(form: URLSearchParams): FaultFields {
  const text = (name: string) => (form.get(name) ?? '').trim().slice(0, MOST_LETTERS);
  return {
    ...{ name: text('name'), kind: text('kind') },
    faces: form.getAll('faces').filter((face) => FAULT_FACES.some((each) => each === face)),
    ...{ ms: text('ms'), percentiles: text('percentiles'), code: text('code'), text: text('text') },
    ...{ nhsNumber: text('nhsNumber'), caller: text('caller'), operation: text('operation') },
    ...{ ods: text('ods'), mailbox: text('mailbox'), message: text('message') },
    ...{ how: text('how'), from: text('from'), to: text('to') },
  };
}

/** A rule as the world file has it: its schema has the last word. */
export type RuleDraft = Readonly<Record<string, unknown>>;

const NAME = /^[a-z0-9][a-z0-9-]{0,59}$/i;

/** The rule that is meant, or what is wrong with the fields, each said for itself. */
export function draftOf(
  fields: FaultFields,
): { readonly name: string; readonly rule: RuleDraft } | { readonly wrong: readonly string[] } {
  const { faces, from, to } = fields;
  const wrong: string[] = [];
  const kind = Object.keys(ACTION_KINDS).find((each) => each === fields.kind) as Kind | undefined;
  if (!kind) wrong.push('What goes wrong: choose one.');
  const name = fields.name === '' ? nameFor(faces, kind) : fields.name;
  if (!NAME.test(name)) wrong.push('Name: letters, digits and hyphens, 60 at most.');
  const able = FAULT_FACES.filter((face) => kind && FACE_ACTIONS[face].includes(kind));
  if (kind && faces.length > 0 && !faces.some((face) => able.some((each) => each === face)))
    wrong.push(`Where: "${ACTION_KINDS[kind].title}" has a form on ${able.join(', ')} alone.`);
  const numbers = split(fields.nhsNumber);
  for (const number of numbers.filter((each) => parseNhsNumber(each) === undefined))
    wrong.push(`NHS number: "${number}" is none.`);
  if (numbers.length > 0 && faces.length === 1 && faces[0] === 'spine')
    wrong.push('NHS number: Spine does not look into messages, so that nobody would be met.');
  for (const [label, text] of [
    ['First request', from],
    ['Last request', to],
  ])
    if (text !== '' && !(Number.isSafeInteger(Number(text)) && Number(text) >= 1))
      wrong.push(`${label}: "${text}" is no whole number from 1 on.`);
  if (from !== '' && to !== '' && Number(to) < Number(from))
    wrong.push('Last request: it comes before the first.');
  const action = kind && actionOf(kind, fields, wrong);
  if (wrong.length > 0 || !action) return { wrong };
  const when = {
    ...given('nhsNumber', numbers),
    ...given('caller', split(fields.caller)),
    ...given('operation', split(fields.operation)),
    ...given('ods', split(fields.ods)),
    ...given('mailbox', split(fields.mailbox.toUpperCase())),
    ...given('message', splitByCommas(fields.message)),
  };
  const attempts = {
    ...(from !== '' && { from: Number(from) }),
    ...(to !== '' && { to: Number(to) }),
  };
  return {
    name,
    rule: {
      ...(faces.length > 0 && { faces }),
      when,
      ...(Object.keys(attempts).length > 0 && { attempts }),
      actions: [action],
    },
  };
}

function actionOf(kind: Kind, fields: FaultFields, wrong: string[]): RuleDraft {
  const { ms, percentiles, code, text, how } = fields;
  const { reads } = ACTION_KINDS[kind];
  const action: Record<string, unknown> = { kind };
  if (reads.includes('ms')) {
    if (!isMilliseconds(ms)) wrong.push('Milliseconds: a whole number is wanted, up to 3600000.');
    action.ms = Number(ms);
  }
  if (reads.includes('percentiles')) {
    const given = percentiles.split(/[\s,;]+/).filter((each) => each !== '');
    if (given.length !== 4 || !given.every(isMilliseconds))
      wrong.push('Percentiles: four numbers of milliseconds are wanted: p50 p95 p99 and the most.');
    for (const [index, name] of ['p50', 'p95', 'p99', 'max'].entries())
      action[name] = Number(given[index]);
  }
  if (reads.includes('how')) {
    if (!INTERCHANGE_FAULTS.some((each) => each === how))
      wrong.push('Interchange: choose what is wrong with it.');
    action.how = how;
  }
  if (kind === 'result' && code === '') wrong.push('Code: a result needs one, such as 503.');
  if (reads.includes('code') && code !== '') action.code = code;
  if (reads.includes('text') && text !== '') action.text = text;
  return action;
}

function isMilliseconds(text: string): boolean {
  return /^\d{1,7}$/.test(text) && Number(text) <= 3_600_000;
}

function nameFor(faces: readonly string[], kind: string | undefined): string {
  return `${faces.length === 1 ? faces[0] : 'faces'}-${kind ?? 'fault'}`;
}

function split(text: string): readonly string[] {
  return text.split(/[\s,;]+/).filter((each) => each !== '');
}

/** Local ids may hold blanks. */
function splitByCommas(text: string): readonly string[] {
  return text
    .split(/[,;]/)
    .map((each) => each.trim())
    .filter((each) => each !== '');
}

function given(name: string, texts: readonly string[]): RuleDraft {
  return texts.length > 0 ? { [name]: texts } : {};
}

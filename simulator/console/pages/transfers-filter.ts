import { TRANSFER_STATES, type TransferState } from '../../../src/story/standing.ts';
import type { TransferCursor, TransferFilter } from '../../../src/story/transfer-filter.ts';
import type { TransferPageRequest } from '../../../src/story/transfer-index.ts';

/** What the address of the list asks for. What it says wrongly is left out, and the form shows so. */
export interface TransfersView {
  readonly filter: TransferFilter & { readonly state?: TransferState | undefined };
  readonly request: TransferPageRequest;
  /** Fields of the form as they were given. */
  readonly fields: ReadonlyMap<string, string>;
}

const FIELDS = ['state', 'outcome', 'party', 'q', 'since', 'until', 'wrong'] as const;
const LONGEST = 100;

export function readTransfersView(query: URLSearchParams): TransfersView {
  const fields = new Map<string, string>();
  for (const name of FIELDS) {
    const value = query.get(name)?.trim().slice(0, LONGEST);
    if (value) fields.set(name, value);
  }
  const after = readCursor(query.get('after'));
  const before = readCursor(query.get('before'));
  return {
    fields,
    filter: {
      state: TRANSFER_STATES.find((state) => state === fields.get('state')),
      outcome: fields.get('outcome'),
      party: fields.get('party'),
      text: fields.get('q'),
      since: timeOf(fields.get('since')),
      until: timeOf(fields.get('until')),
      wrong: fields.get('wrong') === 'yes' ? true : undefined,
    },
    request: before ? { before } : after ? { after } : {},
  };
}

/** The address of the same list with something changed; what is `undefined` is taken out. */
export function transfersLink(
  { fields }: Pick<TransfersView, 'fields'>,
  changes: Readonly<Record<string, string | undefined>>,
): string {
  const query = new URLSearchParams([...fields]);
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined) query.delete(name);
    else query.set(name, value);
  }
  return `?${query}`;
}

export function cursorText({ started, id }: TransferCursor): string {
  return `${started}.${id}`;
}

function readCursor(text: string | null): TransferCursor | undefined {
  const [, started, id] = /^(-?\d{1,15})\.(\d{1,15})$/.exec(text ?? '') ?? [];
  return started === undefined ? undefined : { started: Number(started), id: Number(id) };
}

/** A date, or a date and a time; UTC, as every time of the console. */
function timeOf(text: string | undefined): number | undefined {
  if (text === undefined || !/^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?)?$/.test(text))
    return undefined;
  const time = Date.parse(text.length === 10 ? text : `${text}Z`);
  return Number.isNaN(time) ? undefined : time;
}

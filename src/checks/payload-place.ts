import type { Place } from '../wire/reading.ts';
import type { Observation } from './check.ts';
import type { ReadPayload } from './read-message.ts';

type Where = Pick<Observation, 'at' | 'part' | 'line' | 'column' | 'offset'>;

/** Where an element of a payload stands; where it would stand when it is missing. */
export function placeOf(payload: ReadPayload, path: string, nth = 0): Where {
  const { facts } = payload;
  const own = facts.at(path)[nth];
  if (own) return placed(payload, path, own.at);
  let parent = path;
  while (parent.includes('/')) {
    parent = parent.slice(0, parent.lastIndexOf('/'));
    const nearest = facts.at(parent)[0];
    if (nearest) return placed(payload, path, nearest.at);
  }
  return placed(payload, path, facts.root.at);
}

/** A place in a payload, with the part that it lies in. */
export function placed(payload: ReadPayload, path: string, at: Place): Where {
  const { root } = payload.facts;
  return {
    at: path === '' ? root.name : `${root.name}/${path}`,
    ...(payload.part === undefined ? {} : { part: payload.part }),
    line: at.line,
    column: at.column,
    offset: at.offset,
  };
}

/** An attribute of the first element at a path, trimmed; `undefined` when either is missing. */
export function attributeAt(
  { facts }: ReadPayload,
  path: string,
  name: string,
): string | undefined {
  return facts.at(path)[0]?.attributes.get(name)?.trim();
}

/** An upper-case UUID, the only form that the schemas take (gp2gp 1.4). */
export const UPPER_CASE_UUID = /^[0-9A-F]{8}-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{12}$/;

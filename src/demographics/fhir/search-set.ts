import { filled, type JsonObject, present } from './json.ts';

/** An entry of a Bundle: a resource, where it is, and how well it fits. */
export interface SearchEntry {
  readonly fullUrl: string;
  readonly resource: JsonObject;
  /** 1 is exact. */
  readonly score?: number;
}

/** A Bundle of what was found; without any `entry` where nothing was (pds-identity 2.5). */
export function searchSet(entries: readonly SearchEntry[], at: Date, version?: number): JsonObject {
  return present({
    resourceType: 'Bundle',
    type: 'searchset',
    timestamp: timestampOf(at),
    total: entries.length,
    meta: version === undefined ? undefined : { versionId: String(version) },
    entry: filled(
      entries.map(({ fullUrl, resource, score }) =>
        present({ fullUrl, search: score === undefined ? undefined : { score }, resource }),
      ),
    ),
  });
}

/** `2026-01-05T10:15:00+00:00` */
export function timestampOf(at: Date): string {
  return `${at.toISOString().slice(0, 19)}+00:00`;
}

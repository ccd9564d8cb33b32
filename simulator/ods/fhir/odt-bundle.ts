import type { QueryParameter } from '../../gateway/query-parameters.ts';
import type { OdtError } from './hapi-outcome.ts';
import type { OdtPaging } from './odt-parameters.ts';

export interface OdtResult {
  readonly resourceType: string;
  readonly id: string;
}

export interface OdtPage {
  /** The face's address. */
  readonly base: string;
  readonly resource: string;
  /** As the client wrote it. */
  readonly url: string;
  readonly parameters: readonly QueryParameter[];
  readonly paging: OdtPaging;
  readonly total: number;
  readonly matches: Iterable<OdtResult>;
  /** What was asked for beside the matches. */
  readonly included: Iterable<OdtResult>;
  readonly id: string;
  readonly at: Date;
  readonly maxBytes: number;
}

const TOO_COSTLY: OdtError = {
  ...{ status: 422, code: 'too-costly', text: 'Response exceeds APIM size limit' },
};

/**
 * A searchset as text (sds-ods 3.3). The total is told only where everything is on this page, or where nothing but it is
 * asked for. Written piece by piece, so that an answer beyond the limit is never whole in memory.
 */
export function odtBundle(page: OdtPage): string | OdtError {
  const { paging, total, base, at } = page;
  const next = paging.offset + paging.count;
  const hasMore = !paging.onlyTotal && next < total;
  const isWhole = paging.onlyTotal || (paging.offset === 0 && !hasMore);
  const head = JSON.stringify({
    resourceType: 'Bundle',
    id: page.id,
    meta: { lastUpdated: at.toISOString().replace('Z', '+00:00') },
    type: 'searchset',
    ...(isWhole && { total }),
    link: [
      { relation: 'self', url: page.url },
      ...(hasMore ? [{ relation: 'next', url: nextPage(page, next) }] : []),
    ],
  });
  if (paging.onlyTotal) return head;
  const entries: string[] = [];
  let bytes = Buffer.byteLength(head);
  for (const [mode, resources] of [
    ['match', page.matches],
    ['include', page.included],
  ] as const) {
    for (const resource of resources) {
      const fullUrl = `${base}/${resource.resourceType}/${resource.id}`;
      const text = JSON.stringify({ fullUrl, resource, search: { mode } });
      bytes += Buffer.byteLength(text) + 1;
      if (bytes > page.maxBytes) return TOO_COSTLY;
      entries.push(text);
    }
  }
  return entries.length === 0 ? head : `${head.slice(0, -1)},"entry":[${entries.join(',')}]}`;
}

function nextPage({ base, resource, parameters, paging }: OdtPage, offset: number): string {
  const kept = parameters
    .filter(([name]) => name !== '_count' && name !== '_offset')
    .map(([name, value]) => `&${encodeURIComponent(name)}=${encodeURIComponent(value)}`);
  return `${base}/${resource}?_count=${paging.count}&_offset=${offset}${kept.join('')}`;
}

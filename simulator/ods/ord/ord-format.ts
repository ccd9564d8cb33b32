import { type HeaderList, headerValue } from '../../../src/platform/http-message.ts';
import type { QueryParameter } from '../../gateway/query-parameters.ts';
import type { OrdReading } from './read-ord-search.ts';

export type OrdFormat = 'json' | 'xml';

const FORMATS: Readonly<Record<string, OrdFormat>> = {
  json: 'json',
  'text/json': 'json',
  'application/json': 'json',
  xml: 'xml',
  'text/xml': 'xml',
  'application/xml': 'xml',
};

/** The form of the answer: the Content-Type of the request says it, and only without one `_format` (sds-ods 3.1.2). */
export function ordFormat(
  headers: HeaderList,
  parameters: readonly QueryParameter[],
): OrdReading<OrdFormat> {
  const given = headerValue(headers, 'Content-Type');
  if (given !== undefined && given !== '') {
    const type = given.split(';', 1)[0]?.trim().toLowerCase() ?? '';
    const format = type.startsWith('application/') ? formatOf(type) : undefined;
    return told(format, `Unknown content type specified "${given}"`);
  }
  const wanted = parameters.find(([name]) => name === '_format')?.[1];
  if (wanted === undefined) return { ok: true, value: 'json' };
  return told(formatOf(wanted), `Unknown dialect specified "${wanted}"`);
}

function formatOf(text: string): OrdFormat | undefined {
  return Object.hasOwn(FORMATS, text) ? FORMATS[text] : undefined;
}

function told(format: OrdFormat | undefined, text: string): OrdReading<OrdFormat> {
  return format ? { ok: true, value: format } : { ok: false, text };
}

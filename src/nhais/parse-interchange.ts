import { z } from '../platform/zod.ts';
import type { EdifactStyle } from '../wire/edifact/edifact-style.ts';
import type { NhaisInterchange } from './interchange.ts';
import { interchangeSchema } from './interchange-schema.ts';

const sign = z.string().length(1);
const styleSchema = z.strictObject({
  newline: z.enum(['lf', 'crlf', 'none']),
  finalNewline: z.boolean(),
  finalTerminator: z.boolean(),
  signs: z.strictObject({
    component: sign,
    element: sign,
    decimal: sign,
    release: sign,
    terminator: sign,
  }),
  advice: z.boolean(),
}) satisfies z.ZodType<EdifactStyle>;
/** As `spinebox nhais read --json` writes it: what else it tells is no concern here. */
const toldSchema = z.object({ interchange: interchangeSchema, style: styleSchema.optional() });

/** Characters that the file can hold. */
const WRITABLE = /^[\0-\xff]*$/;

export type ParsedInterchange =
  | {
      readonly ok: true;
      readonly interchange: NhaisInterchange;
      readonly style: Partial<EdifactStyle>;
    }
  | { readonly ok: false; readonly problems: readonly string[] };

/** An interchange from JSON: alone, or as the member `interchange` of what was told of a file. Never throws. */
export function parseInterchange(text: string): ParsedInterchange {
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return { ok: false, problems: ['it is not JSON'] };
  }
  const isTold = typeof json === 'object' && json !== null && 'interchange' in json;
  const result = toldSchema.safeParse(isTold ? json : { interchange: json });
  if (!result.success)
    return {
      ok: false,
      problems: result.error.issues
        .slice(0, 10)
        .map(({ path, message }) => `${path.join('.')}: ${message}`),
    };
  const { interchange, style = {} } = result.data;
  if (!WRITABLE.test(JSON.stringify(interchange)))
    return { ok: false, problems: ['it has characters beyond ISO 8859-1'] };
  return { ok: true, interchange, style };
}

import type { z } from '../../../src/platform/zod.ts';
import { type Answer, refuseInvalid } from '../answer/answer.ts';
import type { Asked } from '../http/asked.ts';
import { notTaken } from './not-taken.ts';

const MOST_JSON = 65_536;

/** The body as a value of this shape, or what is answered where it is none. */
export async function readJson<Value>(
  asked: Asked,
  schema: z.ZodType<Value>,
): Promise<
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly answer: Answer }
> {
  const arrived = await asked.body();
  if (!arrived.ok) return { ok: false, answer: notTaken(asked, arrived) };
  const no = (name: string, message: string) => ({
    ok: false as const,
    answer: refuseInvalid([{ where: 'body', name, message, type: 'value_error' }]),
  });
  if (!(arrived.body instanceof Uint8Array) || arrived.length > MOST_JSON)
    return no('body', 'the body is too large');
  let json: unknown;
  try {
    json = JSON.parse(Buffer.from(arrived.body).toString('utf8'));
  } catch {
    return no('body', 'the body is not JSON');
  }
  const read = schema.safeParse(json);
  if (read.success) return { ok: true, value: read.data };
  const [issue] = read.error.issues;
  return no(issue?.path.join('.') || 'body', issue?.message ?? 'not allowed');
}

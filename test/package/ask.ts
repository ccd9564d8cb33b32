import { once } from 'node:events';
import { type RequestOptions, request } from 'node:https';

/** One GET over TLS of its own. */
export async function ask(url: string, tls: RequestOptions): Promise<{ readonly status: number }> {
  const asked = request(url, { ...tls, agent: false }).end();
  const [answer] = await once(asked, 'response');
  answer.resume();
  await once(answer, 'end');
  return { status: answer.statusCode };
}

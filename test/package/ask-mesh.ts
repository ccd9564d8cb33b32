import { createHmac, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { type RequestOptions, request } from 'node:https';

interface MeshQuestion {
  readonly method: 'GET' | 'POST';
  /** Whose token is shown, with the password and the key of the sandbox. */
  readonly mailbox: string;
  /** Behind the mailbox: `/outbox`. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** One request to MESH as a client makes it (mesh-nhais 1.2). */
export async function askMesh(
  url: string,
  tls: RequestOptions,
  { method, mailbox, path, headers, body }: MeshQuestion,
): Promise<{ readonly status: number; readonly text: string }> {
  const asked = request(`${url}/${mailbox}${path}`, {
    ...{ ...tls, agent: false, method },
    headers: { ...headers, Authorization: authorizationOf(mailbox) },
  }).end(body);
  const [answer] = await once(asked, 'response');
  const text: string = (await answer.setEncoding('utf8').toArray()).join('');
  return { status: answer.statusCode, text };
}

function authorizationOf(mailbox: string): string {
  const time = new Date().toISOString().replaceAll(/\D/g, '').slice(0, 12);
  const nonce = randomUUID();
  const hash = createHmac('sha256', 'TestKey')
    .update([mailbox, nonce, '0', 'password', time].join(':'))
    .digest('hex');
  return `NHSMESH ${[mailbox, nonce, '0', time, hash].join(':')}`;
}

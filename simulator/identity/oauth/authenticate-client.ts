import { createHash, timingSafeEqual } from 'node:crypto';
import { parameter } from '../../../src/wire/form/read-form.ts';
import type { Call } from '../face.ts';
import type { IdentityRoom } from '../identity-room.ts';
import { type Client, peopleOf } from '../people.ts';
import { type ClientVerdict, judgeClientAssertion } from './client-assertion.ts';

/**
 * Who an application is, where it may show it in several ways: a signed assertion, its secret in the form
 * or in HTTP Basic. One that has neither secret nor key is public: its name is enough, and PKCE is asked
 * of it later.
 */
export async function authenticateClient(
  room: IdentityRoom,
  call: Call,
  audiences: readonly string[],
): Promise<ClientVerdict> {
  const { form } = call;
  if (parameter(form, 'client_assertion') !== undefined)
    return judgeClientAssertion(room, form, audiences);
  const basic = basicCredentials(call.header('Authorization'));
  const id = basic?.id ?? parameter(form, 'client_id');
  const secret = basic?.secret ?? parameter(form, 'client_secret');
  if (id === undefined) return wrong('client_id is missing');
  const client = peopleOf(room.settings()).client(id);
  return client && shows(client, secret)
    ? { ok: true, client }
    : wrong('client_id or client_secret is invalid');
}

/** Whether the application has nothing to show but its name. */
export function isPublic({ secret, publicKeys }: Client): boolean {
  return secret === undefined && publicKeys.length === 0;
}

function shows(client: Client, secret: string | undefined): boolean {
  if (client.secret !== undefined)
    return secret !== undefined && timingSafeEqual(digest(secret), digest(client.secret));
  return isPublic(client) && secret === undefined;
}

function basicCredentials(header: string | undefined) {
  const [, encoded] = /^Basic +([A-Za-z0-9+/=]+)$/i.exec(header ?? '') ?? [];
  if (encoded === undefined) return undefined;
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const at = text.indexOf(':');
  if (at < 0) return undefined;
  // Both halves are form-encoded first (RFC 6749 section 2.3.1).
  return { id: decoded(text.slice(0, at)), secret: decoded(text.slice(at + 1)) };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function wrong(description: string): ClientVerdict {
  return { ok: false, refusal: { status: 401, error: 'invalid_client', description } };
}

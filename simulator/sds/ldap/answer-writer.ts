import type { LdapControl, LdapResponse } from '../../../src/wire/ldap/ldap-message.ts';
import {
  messageBytes,
  placeMessage,
  writeLdapMessage,
  writeOperation,
} from '../../../src/wire/ldap/write-ldap-message.ts';

/** Where answers go. */
export interface AnswerSink {
  /** Resolves when more may be written, `false` when the peer is gone. */
  write(bytes: Buffer): Promise<boolean>;
}

/** Gathers the messages that answer one request, so that they leave in one write. */
export class AnswerWriter {
  readonly #id: number;
  #operations: Buffer[] = [];
  #bytes = 0;

  constructor(id: number) {
    this.#id = id;
  }

  /** Bytes that are gathered. */
  get bytes(): number {
    return this.#bytes;
  }

  /** An operation that is written already. */
  add(operation: Buffer): void {
    this.#operations.push(operation);
    this.#bytes += messageBytes(this.#id, operation.length);
  }

  /** Everything so far as messages; begins anew. */
  take(): Buffer {
    const all = Buffer.allocUnsafe(this.#bytes);
    let at = 0;
    for (const operation of this.#operations) at = placeMessage(all, at, this.#id, operation);
    this.#operations = [];
    this.#bytes = 0;
    return all;
  }

  /** Everything so far, and the last message. */
  finish(response: LdapResponse, controls: readonly LdapControl[] = []): Buffer {
    if (controls.length === 0) {
      this.add(written(response));
      return this.take();
    }
    const last = writeLdapMessage({ id: this.#id, operation: response, controls });
    return Buffer.concat([this.take(), last]);
  }
}

const PLAIN_SUCCESS = writeOperation({
  kind: 'search-done',
  result: { code: 0, matchedDn: '', message: '' },
});

/** Nearly every search ends in the same bytes. */
function written(response: LdapResponse): Buffer {
  if (response.kind !== 'search-done') return writeOperation(response);
  const { code, matchedDn, message, referrals } = response.result;
  const plain = code === 0 && matchedDn === '' && message === '' && !referrals;
  return plain ? PLAIN_SUCCESS : writeOperation(response);
}

/** An answer that no reader of BER accepts: an element claims more than its message holds. */
export function malformedAnswer(id: number): Buffer {
  const message = writeLdapMessage({
    id,
    operation: { kind: 'search-done', result: { code: 0, matchedDn: '', message: '' } },
    controls: [],
  });
  // The length of the message identifier stays right, so that the client finds out only inside.
  const operationAt = message.length - PLAIN_SUCCESS.length;
  message[operationAt + 1] = 0x7f;
  return message;
}

import type { Deviation } from '../reading.ts';
import { BER, BerReader } from './ber-reader.ts';
import type { LdapControl, LdapMessage, LdapOperation, LdapRequest } from './ldap-message.ts';
import { isRequestKind, kindOfTag } from './operation-tags.ts';
import { REQUEST_READERS } from './read-request.ts';
import { readResponse } from './read-response.ts';

/** A request that cannot be understood, though it can be answered with `protocolError`. */
export interface AnswerableRequest {
  readonly id: number;
  readonly kind: LdapRequest['kind'];
}

export type LdapReading =
  | { readonly ok: true; readonly value: LdapMessage; readonly deviations: readonly Deviation[] }
  | {
      readonly ok: false;
      readonly failure: Deviation;
      readonly deviations: readonly Deviation[];
      /**
       * Left out when the structure is broken or the operation unknown: then nothing is left but to end the
       * connection (RFC 4511 sections 4.1.1 and 5.3).
       */
      readonly request?: AnswerableRequest;
    };

const MOST_CONTROLS = 100;
const CONTROLS = 0xa0;
const GREATEST_ID = 0x7fff_ffff;

/** Reads the bytes of one message, which a `MessageFramer` has found. Never throws. */
export function readLdapMessage(bytes: Buffer): LdapReading {
  const outer = new BerReader(bytes);
  const reader = outer.enter(BER.sequence, 'an LDAP message');
  outer.finish('an LDAP message');
  const id = reader.integer('the message id');
  if (id < 0 || id > GREATEST_ID)
    reader.fail('ber.message-id', `the message id ${id} is out of range`);
  const kind = kindOfTag(reader.peek());
  if (kind === undefined) {
    const tag = reader.peek();
    const shown = tag < 0 ? 'nothing' : `the tag 0x${tag.toString(16)}`;
    reader.fail('ber.unknown-operation', `${shown} stands where an operation should`);
  }
  const operation = kind && readOperation(reader, kind);
  const controls = reader.peek() === CONTROLS ? readControls(reader) : [];
  reader.finish('an LDAP message');
  const { failure, deviations } = reader;
  if (operation && !failure) return { ok: true, value: { id, operation, controls }, deviations };
  const found = failure ?? NOTHING_FOUND;
  const answerable = kind && isRequestKind(kind) && found.code.startsWith('ldap.');
  const request = answerable ? { id, kind } : undefined;
  return { ok: false, failure: found, deviations, ...(request ? { request } : {}) };
}

const NOTHING_FOUND: Deviation = {
  code: 'ber.missing',
  message: 'there is no operation',
  at: { offset: 0, line: 1, column: 1 },
};

function readOperation(reader: BerReader, kind: LdapOperation['kind']): LdapOperation {
  return isRequestKind(kind) ? REQUEST_READERS[kind](reader) : readResponse(reader, kind);
}

function readControls(reader: BerReader): LdapControl[] {
  const list = reader.enter(CONTROLS, 'the controls');
  const controls: LdapControl[] = [];
  while (list.more()) {
    if (controls.length === MOST_CONTROLS) {
      list.fail('ldap.controls', `the message has more than ${MOST_CONTROLS} controls`);
      break;
    }
    const inner = list.enter(BER.sequence, 'a control');
    const oid = inner.text('the type of a control');
    const critical = inner.peek() === BER.boolean && inner.boolean('the criticality of a control');
    const value = inner.peek() === BER.octets ? inner.octets('the value of a control') : undefined;
    inner.finish('a control');
    controls.push({ oid, critical, ...(value ? { value } : {}) });
  }
  return controls;
}

import { BER } from './ber-reader.ts';
import { BerWriter, lengthBytes } from './ber-writer.ts';
import type { LdapControl, LdapMessage, LdapOperation } from './ldap-message.ts';
import { isRequest } from './operation-tags.ts';
import { writeRequest } from './write-request.ts';
import { writeResponse } from './write-response.ts';

/** The bytes of one message. */
export function writeLdapMessage({ id, operation, controls }: LdapMessage): Buffer {
  const writer = new BerWriter();
  writer.begin(BER.sequence).integer(id).raw(writeOperation(operation));
  if (controls.length > 0) {
    writer.begin(0xa0);
    for (const control of controls) writeControl(writer, control);
    writer.end();
  }
  return writer.end().take();
}

/** The bytes of an operation, without the message round it: they are the same for every client. */
export function writeOperation(operation: LdapOperation): Buffer {
  const writer = new BerWriter();
  if (isRequest(operation)) writeRequest(writer, operation);
  else writeResponse(writer, operation);
  return writer.take();
}

/** Bytes that the message round an operation of this size takes. */
export function messageBytes(id: number, operationBytes: number): number {
  const content = 2 + integerBytes(id) + operationBytes;
  return 1 + lengthBytes(content) + content;
}

/** Puts an operation that is written already into a message, in place. Gives where the message ends. */
export function placeMessage(into: Buffer, at: number, id: number, operation: Buffer): number {
  const idBytes = integerBytes(id);
  const content = 2 + idBytes + operation.length;
  const count = lengthBytes(content) - 1;
  into[at] = BER.sequence;
  let next = at + 2;
  if (count === 0) into[at + 1] = content;
  else {
    into[at + 1] = 0x80 | count;
    next = into.writeUIntBE(content, next, count);
  }
  into[next] = BER.integer;
  into[next + 1] = idBytes;
  next = into.writeIntBE(id, next + 2, idBytes);
  into.set(operation, next);
  return next + operation.length;
}

function integerBytes(id: number): number {
  if (id < 0x80) return 1;
  if (id < 0x8000) return 2;
  return id < 0x80_0000 ? 3 : 4;
}

function writeControl(writer: BerWriter, { oid, critical, value }: LdapControl): void {
  writer.begin(BER.sequence).text(oid);
  // Left out when it is the default (RFC 4511 section 5.1).
  if (critical) writer.boolean(true);
  if (value) writer.octets(value);
  writer.end();
}

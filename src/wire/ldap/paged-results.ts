import { BER, BerReader } from './ber-reader.ts';
import { BerWriter } from './ber-writer.ts';
import type { LdapControl } from './ldap-message.ts';
import { OID } from './ldap-oids.ts';

/** What the control of simple paged results says (RFC 2696). */
export interface PagedResults {
  /** In a request the entries of a page, in an answer an estimate of all of them; 0 is unknown. */
  readonly size: number;
  /** Opaque to the client; empty at the beginning and at the end. */
  readonly cookie: Buffer;
}

/** `undefined` when the value of the control cannot be read. */
export function readPagedResults({ value }: LdapControl): PagedResults | undefined {
  if (!value) return undefined;
  const reader = new BerReader(value);
  const inner = reader.enter(BER.sequence, 'the paging');
  const size = inner.integer('the size of a page');
  const cookie = inner.octets('the cookie');
  return reader.failure || size < 0 ? undefined : { size, cookie };
}

export function pagedResultsControl({ size, cookie }: PagedResults, critical = false): LdapControl {
  const writer = new BerWriter();
  writer.begin(BER.sequence).integer(size).octets(cookie).end();
  return { oid: OID.pagedResults, critical, value: writer.take() };
}

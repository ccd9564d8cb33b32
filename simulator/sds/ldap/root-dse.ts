import type { DirectoryEntry } from '../../../src/directory/entry.ts';
import { OID } from '../../../src/wire/ldap/ldap-oids.ts';
import { SUBSCHEMA_DN } from './subschema.ts';

/** What the server says of itself depends on the connection. */
export interface RootDseFacts {
  /** StartTLS may still be asked for. */
  readonly startTls: boolean;
  /** The peer has shown a certificate, which it may bind with. */
  readonly external: boolean;
}

/** The entry with the empty name (RFC 4512 section 5.1; sds-ods 1.6 Q11). */
export function rootDse({ startTls, external }: RootDseFacts): DirectoryEntry {
  return {
    dn: '',
    attributes: [
      { name: 'objectClass', values: ['top'] },
      { name: 'namingContexts', values: ['o=nhs'] },
      { name: 'subschemaSubentry', values: [SUBSCHEMA_DN] },
      { name: 'supportedLDAPVersion', values: ['3'] },
      { name: 'supportedControl', values: SUPPORTED_CONTROLS },
      {
        name: 'supportedExtension',
        values: [...(startTls ? [OID.startTls] : []), OID.whoAmI, OID.cancel],
      },
      { name: 'supportedFeatures', values: [OID.allOperationalAttributes, OID.absoluteFilters] },
      ...(external ? [{ name: 'supportedSASLMechanisms', values: ['EXTERNAL'] }] : []),
      { name: 'vendorName', values: ['spinebox'] },
    ],
  };
}

const SUPPORTED_CONTROLS: readonly string[] = [OID.pagedResults, OID.manageDsaIt];

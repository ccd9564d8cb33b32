import { execFile, execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Identity } from '../../../src/pki/identity.ts';
import { readLdif } from '../../../src/wire/ldif/read-ldif.ts';
import type { LdapStand } from './stand.ts';

/** The Python that Debian's packages are for, whatever else comes first on the path. */
const PYTHON = join('/usr', 'bin', 'python3');

/** Why a client is not tried; `false` when it is there. */
export const withoutLdapsearch = missing('ldapsearch', ['-VV'], 'ldap-utils');
export const withoutLdap3 = missing(PYTHON, ['-c', 'import ldap3'], 'python3-ldap3');

function missing(command: string, args: readonly string[], debian: string): string | false {
  try {
    execFileSync(command, [...args], { stdio: 'ignore' });
    return false;
  } catch {
    return `${command} with what it needs is not installed (Debian: ${debian})`;
  }
}

export interface CommandResult {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

function run(
  command: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<CommandResult> {
  return new Promise((resolve) => {
    execFile(command, [...args], { env: { ...process.env, ...environment } }, (error, out, err) =>
      resolve({ code: error === null ? 0 : Number(error.code ?? 1), out, err }),
    );
  });
}

/** The files that a client of TLS is given. */
export interface TlsFiles {
  readonly key: string;
  readonly certificate: string;
  readonly trust: string;
}

export async function tlsFiles(folder: string, identity: Identity): Promise<TlsFiles> {
  const files = { key: 'client.key', certificate: 'client.pem', trust: 'trust.pem' };
  await writeFile(join(folder, files.key), identity.keyPem);
  await writeFile(join(folder, files.certificate), identity.chainPem);
  await writeFile(join(folder, files.trust), identity.trustPem);
  return {
    key: join(folder, files.key),
    certificate: join(folder, files.certificate),
    trust: join(folder, files.trust),
  };
}

export type Way = 'plain' | 'LDAPS' | 'StartTLS';

/** One of Debian's commands, over one of the ways. */
export function ldapCommand(
  command: 'ldapsearch' | 'ldapwhoami' | 'ldapmodify' | 'ldapdelete',
  stand: LdapStand,
  files: TlsFiles,
  way: Way,
  args: readonly string[],
): Promise<CommandResult> {
  // libldap takes "localhost" for the name of the machine, which no certificate here is for.
  const url =
    way === 'LDAPS' ? `ldaps://127.0.0.1:${stand.tlsPort}` : `ldap://127.0.0.1:${stand.port}`;
  const startTls = way === 'StartTLS' ? ['-ZZ'] : [];
  return run(command, ['-H', url, ...startTls, ...args], {
    LDAPTLS_CACERT: files.trust,
    LDAPTLS_CERT: files.certificate,
    LDAPTLS_KEY: files.key,
    LDAPTLS_REQCERT: 'demand',
  });
}

/** Debian's client, over one of the ways. */
export async function ldapsearch(
  stand: LdapStand,
  files: TlsFiles,
  way: Way,
  args: readonly string[],
): Promise<CommandResult & { readonly entries: ReturnType<typeof entriesOf> }> {
  const result = await ldapCommand('ldapsearch', stand, files, way, ['-x', '-LLL', ...args]);
  return { ...result, entries: entriesOf(result.out) };
}

function entriesOf(ldif: string) {
  return readLdif(ldif).records.map(({ dn, attributes }) => ({
    dn,
    attributes: Object.fromEntries(attributes.map(({ name, values }) => [name, values])),
  }));
}

const SCRIPT = `
import json, ssl, sys, ldap3
o = json.loads(sys.argv[1])
tls = ldap3.Tls(local_private_key_file=o['key'], local_certificate_file=o['certificate'],
                ca_certs_file=o['trust'], validate=ssl.CERT_REQUIRED)
server = ldap3.Server('localhost', port=o['port'], use_ssl=o['ssl'], tls=tls, get_info=ldap3.ALL)
bind = ldap3.AUTO_BIND_TLS_BEFORE_BIND if o['starttls'] else ldap3.AUTO_BIND_NO_TLS
with ldap3.Connection(server, auto_bind=bind) as c:
    c.search(o['base'], o['filter'], attributes=o['attributes'], paged_size=o.get('paged'))
    first = [{'dn': e.entry_dn, 'attributes': {k: [str(v) for v in vs] for k, vs in e.entry_attributes_as_dict.items()}} for e in c.entries]
    print(json.dumps({
        'entries': first,
        'who': c.extend.standard.who_am_i(),
        'contexts': server.info.naming_contexts,
        'single': server.schema.attribute_types['nhsIDCode'].single_value,
        'must': server.schema.object_classes['nhsAs'].must_contain,
    }))
`;

export interface Ldap3Answer {
  readonly entries: readonly {
    readonly dn: string;
    readonly attributes: Readonly<Record<string, readonly string[]>>;
  }[];
  readonly who: string | null;
  readonly contexts: readonly string[];
  readonly single: boolean;
  readonly must: readonly string[];
}

/** Python's client, over one of the ways; it reads the root and the schema first, as it is used to. */
export async function ldap3(
  stand: LdapStand,
  files: TlsFiles,
  way: Way,
  search: {
    readonly base: string;
    readonly filter: string;
    readonly attributes: readonly string[];
  },
): Promise<Ldap3Answer> {
  const ssl = way === 'LDAPS';
  const port = ssl ? stand.tlsPort : stand.port;
  const order = { ...search, ...files, port, ssl, starttls: way === 'StartTLS' };
  const { code, out, err } = await run(PYTHON, ['-c', SCRIPT, JSON.stringify(order)]);
  if (code !== 0) throw new Error(err);
  return JSON.parse(out) as Ldap3Answer;
}

/** In the spellings of both adaptors, which are not those of the schema. */
const AS_ADAPTOR = `
import json, sys, ldap3
o = json.loads(sys.argv[1])
AS = ['uniqueIdentifier', 'nhsIdCode', 'nhsAsClient', 'nhsMhsPartyKey', 'nhsAsSvcIA', 'nhsMhsManufacturerOrg']
MHS = ['nhsEPInteractionType', 'nhsIDCode', 'nhsMhsCPAId', 'nhsMHSEndPoint', 'nhsMhsFQDN', 'nhsMHsIN', 'nhsMhsIN',
       'nhsMHSIsAuthenticated', 'nhsMHSPartyKey', 'nhsMHsSN', 'nhsMhsSvcIA', 'nhsProductKey', 'uniqueIdentifier',
       'nhsMHSAckRequested', 'nhsMHSActor', 'nhsMhsActor', 'nhsMHSDuplicateElimination', 'nhsMHSPersistDuration',
       'nhsMHSRetries', 'nhsMHSRetryInterval', 'nhsMHSSyncReplyMode']
server = ldap3.Server('127.0.0.1', port=o['port'], get_info=ldap3.ALL)
c = ldap3.Connection(server, client_strategy=ldap3.REUSABLE, lazy=True, check_names=True, auto_range=True)
found = []
for s in o['searches']:
    c.bind()
    id = c.search(search_base=s['base'], search_filter=s['filter'], search_scope=ldap3.SUBTREE,
                  attributes=AS + MHS, dereference_aliases=ldap3.DEREF_ALWAYS)
    answer, result = c.get_response(id, timeout=10)
    assert result['result'] == 0, result
    found.append([{'dn': e['dn'], 'kinds': {k: type(v).__name__ for k, v in e['attributes'].items() if v != []}}
                  for e in answer])
server.schema.matching_rules['caseExactMatch'], server.schema.ldap_syntaxes['1.3.6.1.4.1.1466.115.121.1.15']
print(json.dumps(found))
c.unbind()
`;

/** An entry as ldap3 hands it over: `kinds` are Python's types of its values. */
export interface AdaptorEntry {
  readonly dn: string;
  readonly kinds: Readonly<Record<string, string>>;
}

/** Searches as the MHS adaptor and the back end of the SDS FHIR API make them. */
export async function asAdaptor(
  { port }: LdapStand,
  searches: readonly { readonly base: string; readonly filter: string }[],
): Promise<readonly (readonly AdaptorEntry[])[]> {
  const order = JSON.stringify({ port, searches });
  const { code, out, err } = await run(PYTHON, ['-c', AS_ADAPTOR, order]);
  if (code !== 0) throw new Error(err);
  return JSON.parse(out) as readonly (readonly AdaptorEntry[])[];
}

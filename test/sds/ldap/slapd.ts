import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Directory } from '../../../src/directory/directory.ts';
import {
  describeAttributeType,
  describeObjectClass,
} from '../../../src/directory/schema/describe-schema.ts';
import { ATTRIBUTE_TYPES, OBJECT_CLASSES } from '../../../src/directory/schema/schema.ts';
import { writeLdif } from '../../../src/wire/ldif/write-ldif.ts';

const SLAPD = join('/usr', 'sbin', 'slapd');
const SLAPADD = join('/usr', 'sbin', 'slapadd');
const SCHEMAS = join('/etc', 'ldap', 'schema');
const NHS_ARC = '1.2.826.0.1285.';

/** Why there is no slapd to compare with; `false` when there is one. */
export const withoutSlapd: string | false = (() => {
  try {
    execFileSync(SLAPADD, ['-V'], { stdio: 'ignore' });
    return false;
  } catch (error) {
    // It says its version and ends with an error; only a missing command has no status.
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    return missing ? 'slapd is not installed' : false;
  }
})();

/** Debian's slapd with our schema and the same entries, in a process of its own. */
export interface Slapd extends AsyncDisposable {
  readonly port: number;
}

export async function startSlapd(directory: Directory): Promise<Slapd> {
  const folder = await mkdtemp(join(tmpdir(), 'spinebox-slapd-'));
  const configuration = join(folder, 'slapd.conf');
  const entries = join(folder, 'entries.ldif');
  await mkdir(join(folder, 'data'));
  await writeFile(join(folder, 'nhs.schema'), nhsSchema());
  await writeFile(configuration, configurationOf(folder));
  // slapadd takes the version line for an entry of its own.
  await writeFile(entries, writeLdif(directory.entries).replace(/^version: 1\n+/, ''));
  // Live entries break their own schema: it is not enforced there either.
  execFileSync(SLAPADD, ['-s', '-q', '-f', configuration, '-l', entries], { stdio: 'pipe' });
  const port = await freePort();
  const child = spawn(SLAPD, ['-f', configuration, '-h', `ldap://127.0.0.1:${port}/`, '-d', '0'], {
    stdio: 'ignore',
  });
  await answering(port);
  return {
    port,
    async [Symbol.asyncDispose]() {
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      await gone;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function configurationOf(folder: string): string {
  const included = ['core', 'cosine', 'inetorgperson'].map(
    (name) => `include ${join(SCHEMAS, `${name}.schema`)}`,
  );
  return [
    ...included,
    `include ${join(folder, 'nhs.schema')}`,
    'modulepath /usr/lib/ldap',
    'moduleload back_mdb',
    'sizelimit unlimited',
    'timelimit unlimited',
    'database mdb',
    'suffix "o=nhs"',
    `directory ${join(folder, 'data')}`,
    'maxsize 1073741824',
    'index objectClass,nhsIDCode,nhsMHSPartyKey,nhsAsSvcIA,nhsMhsSvcIA,uniqueIdentifier eq',
    '',
  ].join('\n');
}

/** What Debian's own schemas do not have. */
function nhsSchema(): string {
  const types = ATTRIBUTE_TYPES.filter(({ oid }) => oid.startsWith(NHS_ARC));
  const classes = OBJECT_CLASSES.filter(({ oid }) => oid.startsWith(NHS_ARC));
  return [
    ...types.map((type) => `attributetype ${describeAttributeType(type)}`),
    ...classes.map((each) => `objectclass ${describeObjectClass(each)}`),
    '',
  ].join('\n');
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** Resolves as soon as somebody listens. */
async function answering(port: number): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    const socket = connect(port, '127.0.0.1');
    try {
      await once(socket, 'connect');
      return;
    } catch (error) {
      if (attempt >= 200) throw error;
      await new Promise((resolve) => setTimeout(resolve, 25));
    } finally {
      socket.destroy();
    }
  }
}

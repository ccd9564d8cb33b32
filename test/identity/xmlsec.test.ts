import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { openStand, removeCertificates, type Stand } from './stand.ts';

after(removeCertificates);

const skip = withoutXmlsec();

function withoutXmlsec(): string | false {
  try {
    execFileSync('xmlsec1', ['--version'], { stdio: 'ignore' });
    return false;
  } catch {
    return 'xmlsec1 is not installed (Debian: xmlsec1)';
  }
}

/** What xmlsec1 ends with: 0 where the signature is that of the key. */
async function verify(xml: string, publicKeyPem: string): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'spinebox-xmlsec-'));
  const [assertion, key] = [join(folder, 'assertion.xml'), join(folder, 'key.pem')];
  await writeFile(assertion, xml);
  await writeFile(key, publicKeyPem);
  const isId = ['--id-attr:AssertionID', 'urn:oasis:names:tc:SAML:1.0:assertion:Assertion'];
  const code = await new Promise<number>((resolve) => {
    execFile('xmlsec1', ['--verify', ...isId, '--pubkey-pem', key, assertion], (error) =>
      resolve(error === null ? 0 : Number(error.code ?? 1)),
    );
  });
  await rm(folder, { recursive: true });
  return code;
}

async function asserted(stand: Stand, flaw?: 'tampered' | 'unsigned'): Promise<string> {
  const { token } = stand.identity.desk.startSession({
    user: '990000001005',
    role: '990000002006',
    ...(flaw ? { flaw } : {}),
  });
  return (await stand.get(`/saml/RoleAssertion?token=${token}`)).text;
}

test('I07 a verifier that is not ours accepts the signature of an assertion, and no other', {
  skip,
}, async () => {
  // Texts that canonical XML writes in its own way.
  const name = `Zoë "Tab" <O'Neil> & Sons`;
  await using stand = await openStand({ identity: { users: { locum: { name } } } });
  const { publicKeyPem } = stand.keys;
  const right = await asserted(stand);
  assert.match(right, /Zoë &quot;Tab&quot; |Zoë "Tab" /);
  assert.equal(await verify(right, publicKeyPem), 0);
  assert.notEqual(await verify(right.replace('Zoë', 'Zoe'), publicKeyPem), 0);
  assert.notEqual(await verify(await asserted(stand, 'tampered'), publicKeyPem), 0);
  assert.notEqual(await verify(await asserted(stand, 'unsigned'), publicKeyPem), 0);
});

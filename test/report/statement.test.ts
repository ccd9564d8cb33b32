import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { hashChain } from '../../src/journal/hash-chain.ts';
import { openJournal } from '../../src/journal/open-journal.ts';
import { statementSigner } from '../../src/pki/statement-signer.ts';
import type { RunResults } from '../../src/report/results.ts';
import { resultsJson } from '../../src/report/results-json.ts';
import {
  type SignedStatement,
  type StatementSigner,
  signStatement,
  statementJson,
} from '../../src/report/statement/sign-statement.ts';
import { statementText } from '../../src/report/statement/statement.ts';
import { statementPage } from '../../src/report/statement/statement-page.ts';
import {
  type StatementVerdict,
  type StatementWitnesses,
  verifyStatement,
} from '../../src/report/statement/verify-statement.ts';
import { note, received, temporaryDirectory } from '../journal/specimen-entries.ts';
import { type TemporaryStore, temporaryStore } from '../pki/temporary-store.ts';
import { fullResults, results, scenario } from './specimen-results.ts';

const SIGNED_AT = new Date();
let certificates: TemporaryStore;
let signer: StatementSigner;

before(async () => {
  certificates = await temporaryStore();
  signer = await statementSigner(certificates.store);
});
after(() => certificates[Symbol.asyncDispose]());

function sign(given: RunResults, by = signer, at = SIGNED_AT): SignedStatement {
  return signStatement(given, Buffer.from(resultsJson(given)), by, at);
}

function verify(text: string, witnesses: StatementWitnesses = {}): Promise<StatementVerdict> {
  return verifyStatement(Buffer.from(text), witnesses);
}

const outcomes = ({ checks }: StatementVerdict) =>
  Object.fromEntries(checks.map(({ what, outcome }) => [what, outcome]));
const told = ({ checks }: StatementVerdict) => checks.map((each) => each.told).join(' ');

test('a statement that nobody changed holds, and says what was not checked', async () => {
  const verdict = await verify(sign(fullResults()).xml);
  assert.deepEqual(outcomes(verdict), {
    form: 'holds',
    signature: 'holds',
    signer: 'not-checked',
    results: 'not-checked',
    journal: 'not-checked',
  });
  assert.deepEqual([verdict.holds, verdict.complete], [true, false]);
  assert.match(told(verdict), /Who C=GB, .*CN=conformance\.spinebox\.test is was not checked/);
});

test('with everything at hand, everything is checked', async () => {
  await using directory = await temporaryDirectory();
  await using journal = await openJournal({ directory: directory.path, sync: false });
  await journal.append(received(Buffer.from('<a/>')));
  await journal.append(note('b'));
  const { entries, chain } = await hashChain(journal);
  const given = results([scenario('A', 'pass')], { journal: { entries, chain } });
  const { xml } = sign(given);
  await journal.append(note('written later'));
  const witnesses = {
    journal,
    results: Buffer.from(resultsJson(given)),
    trustPem: certificates.store.trustPem,
  };

  const verdict = await verify(xml, witnesses);

  assert.deepEqual(
    verdict.checks.filter(({ outcome }) => outcome !== 'holds'),
    [],
  );
  assert.deepEqual([verdict.holds, verdict.complete], [true, true]);
  assert.match(
    told(verdict),
    /2 entries of the journal: as they were signed\. What was written later \(1\) is no part of it/,
  );
});

test('what a statement says is what the results say', async () => {
  const { statement } = await verify(sign(fullResults()).xml);
  assert.ok(statement);
  assert.deepEqual(statement.summary, fullResults().summary);
  assert.equal(statement.system.asid, '200000000101');
  assert.deepEqual(statement.run, {
    startedAt: '2026-01-05T09:00:00.000Z',
    durationMs: 61_500,
    seed: 7,
    shard: '1/2',
  });
  assert.deepEqual(statement.scenarios[1], { id: 'GP2GP-REQ-083', basis: 'P', verdict: 'fail' });
  assert.deepEqual(statement.requirements, { all: 3, judged: 2, uncovered: ['TIME-01'] });
  assert.deepEqual(statement.journal, fullResults().journal);
  assert.equal(statement.signedAt, SIGNED_AT.toISOString());
});

test('any bit that is changed in the document is found', async () => {
  const xml = Buffer.from(sign(fullResults()).xml);
  await fc.assert(
    fc.asyncProperty(fc.nat(xml.length * 8 - 1), async (bit) => {
      const changed = Buffer.from(xml);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      const verdict = await verifyStatement(changed, {});
      assert.equal(verdict.holds, false, `bit ${bit}`);
      assert.equal(verdict.statement, undefined);
    }),
    { numRuns: 400 },
  );
});

test('anything that is added, taken away or doubled in the document is found', async () => {
  const { xml } = sign(fullResults());
  const document = Buffer.from(xml);
  await fc.assert(
    fc.asyncProperty(
      fc.nat(document.length - 1),
      fc.nat(40),
      fc.constantFrom('', ' ', '\n', '<!-- -->', '<?x y?>', 'A', '=', '&#65;'),
      async (at, cut, added) => {
        fc.pre(cut > 0 || added !== '');
        const changed = Buffer.concat([
          document.subarray(0, at),
          Buffer.from(added),
          document.subarray(at + cut),
        ]);
        fc.pre(!changed.equals(document));
        assert.equal((await verifyStatement(changed, {})).holds, false);
      },
    ),
    { numRuns: 300 },
  );
});

test('any bit that is changed in the form for programs is found', async () => {
  const json = Buffer.from(statementJson(sign(results([scenario('A', 'pass')]))));
  assert.equal((await verifyStatement(json, {})).holds, true);
  await fc.assert(
    fc.asyncProperty(fc.nat(json.length * 8 - 1), async (bit) => {
      const changed = Buffer.from(json);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      assert.equal((await verifyStatement(changed, {})).holds, false, `bit ${bit}`);
    }),
    { numRuns: 300 },
  );
});

test('a signed statement that is moved into another document counts for nothing', async () => {
  const good = sign(results([scenario('A', 'fail')]));
  const bad = sign(results([scenario('A', 'pass')]));
  const inner = (xml: string) => xml.replace(/^<\?xml[^>]*\?>/, '').trim();
  const [statementOfBad] = /<Statement>.*<\/Statement>/.exec(bad.xml) ?? [''];
  const [signatureOfGood] = /<ds:Signature .*<\/ds:Signature>/.exec(good.xml) ?? [''];
  const wraps = [
    good.xml.replace(/<Statement>.*<\/Statement>/, statementOfBad),
    good.xml.replace('<Statement>', `${statementOfBad}<Statement>`),
    good.xml.replace('<ds:Signature ', `${statementOfBad}<ds:Signature `),
    bad.xml.replace(/<ds:Signature .*<\/ds:Signature>/, signatureOfGood),
    good.xml.replace('</ds:Signature>', `<ds:Object>${inner(bad.xml)}</ds:Object></ds:Signature>`),
    `<ConformanceStatement xmlns="urn:spinebox:conformance-statement:1" Id="other">${statementOfBad}${inner(good.xml)}</ConformanceStatement>`,
  ];
  for (const [at, wrapped] of wraps.entries()) {
    assert.equal((await verify(wrapped)).holds, false, `wrapping ${at}`);
  }
});

test('a document that is none of ours is refused, whatever it holds', async () => {
  const files = [
    '',
    '{}',
    '{"signed":1}',
    '{"signed":"<a/>"}',
    '<a/>',
    'null',
    '\ufeff',
    '<!DOCTYPE a []><a/>',
  ];
  for (const file of files) {
    const verdict = await verify(file);
    assert.deepEqual(outcomes(verdict), { form: 'fails' }, file);
  }
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
      assert.equal((await verifyStatement(bytes, {})).holds, false);
    }),
  );
});

test('who signed it must be vouched for, and be made for signing documents', async () => {
  const { xml } = sign(fullResults());
  await using elsewhere = await temporaryStore();
  const foreign = await verify(xml, { trustPem: elsewhere.store.trustPem });
  assert.equal(outcomes(foreign).signer, 'fails');
  assert.match(told(foreign), /leads to nobody who is trusted/);

  const empty = await verify(xml, { trustPem: 'nothing' });
  assert.match(told(empty), /holds no certificate/);

  // A supplier has a certificate of the same authority: with it nobody makes statements.
  const endpoint = await certificates.store.identity('riverside.supplier.thirdparty.nhs.uk');
  const forged = await verify(sign(fullResults(), endpoint).xml, {
    trustPem: certificates.store.trustPem,
  });
  assert.equal(outcomes(forged).signature, 'holds');
  assert.equal(outcomes(forged).signer, 'fails');
  assert.match(told(forged), /not made for signing documents/);

  const late = sign(fullResults(), signer, new Date('2200-01-01T00:00:00Z'));
  const verdict = await verify(late.xml, { trustPem: certificates.store.trustPem });
  assert.match(told(verdict), /was not valid when the statement was signed/);
});

test('other results than those that were signed are told', async () => {
  const given = fullResults();
  const { xml } = sign(given);
  const file = Buffer.from(resultsJson(given));
  assert.equal(outcomes(await verify(xml, { results: file })).results, 'holds');
  await fc.assert(
    fc.asyncProperty(fc.nat(file.length * 8 - 1), async (bit) => {
      const changed = Buffer.from(file);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      const verdict = await verify(xml, { results: changed });
      assert.deepEqual([outcomes(verdict).results, verdict.holds], ['fails', false]);
    }),
    { numRuns: 50 },
  );
});

test('a statement that says something else than its own results is told', async () => {
  const failed = results([scenario('A', 'fail')]);
  const passed = { ...failed, ...results([scenario('A', 'pass')]) };
  const file = Buffer.from(resultsJson(failed));
  // Signed rightly, over the right file, by somebody who writes down another verdict.
  const { xml } = signStatement(passed, file, signer, SIGNED_AT);
  const verdict = await verify(xml, { results: file });
  assert.equal(outcomes(verdict).results, 'fails');
  assert.match(told(verdict), /says something else than its own results/);
});

test('another journal than the one it rests on is told', async () => {
  await using directory = await temporaryDirectory();
  await using journal = await openJournal({ directory: directory.path, sync: false });
  await journal.append(note('a'));
  const { xml } = sign(fullResults());
  const verdict = await verify(xml, { journal });
  assert.equal(outcomes(verdict).journal, 'fails');
  assert.match(told(verdict), /not the journal that the statement rests on/);
});

test('what is signed is ASCII and in the canonical order, whatever the names are', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 30 }), async (name) => {
      const given = results([scenario(`A${name}`, 'pass')]);
      const signed = sign({ ...given, system: { ...given.system, name } });
      assert.match(statementText(signed.statement), /^[ -~]*$/);
      const verdict = await verify(signed.xml);
      assert.equal(verdict.holds, true, told(verdict));
      assert.equal(verdict.statement?.system.name, JSON.parse(JSON.stringify(name)));
    }),
    { numRuns: 60 },
  );
});

test('RSA signs, too, and the same results are signed with the same characters', async () => {
  await using store = await temporaryStore({ keyType: 'rsa-2048' });
  const rsa = await statementSigner(store.store);
  const { xml } = sign(fullResults(), rsa);
  assert.equal(xml, sign(fullResults(), rsa).xml);
  assert.equal((await verify(xml, { trustPem: store.store.trustPem })).holds, true);
  await agreesWithXmlsec(xml, store.directory);
});

test('another implementation of XML signatures finds the same', async (context) => {
  if (withoutXmlsec) return context.skip('the xmlsec1 command line is not installed');
  const { xml } = sign(fullResults());
  await agreesWithXmlsec(xml, certificates.directory);
});

const withoutXmlsec: boolean = (() => {
  try {
    execFileSync('xmlsec1', ['--version']);
    return false;
  } catch {
    return true;
  }
})();

async function agreesWithXmlsec(xml: string, directory: string): Promise<void> {
  if (withoutXmlsec) return;
  const [, base64 = ''] = /<ds:X509Certificate>(.*?)</.exec(xml) ?? [];
  const certificate = join(directory, 'signer.pem');
  await writeFile(certificate, new X509Certificate(Buffer.from(base64, 'base64')).toString());
  for (const [name, text, wanted] of [
    ['good.xml', xml, true],
    ['bad.xml', xml.replace('"seed":7', '"seed":8'), false],
  ] as const) {
    assert.ok(name === 'good.xml' || text !== xml);
    const file = join(directory, name);
    await writeFile(file, text);
    const ok = await new Promise<boolean>((resolve) =>
      execFile(
        'xmlsec1',
        [
          ...['--verify', '--pubkey-cert-pem', certificate, '--enabled-key-data', 'x509,rsa,ec'],
          ...['--id-attr:Id', 'urn:spinebox:conformance-statement:1:ConformanceStatement', file],
        ],
        (error) => resolve(error === null),
      ),
    );
    assert.equal(ok, wanted, name);
  }
}

test('the signer can sign documents and cannot show itself in a handshake', () => {
  const certificate = new X509Certificate(signer.chainPem);
  assert.deepEqual(certificate.keyUsage, ['1.3.6.1.5.5.7.3.36']);
  assert.equal(certificate.ca, false);
});

test('the page for people says what was signed and how it is checked', () => {
  const page = statementPage(sign(fullResults()));
  for (const part of [
    ...['Riverside GP system', 'FAILED: 1 failed, 1 error', 'GP2GP-REQ-083 (P)', 'TIME-01'],
    ...[
      fullResults().journal.chain,
      'spinebox statement verify statement.xml',
      '&lt;ConformanceStatement',
    ],
    ...['412 entries', 'shard 1/2 only', 'no directory of schemas was named'],
  ]) {
    assert.ok(page.includes(part), part);
  }
  assert.doesNotMatch(page, /<script|<ConformanceStatement/);
});

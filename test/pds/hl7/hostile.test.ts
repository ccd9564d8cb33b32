import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import fc from 'fast-check';
import { closeSchemas, violationsOf, withoutSchemas } from '../../demographics/hl7v3/pds-schema.ts';
import { openDirect } from './direct.ts';
import { mutated, mutations } from './mutated.ts';
import {
  allocate,
  at,
  author,
  born,
  deathNotification,
  gender,
  historic,
  hl7,
  named,
  personId,
  provision,
  query,
  retrieve,
  searchType,
  soap,
  update,
} from './requests.ts';

const RETRIEVAL = 'QUPA_IN000008UK02';
after(closeSchemas);
const SYSTEMS = { senderAsid: '990000000101', receiverAsid: '990000000001' };
const write = (interaction: string, content: string) =>
  hl7(interaction, content, { ...SYSTEMS, author: author() });

const QUERIES = [
  ['QUPA_IN000008UK02', retrieve('9991001018', '1')],
  ['QUPA_IN000005UK01', query(at('ZZ1 1AA'), gender('2'), born('19800229'), named('TESTPATIENT'))],
  ['QUPA_IN000014UK01', query(born('19800229'), personId('9991001018'), named('TESTPATIENT'))],
  ['QUPA_IN000016UK04', query(personId('9991001018'))],
] as const;
const LATER = [
  [
    'QUPA_IN000006UK02',
    query(historic('1'), gender('2'), born('19800229'), named('TEST*', 'AL*'), searchType('1')),
  ],
  ['PRPA_IN000203UK03', update('9991001018', 12, { person: provision() })],
  ['PRPA_IN000203UK06', update('9991001158', 9, { person: provision() })],
  ['PRPA_IN000200UK03', allocate()],
  [
    'PRPA_IN000203UK03',
    update('9991001026', 37, {
      role: '<addr use="TMP" updateMode="added"><streetAddressLine>X</streetAddressLine><postalCode>ZZ1 1AA</postalCode><desc>X</desc><useablePeriod><low value="20260101"/><high value="20270101"/></useablePeriod></addr>',
      person:
        '<administrativeGenderCode code="1" updateMode="altered"/><birthTime value="19611106" updateMode="altered"/><deceasedTime value="20260101" updateMode="added"/><multipleBirthOrderNumber value="2" updateMode="added"/><name use="A" updateMode="added"><given>X</given><family>Y</family><validTime><low value="20260101"/></validTime></name><languageCommunication updateMode="altered"><languageCode code="cy"/><preferenceInd value="true"/><proficiencyLevelCode code="0" codeSystem="2.16.840.1.113883.2.1.3.2.4.16.39"/></languageCommunication>',
      after: deathNotification(),
    }),
  ],
] as const;

/** Cuts, doubles and overwrites pieces of a document. */
const damage = fc.array(
  fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    length: fc.integer({ min: 0, max: 80 }),
    by: fc.oneof(
      fc.string({ maxLength: 12 }),
      fc.constantFrom('<', '>', '"', '&', '<x/>', '<query/>', '</id>', '\u0000', '<!DOCTYPE x>'),
      fc.constantFrom('updateMode="removed"', 'extension=""', 'value="99999999999999999999"'),
    ),
  }),
  { minLength: 1, maxLength: 5 },
);

function damaged(text: string, wounds: readonly { at: number; length: number; by: string }[]) {
  return wounds.reduce((left, { at: share, length, by }) => {
    const from = Math.floor(share * left.length);
    return left.slice(0, from) + by + left.slice(from + length);
  }, text);
}

test('whatever comes as a synchronous query is answered: 200 or a fault, and never a throw', async () => {
  const pds = openDirect();
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...QUERIES),
      damage,
      async ([interaction, content], wounds) => {
        const whole = soap(interaction, write(interaction, content), SYSTEMS);
        const told = await pds.ask(interaction, Buffer.from(damaged(whole, wounds)));
        assert.ok(told.status === 200 || told.status === 500);
        assert.ok(told.body.length > 0);
        assert.ok(told.why.length > 0);
      },
    ),
    { numRuns: 400 },
  );
});

test('whatever comes as a payload is answered by messages, a MessageError or nothing', async () => {
  const pds = openDirect();
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...LATER), damage, async ([interaction, content], wounds) => {
      const payload = damaged(write(interaction, content), wounds);
      const told = await pds.send(interaction, Buffer.from(payload));
      assert.ok(told.length >= 1);
      for (const { kind } of told)
        assert.ok(['message', 'message-error', 'nothing'].includes(kind));
    }),
    { numRuns: 400 },
  );
});

test('elements named like what every object has are told as unknown, in every request', async () => {
  const names = ['constructor', '__proto__', 'toString', 'valueOf'];
  const ends = ['</patientRole>', '</patientPerson>', '</subject>', '</query>'];
  for (const [interaction, content] of [...LATER, ...QUERIES]) {
    const message = write(interaction, content);
    for (const name of names) {
      const odd = ends.reduce(
        (text, end) => text.replace(end, `<${name}><id root="1"/></${name}>${end}`),
        message,
      );
      assert.notEqual(odd, message);
      const { ask, send } = openDirect();
      const answers = QUERIES.some(([query]) => query === interaction)
        ? [await ask(interaction, Buffer.from(soap(interaction, odd, SYSTEMS)))]
        : await send(interaction, Buffer.from(odd));
      const findings = answers.flatMap((answer) => answer.findings);
      assert.ok(
        findings.some(({ message }) => message.includes(`no ${name}`)),
        `${interaction}: ${findings.map(({ message }) => message).join(', ')}`,
      );
    }
  }
});

test('well-formed messages whose elements are dropped, doubled and changed are answered', async () => {
  const pds = openDirect();
  const known = new Set<string>();
  const untouched = pds.register.snapshot();
  const changed: string[] = [];
  pds.register.subscribe(({ patient }) => changed.push(patient.nhsNumber));
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...QUERIES, ...LATER),
      mutations,
      async ([interaction, content], changes) => {
        const message = mutated(write(interaction, content), changes);
        if (QUERIES.some(([name]) => name === interaction)) {
          const told = await pds.ask(interaction, Buffer.from(soap(interaction, message, SYSTEMS)));
          assert.ok(told.status === 200 || told.status === 500);
          known.add(told.result);
          return;
        }
        const told = await pds.send(interaction, Buffer.from(message));
        for (const each of told) known.add(each.kind === 'message' ? each.interaction : each.kind);
        // What was taken can be told again as the schema has it; then the next one meets the same records.
        for (const number of changed.splice(0)) {
          const asked = soap(RETRIEVAL, write(RETRIEVAL, retrieve(number, '1')), SYSTEMS);
          const { body } = await pds.ask(RETRIEVAL, Buffer.from(asked));
          const inner = /<QUPA_IN000009UK03[\s\S]*<\/QUPA_IN000009UK03>/.exec(body.toString());
          assert.ok(inner);
          if (!withoutSchemas) assert.deepEqual(violationsOf('QUPA_IN000009UK03', inner[0]), []);
          pds.register.restore(untouched);
        }
      },
    ),
    { numRuns: 600 },
  );
  // Otherwise the mutations never get as far as the content.
  for (const result of ['answered QUPA_IN000009UK03', 'PRPA_IN000202UK01', 'MCCI_IN010000UK13'])
    assert.ok(known.has(result), [...known].join());
});

test('bytes that are no XML at all are answered as well', async () => {
  const pds = openDirect();
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (bytes) => {
      assert.equal((await pds.ask('QUPA_IN000008UK02', bytes)).status, 500);
      const [told] = await pds.send('PRPA_IN000203UK03', bytes);
      assert.equal(told?.kind, 'message-error');
    }),
  );
});

test('what no answer could repeat is not repeated in one', async () => {
  const pds = openDirect();
  const right = soap(
    'QUPA_IN000008UK02',
    write('QUPA_IN000008UK02', retrieve('9991001018')),
    SYSTEMS,
  );
  for (const wrong of ['\u0000', '\u0001', '\ufffe', '\u001f'])
    for (const body of [
      `<?xml version="1.0" encoding="${wrong}UTF-8"?>${right}`,
      right.replace('Envelope', `Env${wrong}elope`),
      right.replace('9991001018', `999${wrong}1001018`),
    ]) {
      const told = await pds.ask('QUPA_IN000008UK02', Buffer.from(body));
      assert.equal(told.status, 500);
      const [later] = await pds.send('PRPA_IN000203UK03', Buffer.from(body));
      assert.equal(later?.kind, 'message-error');
      assert.equal(later.text.includes(wrong), false);
    }
});

test('a document type, a deep nest and a flood of elements are refused unread', async () => {
  const pds = openDirect();
  const right = soap(
    'QUPA_IN000008UK02',
    write('QUPA_IN000008UK02', retrieve('9991001018')),
    SYSTEMS,
  );
  const nest = '<a>'.repeat(5_000) + '</a>'.repeat(5_000);
  for (const body of [
    `<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>${right}`,
    right.replace('<query>', `<query>${nest}`),
    right.replace('<query>', `<query>${'<a/>'.repeat(200_000)}`),
  ]) {
    const told = await pds.ask('QUPA_IN000008UK02', Buffer.from(body));
    assert.equal(told.status, 500);
    assert.match(told.why, /MESSAGE_NOT_WELL_FORMED/);
  }
});

test('what is found for the journal never holds an NHS number or a name', async () => {
  const pds = openDirect();
  const lines: string[] = [];
  for (const [interaction, content] of QUERIES) {
    for (const number of ['9991001018', '9991001010', '9991001409', '9991001085', '99910010189']) {
      const asked = content.replace('9991001018', number).replace('<query>', '<query><odd/>');
      const bytes = soap(interaction, write(interaction, asked), SYSTEMS);
      const { why, result, findings } = await pds.ask(interaction, Buffer.from(bytes));
      lines.push(why, result, ...findings.map(({ message }) => message));
    }
  }
  for (const [interaction, content] of LATER) {
    for (const told of await pds.send(interaction, Buffer.from(write(interaction, content))))
      lines.push(told.why, ...told.findings.map(({ message }) => message));
  }
  assert.ok(lines.length > 40);
  assert.deepEqual(
    lines.filter((line) => /9991\d{5,7}|TESTPATIENT|NEWPERSON|ZZ1/.test(line)),
    [],
  );
});

test('a query of tens of thousands of fields is answered at once, and not every departure is told', async () => {
  const pds = openDirect();
  for (const many of ['<retrievalItem/>', '<person.id/>', '<nonsense/>', '<searchParameter/>']) {
    const content = query(historic('0'), personId('9991001018'), many.repeat(40_000));
    const began = performance.now();
    const told = await pds.ask(
      RETRIEVAL,
      Buffer.from(soap(RETRIEVAL, write(RETRIEVAL, content), SYSTEMS)),
    );
    // A copy of all for each one would take minutes.
    assert.ok(performance.now() - began < 5_000, many);
    assert.equal(told.status, 200);
    assert.ok(told.findings.length < 300);
  }
});

test('a message that could be about one of two people is refused, and tells of neither', async () => {
  const pds = openDirect();
  const id = personId('9991001018');
  const twoValues = id.replace(/<value[^>]*>/, (value) => value + value.replace('1018', '1026'));
  for (const content of [
    query(historic('0'), id, personId('9991001026')),
    query(historic('0'), twoValues),
    retrieve('9991001018') + retrieve('9991001026'),
  ]) {
    const told = await pds.ask(
      RETRIEVAL,
      Buffer.from(soap(RETRIEVAL, write(RETRIEVAL, content), SYSTEMS)),
    );
    assert.match(`${told.result} ${told.why}`, /more than once|several/);
    assert.doesNotMatch(String(told.body), /TESTPATIENT/);
  }
  const message = (number: string) => write(RETRIEVAL, retrieve(number));
  const both = soap(RETRIEVAL, message('9991001018') + message('9991001026'), SYSTEMS);
  const told = await pds.ask(RETRIEVAL, Buffer.from(both));
  assert.equal(told.status, 500);
  assert.match(told.why, /the SOAP Body has more than/);
  const one = update('9991001018', 12, { person: provision() });
  const other = update('9991001026', 37, { person: provision() });
  const inside = one.replace(/(<PdsUpdateRequest.*<\/PdsUpdateRequest>)/, '$1$1');
  const before = pds.register.snapshot();
  for (const content of [one + other, inside]) {
    const told = await pds.send(
      'PRPA_IN000203UK03',
      Buffer.from(write('PRPA_IN000203UK03', content)),
    );
    assert.ok(
      told.every((each) => each.kind !== 'message' || !/PRPA_IN000202/.test(each.interaction)),
    );
  }
  assert.deepEqual(pds.register.snapshot(), before);
});

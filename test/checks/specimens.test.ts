import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RULES } from '../../src/checks/catalogue.ts';
import type { Finding } from '../../src/domain/finding.ts';
import { findingsIn } from '../specimens/captured.ts';
import { CONVERSATION_SPECIMENS } from '../specimens/conversation-specimens.ts';
import { findingsInAll } from '../specimens/judge-conversation.ts';
import { MESSAGE_SPECIMENS } from '../specimens/message-specimens.ts';
import { SPINE_GOOD } from '../specimens/spine-messages.ts';
import { GOOD, TRANSFER } from '../specimens/transfer.ts';

const idsOf = (findings: readonly Finding[]) =>
  [...new Set(findings.map(({ check }) => check))].toSorted();

for (const message of [...Object.values(GOOD), ...Object.values(SPINE_GOOD)]) {
  test(`nothing is found in a right message: ${message.name}`, () => {
    assert.deepEqual(findingsIn(message), []);
  });
}

test('nothing is found in a right transfer of thirteen messages', () => {
  assert.equal(TRANSFER.length, 13);
  assert.deepEqual(findingsInAll(TRANSFER), []);
});

const specimens = [
  ...MESSAGE_SPECIMENS.map((each) => ({ ...each, found: () => findingsIn(each.message) })),
  ...CONVERSATION_SPECIMENS.map((each) => ({ ...each, found: () => findingsInAll(each.messages) })),
];

for (const { check, wrong, found, with: together = {} } of specimens) {
  const others = Object.keys(together);
  const company = others.length > 0 ? `${check} with ${others.join(', ')}` : `${check} alone`;
  test(`${company} finds ${wrong}`, () => {
    const findings = found();
    assert.deepEqual(idsOf(findings), [check, ...others].toSorted());
    const finding = findings.find((each) => each.check === check);
    const rule = RULES.find(({ id }) => id === check);
    assert.ok(finding && rule);
    assert.ok(finding.message.length > 5 && finding.at.length > 0, 'it says what and where');
    const { clause, basis, severity } = finding;
    assert.deepEqual(
      { clause, basis, severity },
      { clause: rule.clause, basis: rule.basis, severity: rule.severity },
    );
    for (const reason of Object.values(together)) assert.ok(reason.length > 15);
  });
}

test('every check has a specimen that breaks it; schemas have theirs beside the schemas', () => {
  const broken = new Set(specimens.map(({ check }) => check));
  const without = RULES.filter(({ id }) => !broken.has(id)).map(({ id }) => id);
  assert.deepEqual(without, ['SCHEMA-01', 'SCHEMA-02']);
});

test('findings in a payload have part, line, column and byte', () => {
  const specimen = MESSAGE_SPECIMENS.find(({ check }) => check === 'EXTRACT-08');
  assert.ok(specimen);
  const [finding] = findingsIn(specimen.message);
  assert.ok(finding);
  const { part, line, column, offset = -1 } = finding;
  assert.deepEqual([part, line], [2, 1]);
  assert.equal(column, offset + 1);
  const start = specimen.message.body.indexOf('<RCMR_IN030000UK06');
  const code = specimen.message.body.indexOf('<code code="37231000000106"');
  assert.equal(start + offset, code);
  assert.match(finding.suggestion ?? '', /37241000000102/);
});

test('an NHS number never stands in a finding', () => {
  const texts = specimens.flatMap(({ found }) => found().map((each) => JSON.stringify(each)));
  for (const text of texts) assert.doesNotMatch(text, /\b999000001[89]\b/);
});

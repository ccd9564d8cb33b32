import assert from 'node:assert/strict';
import { test } from 'node:test';
import { practiceFile, TRANSFER_IN } from '../../features/support/practice-files.ts';
import type { WorldPatch } from '../../simulator/world/world-config.ts';
import { INTERCHANGE_FAULTS } from '../../src/faults/fault.ts';
import { readInterchange } from '../../src/nhais/read-interchange.ts';
import { virtualClock } from '../../src/platform/clock.ts';
import { until } from '../until.ts';
import { type NhaisStand, nhaisStand, PRACTICE } from './stand.ts';

const ACCEPTANCE = practiceFile([['G1', TRANSFER_IN]]);

function faulty(actions: readonly WorldPatch[], more: WorldPatch = {}): WorldPatch {
  return { faults: { odd: { faces: ['nhais'], ...more, actions } } } as WorldPatch;
}

async function disturbed(how: string): Promise<NhaisStand> {
  const stand = await nhaisStand({ world: faulty([{ kind: 'interchange', how }]) });
  await stand.bring(ACCEPTANCE);
  await stand.quiet();
  return stand;
}

/** What each fault makes of the RECEP and the approval of an acceptance. */
const EFFECTS: Readonly<Record<string, (stand: NhaisStand) => Promise<void>>> = {
  async 'no-receipt'(stand) {
    assert.deepEqual(workflows(stand), ['NHAIS_REG']);
  },
  async 'receipt-in-error'(stand) {
    assert.deepEqual(workflows(stand), ['NHAIS_RECEP']);
    assert.match(await stand.text(0), /RFF\+MIS:00000057 CA'\nRFF\+RIS:00000041 ER:1'/);
  },
  async 'repeated-numbers'(stand) {
    const files = await stand.files();
    assert.deepEqual(
      files.map(({ sequence, messages }) => [sequence, messages[0]?.sequence]),
      [
        [1, 1],
        [1, 1],
      ],
    );
  },
  async 'jumped-numbers'(stand) {
    const files = await stand.files();
    assert.deepEqual(
      files.map(({ sequence, messages }) => [sequence, messages[0]?.sequence]),
      [
        [5, 5],
        [10, 10],
      ],
    );
  },
  async 'sent-twice'(stand) {
    assert.deepEqual(workflows(stand), ['NHAIS_RECEP', 'NHAIS_RECEP', 'NHAIS_REG', 'NHAIS_REG']);
    assert.equal(await stand.text(2), await stand.text(3));
  },
  async 'several-messages'(stand) {
    const [, approval] = await stand.files();
    const codes = approval?.messages.map((each) => each.kind === 'registration' && each.code);
    assert.deepEqual(codes, ['F4', 'F8']);
  },
  async 'wrong-count'(stand) {
    for (const at of [0, 1]) {
      const reading = readInterchange(Buffer.from(await stand.text(at), 'latin1'));
      assert.deepEqual(
        reading.deviations.map(({ code }) => code),
        ['nhais.unt-count'],
      );
    }
  },
  async 'wrong-mailbox'(stand) {
    assert.deepEqual(workflows(stand), []);
    assert.deepEqual(workflows(stand, 'Z99002GP1'), ['NHAIS_RECEP', 'NHAIS_REG']);
  },
  async crlf(stand) {
    assert.match(await stand.text(1), /'\r\nUNH\+/);
  },
  async 'no-newline'(stand) {
    assert.doesNotMatch(await stand.text(1), /[\r\n]/);
  },
  async 'unknown-cipher'(stand) {
    assert.match(await stand.text(0), /NHS\+QQ9:819:201/);
    assert.match(await stand.text(1), /NAD\+FHS\+QQ9:954/);
  },
};

for (const how of INTERCHANGE_FAULTS) {
  test(`an authority can be made to go wrong: ${how}`, async () => {
    await using stand = await disturbed(how);
    await EFFECTS[how]?.(stand);
    assert.ok(EFFECTS[how], `nothing is known of ${how}`);
    const taken = await stand.entry('the acceptance', ({ kind }) => kind === 'received');
    const told = taken.trace?.filter(({ stage }) => stage === 'disturb').map(({ text }) => text);
    assert.deepEqual(told, [`the fault odd asks for: interchange ${how}`]);
  });
}

test('a fault of no-answer lets the RECEP out and nothing else, and says so', async () => {
  await using stand = await nhaisStand({ world: faulty([{ kind: 'no-answer' }]) });
  await stand.bring(ACCEPTANCE);
  await stand.quiet();
  assert.deepEqual(workflows(stand), ['NHAIS_RECEP']);
  const why = await stand.entry('the silence', ({ kind }) => kind === 'settled');
  assert.equal(why.trace?.[0]?.text, 'a fault asks for no answer');
});

test('a delay holds the RECEP back, on top of the delay of the link', async () => {
  const clock = virtualClock();
  const world = faulty([{ kind: 'delay', ms: 90_000 }]);
  await using stand = await nhaisStand({ clock, world, link: { receiptDelay: 'PT1M' } });
  await stand.bring(ACCEPTANCE);
  await until(() => clock.waiting > 0);
  await clock.advance(149_999);
  assert.deepEqual([clock.waiting, workflows(stand)], [1, []]);
  await clock.advance(1);
  await stand.entry('the RECEP', ({ kind }) => kind === 'delivery');
  assert.deepEqual(workflows(stand), ['NHAIS_RECEP']);
});

test('faults meet by mailbox, message, operation, practice and attempt', async () => {
  const rules: Readonly<Record<string, readonly [WorldPatch, boolean]>> = {
    'of the mailbox': [{ when: { mailbox: [PRACTICE] } }, true],
    'of another mailbox': [{ when: { mailbox: ['Z99002GP1'] } }, false],
    'of the workflow': [{ when: { message: ['NHAIS_REG'] } }, true],
    'of the code': [{ when: { operation: ['G1'] } }, true],
    'of another code': [{ when: { operation: ['G5'] } }, false],
    'of the trading partner': [{ when: { caller: ['ABC1'] } }, true],
    'of the patient': [{ when: { nhsNumber: ['9990000018'] } }, true],
    'of the second attempt': [{ attempts: { from: 2 } }, false],
    'of another face': [{ faces: ['mesh'] }, false],
  };
  for (const [name, [rule, met]] of Object.entries(rules)) {
    await using stand = await nhaisStand({ world: faulty([{ kind: 'no-answer' }], rule) });
    await stand.bring(ACCEPTANCE);
    await stand.quiet();
    const expected = met ? ['NHAIS_RECEP'] : ['NHAIS_RECEP', 'NHAIS_REG'];
    assert.deepEqual(workflows(stand), expected, name);
  }
});

test('what an authority sends of its own accord meets faults too', async () => {
  const world = faulty([{ kind: 'interchange', how: 'sent-twice' }], {
    when: { operation: ['F8'] },
  });
  await using stand = await nhaisStand({ world });
  await stand.service.desk.send({ link: 'riverside', code: 'F8' });
  assert.deepEqual(workflows(stand), ['NHAIS_REG', 'NHAIS_REG']);
});

function workflows({ mailboxes }: NhaisStand, mailbox = PRACTICE): readonly string[] {
  return mailboxes.inbox(mailbox).map(({ workflowId }) => workflowId);
}

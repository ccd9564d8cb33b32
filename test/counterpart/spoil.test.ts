import assert from 'node:assert/strict';
import { test } from 'node:test';
import { spoil } from '../../simulator/counterpart/spoil.ts';
import { type Draft, draftAcknowledgement } from '../../src/scenario/draft.ts';
import type { MessageFault } from '../../src/scenario/meet-faults.ts';
import { readScenario } from '../../src/scenario/read-scenario.ts';
import { acknowledgeAction } from '../../src/scenario/step-shape.ts';
import { readApplicationAcknowledgement } from '../../src/wire/hl7/application-acknowledgement.ts';

const BARE: Draft = {
  ...{ kind: 'fragment', label: 'a.txt', action: 'COPC_IN000001UK01', messageId: 'M', hl7Id: 'M' },
  contentId: undefined,
  payload: Buffer.from('<a><b>text</b></a>'),
  documents: [],
};
const WITH_DOCUMENT: Draft = {
  ...BARE,
  documents: [
    { kind: 'external', messageId: 'X', description: 'first' },
    {
      ...{ kind: 'inline', contentId: 'c', partType: 'text/plain', description: 'second' },
      content: Buffer.from('QUJD'.repeat(20)),
    },
  ],
};

function spoiled(draft: Draft, what: string): Draft {
  const text = `title: A\nplays: sender\nfaults: [{ on: any, from: counterpart, do: ${what} }]`;
  return spoil(draft, readScenario(text, 'f').faults as readonly MessageFault[], () => 'NEW');
}

function contentOf({ documents }: Draft): string {
  const inline = documents.find(({ kind }) => kind === 'inline');
  return inline?.kind === 'inline' ? Buffer.from(inline.content).toString() : '';
}

test('a document that is corrupted has characters that base64 does not have, and keeps its length', () => {
  const content = contentOf(spoiled(WITH_DOCUMENT, 'corrupt'));
  assert.equal(content.length, 80);
  assert.match(content, /!!/);
});

test('without a document it is the payload that is corrupted or cut', () => {
  assert.equal(spoiled(BARE, 'corrupt').payload.toString(), '<a><b>text</b>a>');
  assert.equal(spoiled(BARE, 'truncate').payload.toString(), '<a><b>tex');
  assert.equal(contentOf(spoiled(WITH_DOCUMENT, 'truncate')).length, 40);
});

test('a wrong id is another MessageId than was announced', () => {
  assert.equal(spoiled(BARE, 'wrong-id').messageId, 'NEW');
});

test('a wrong code takes the place of the right one wherever it stands', () => {
  const actor = { odsCode: 'A', partyKey: 'A-1', asid: '1' };
  const action = acknowledgeAction.parse({ acknowledge: 'extract', code: '11', codeIn: 'both' });
  const draft = draftAcknowledgement(
    { from: actor, to: actor },
    { messageId: 'M', hl7Id: 'M' },
    {
      ...{ kind: 'final-acknowledgement', label: 'x', messageRef: 'R', form: 'REQ' },
      time: new Date(0),
    },
    action,
  );
  const codes = (payload: Buffer) => {
    const read = readApplicationAcknowledgement(payload);
    return read.ok ? read.value.codes.map(({ code, source }) => `${source} ${code}`) : [];
  };
  assert.deepEqual(codes(draft.payload), ['reason 11', 'detail 11']);
  assert.deepEqual(codes(spoiled(draft, 'wrong-code').payload), ['reason 99', 'detail 99']);
});

test('faults that Spine carries out leave the message alone', () => {
  for (const what of ['hold', 'duplicate', 'delay', 'reset', 'slow-body', 'drop', 'reorder']) {
    assert.deepEqual(spoiled(WITH_DOCUMENT, what), WITH_DOCUMENT);
  }
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FaultAction, FaultFace } from '../../src/faults/fault.ts';
import { tellFault } from '../../src/faults/tell-fault.ts';

const told = (face: FaultFace, action: FaultAction) => tellFault(face, { rule: 'mine', action });

test('a fault is told with its rule, what it asks for and the code or time that it names', () => {
  assert.equal(told('ldap', { kind: 'drop' }), 'the fault mine asks for: drop');
  assert.equal(told('smsp', { kind: 'delay', ms: 40 }), 'the fault mine asks for: delay 40 ms');
  assert.equal(
    told('pds-fhir', { kind: 'result', code: '429' }),
    'the fault mine asks for: result 429',
  );
});

test('what a face has no form for is told, too', () => {
  assert.equal(
    told('pds-hl7', { kind: 'result', code: '5' }),
    'the fault mine asks for result, which this face does not know',
  );
});

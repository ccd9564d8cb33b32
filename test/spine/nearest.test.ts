import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nearestContract } from '../../simulator/spine/nearest.ts';
import { defaultWorld } from '../../simulator/world/default-world.ts';
import { PARTY_TYPE } from '../../src/wire/ebxml/names.ts';
import { contractOf, EXTRACT, HILLSIDE, message } from './messages.ts';

const world = defaultWorld();
const { envelope } = message(world);
const right = `${HILLSIDE} urn:nhs:names:services:gp2gp:${EXTRACT} with CPAId ${contractOf(world).cpaId}`;

test('a slip of the pen in party, action or CPAId leads to the contract that was meant', () => {
  const slips = [
    { to: { id: 'Z99002-900022', type: PARTY_TYPE } },
    { action: 'RCMR_IN030000UK6' },
    { service: 'urn:nhs:names:services:gpgp' },
    { cpaId: 'S00000A000000' },
  ];
  for (const slip of slips) {
    assert.equal(nearestContract(world, { ...envelope, ...slip }), right);
  }
});

test('a world without contracts has no nearest one', () => {
  assert.equal(nearestContract({ ...world, contracts: [] }, envelope), undefined);
});

test('hostile names cost little', () => {
  const long = 'x'.repeat(1_000_000);
  const hostile = { ...envelope, action: long, service: long, to: { id: long, type: undefined } };
  const began = performance.now();
  assert.ok(nearestContract(world, hostile));
  assert.ok(performance.now() - began < 1_000);
});

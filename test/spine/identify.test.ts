import assert from 'node:assert/strict';
import { test } from 'node:test';
import { identify } from '../../simulator/spine/identify.ts';
import { defaultWorld } from '../../simulator/world/default-world.ts';
import type { Strictness } from '../../simulator/world/world.ts';
import { HILLSIDE, RIVERSIDE } from './messages.ts';

const address = '127.0.0.1';
const riverside = { address, fqdn: 'riverside.spinebox.test' };

function world(partyIdentity: Strictness) {
  const built = defaultWorld();
  return { ...built, policies: { ...built.policies, partyIdentity } };
}

test('a party is spoken for by the certificate with its registered name, whatever the case', () => {
  const held = world('enforce');
  assert.equal(identify(held, riverside, RIVERSIDE), undefined);
  assert.equal(identify(held, riverside, RIVERSIDE.toLowerCase()), undefined);
  const shouting = { address, fqdn: 'RIVERSIDE.spinebox.test' };
  assert.equal(identify(held, shouting, RIVERSIDE), undefined);
});

test('another party’s certificate breaks the rule, and the finding names both', () => {
  const finding = identify(world('enforce'), riverside, HILLSIDE);
  assert.equal(finding?.severity, 'must');
  assert.match(finding?.message ?? '', /riverside\.spinebox\.test speaks for Z99001-900001/);
  assert.match(finding?.message ?? '', /does not speak for Z99002-900002/);
  assert.match(finding?.suggestion ?? '', /Z99002-900002/);
});

test('an unregistered certificate and none at all speak for nobody', () => {
  const unknown = identify(world('enforce'), { address, fqdn: 'x.example.test' }, RIVERSIDE);
  assert.match(unknown?.message ?? '', /^the certificate of x\.example\.test does not speak/);
  const plain = identify(world('enforce'), { address }, RIVERSIDE);
  assert.match(plain?.message ?? '', /without a certificate/);
});

test('a warning departs only, off says nothing', () => {
  assert.equal(identify(world('warn'), riverside, HILLSIDE)?.severity, 'should');
  assert.equal(identify(world('off'), riverside, HILLSIDE), undefined);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadWorld } from '../../simulator/world/load-world.ts';
import type { WorldPatch } from '../../simulator/world/world-config.ts';
import { formatProblem, WorldError } from '../../simulator/world/world-problem.ts';

const MAILBOXES = { gpMailbox: 'Z99001GP1', haMailbox: 'SO01HA1' };

const mine = (link: WorldPatch): WorldPatch => ({
  nhais: { links: { mine: { cipher: 'SO', tradingPartner: 'ABC1', ...MAILBOXES, ...link } } },
});

const REFUSED: readonly (readonly [string, WorldPatch, RegExp])[] = [
  [
    'that another link is already',
    { tradingPartner: 'TES1' },
    /mine\.tradingPartner: is the trading partner of SO01 by the link riverside already; got "TES1"/,
  ],
  [
    'with a mailbox that there is not',
    { haMailbox: 'NOWHERE' },
    /mine\.haMailbox: is no mailbox of the world: add it under mesh\.mailboxes; got "NOWHERE"/,
  ],
  [
    'of a practice and an authority in one mailbox',
    { haMailbox: 'Z99001GP1' },
    /mine\.haMailbox: is the mailbox of the practice too/,
  ],
];

for (const [name, link, expected] of REFUSED) {
  test(`a link of GP Links is refused ${name}`, async () => {
    await assert.rejects(loadWorld({ overrides: mine(link) }), (error) => {
      assert.ok(error instanceof WorldError);
      assert.match(error.problems.map(formatProblem).join('\n'), expected);
      return true;
    });
  });
}

test('mailboxes are not asked for where MESH is off', async () => {
  const { world } = await loadWorld({
    overrides: { ...mine({ haMailbox: 'NOWHERE' }), mesh: { enabled: false } },
  });
  assert.ok(world.nhais.some(({ name }) => name === 'mine'));
});

test('a cipher that no health authority has is warned of', async () => {
  const { warnings } = await loadWorld({ overrides: mine({ cipher: 'QQ' }) });
  assert.match(warnings.map(formatProblem).join('\n'), /mine\.cipher: is the cipher of no health/);
});

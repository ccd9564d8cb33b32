import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openDirectory } from '../../../src/directory/open-directory.ts';
import { seededRandom } from '../../../src/platform/random.ts';
import type { LdapMessage } from '../../../src/wire/ldap/ldap-message.ts';
import { renderFilter } from '../../../src/wire/ldap/render-filter.ts';
import { generatedSearches } from './generated-searches.ts';
import { rawClient, resultOf } from './raw-client.ts';
import { manySystems, SEED } from './seed.ts';
import { startSlapd, withoutSlapd } from './slapd.ts';
import { ldapStand } from './stand.ts';

/**
 * Debian's slapd (package slapd) with the same schema and the same entries must answer the same searches with the same
 * entries. Opt-in, because it starts a foreign server:
 *
 *     ORACLE_SLAPD=1 node --test test/sds/ldap/slapd-oracle.test.ts
 */
const skip = process.env.ORACLE_SLAPD ? withoutSlapd : 'opt-in: set ORACLE_SLAPD=1';

const SEARCHES = 200;

/** What an answer says, whatever the order of entries, attributes and values. */
function meaning(messages: readonly LdapMessage[]) {
  const entries = messages.flatMap(({ operation }) => {
    if (operation.kind !== 'search-entry') return [];
    const attributes = operation.attributes.map(
      ({ name, values }) => `${name}: ${[...values].sort().join(' | ')}`,
    );
    return [[operation.dn, ...attributes.sort()]];
  });
  return { result: resultOf(messages), entries: entries.sort() };
}

test(`slapd answers ${SEARCHES} generated searches with the same entries`, {
  skip,
}, async (context) => {
  const entries = [...SEED, ...manySystems(40)];
  await using stand = await ldapStand({ entries });
  await using slapd = await startSlapd(openDirectory(entries));
  const [ours, theirs] = [await rawClient(stand.port), await rawClient(slapd.port)];
  let found = 0;
  for (const search of generatedSearches(SEARCHES, seededRandom(20_260_105))) {
    ours.ask(1, search);
    theirs.ask(1, search);
    const mine = meaning(await ours.answer());
    const { base, scope, attributes } = search;
    const asked = `${base} ${scope} ${renderFilter(search.filter)} [${attributes}]`;
    assert.deepEqual(mine, meaning(await theirs.answer()), asked);
    if (mine.entries.length > 0) found += 1;
  }
  // Searches that find nothing agree too easily.
  assert.ok(found > SEARCHES / 4, `${found} searches found something`);
  context.diagnostic(`${found} of ${SEARCHES} searches found something`);
  ours.socket.destroy();
  theirs.socket.destroy();
});

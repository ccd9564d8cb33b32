import { isKnownCipher, linkCodeOf } from '../../src/nhais/authority-codes.ts';
import type { WorldConfig } from './world-config.ts';
import type { ConfigProblem } from './world-problem.ts';

/** Links of GP Links that cannot be told apart, or that nothing would ever come over. */
export function* checkNhais({ nhais, mesh }: WorldConfig): Iterable<ConfigProblem> {
  const taken = new Map<string, string>();
  for (const [name, link] of Object.entries(nhais.links)) {
    const path = ['nhais', 'links', name];
    const { cipher, tradingPartner, haMailbox } = link;
    const pair = `${tradingPartner} with ${linkCodeOf(cipher)}`;
    const holder = taken.get(pair);
    if (holder !== undefined) {
      const text = `is the trading partner of ${linkCodeOf(cipher)} by the link ${holder} already`;
      const got = JSON.stringify(tradingPartner);
      yield { severity: 'error', path: [...path, 'tradingPartner'], text, got };
    }
    taken.set(pair, name);
    if (!isKnownCipher(cipher)) {
      const text = 'is the cipher of no health authority: practices may refuse what it sends';
      yield { severity: 'warning', path: [...path, 'cipher'], text, got: JSON.stringify(cipher) };
    }
    for (const key of ['gpMailbox', 'haMailbox'] as const) {
      if (!mesh.enabled || mesh.mailboxes[link[key]]) continue;
      const text = 'is no mailbox of the world: add it under mesh.mailboxes';
      yield { severity: 'error', path: [...path, key], text, got: JSON.stringify(link[key]) };
    }
    if (link.gpMailbox === haMailbox) {
      const text = 'is the mailbox of the practice too: neither could tell what is its own';
      yield {
        severity: 'error',
        path: [...path, 'haMailbox'],
        text,
        got: JSON.stringify(haMailbox),
      };
    }
  }
}

import { isKnownCipher, linkCodeOf } from './authority-codes.ts';
import type { NhaisInterchange } from './interchange.ts';
import type { Oddity } from './nhais-deviation.ts';
import { codeOf, isOfPractice } from './transaction-codes.ts';

/** Something odd, and the message that it concerns. */
interface Told {
  readonly oddity: Oddity;
  readonly sms?: number | undefined;
}

/**
 * Whether sender and recipient are trading partners by their form, and the health authority of each message one of
 * them: the recipient of what a practice says, the sender of what an authority says (mesh-nhais 2.4).
 */
export function checkParties(interchange: NhaisInterchange): readonly Told[] {
  const { sender, recipient, messages } = interchange;
  const told: Told[] = [sender, recipient]
    .filter((code) => !/^[A-Z0-9]{4}$/.test(code))
    .map((code) => ({ oddity: noPartner(code) }));
  for (const message of messages) {
    if (message.kind === 'other' || !isKnownCipher(message.cipher)) continue;
    const authority = linkCodeOf(message.cipher);
    const code = message.kind === 'registration' ? codeOf(message.code) : undefined;
    const side = code ? (isOfPractice(code) ? 'recipient' : 'sender') : undefined;
    const named = side ? [interchange[side]] : [sender, recipient];
    if (named.includes(authority)) continue;
    const what = side ? `the ${side}` : 'neither sender nor recipient';
    const oddity = {
      code: 'nhais.link-code',
      message: `${what} is ${side ? 'not ' : ''}the health authority of the message`,
      expected: authority,
      found: named.join(' and ').slice(0, 40),
    };
    told.push({ oddity, sms: message.sequence });
  }
  return told;
}

function noPartner(code: string): Oddity {
  return {
    code: 'nhais.trading-partner',
    message: 'UNB names a trading partner by other than four characters',
    expected: 'four capitals and digits',
    found: code.slice(0, 40),
  };
}

/** A party key as registered in SDS: an organisation code, a hyphen, six or seven digits. */
export type PartyKey = string & { readonly __name: 'PartyKey' };

// The code may be the supplier's own (YGM24-820388) and Spine's own keys have seven digits (YES-0000806).
const SHAPE = /^[A-Z0-9]{1,8}-\d{6,7}$/;

export function parsePartyKey(text: string): PartyKey | undefined {
  return SHAPE.test(text) ? (text as PartyKey) : undefined;
}

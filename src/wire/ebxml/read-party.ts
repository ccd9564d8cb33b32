import type { Deviation } from '../reading.ts';
import type { XmlElement } from '../xml/xml-element.ts';
import { ebAttribute } from './eb-attribute.ts';
import { mandatoryChild, tellUnknown, textIn } from './eb-child.ts';
import type { EbxmlParty } from './ebxml-message.ts';
import { EB_NS, PARTY_TYPE } from './names.ts';

const PARTY_CHILDREN = new Set(['PartyId', 'Role']);

/** Reads the `PartyId` in a `From` or `To`; several are legal ebMS but not in the NHS profile (mhs 2.3). */
export function readParty(holder: XmlElement, path: string, log: Deviation[]): EbxmlParty {
  tellUnknown(holder, PARTY_CHILDREN, path, log);
  const party = mandatoryChild(holder, EB_NS, `${path}/PartyId`, log);
  if (party === undefined) return { id: '', type: undefined };
  const type = ebAttribute(party, EB_NS, 'type', log);
  if (type !== PARTY_TYPE) {
    const message = `${path}/PartyId/@type is ${type === undefined ? 'missing' : `"${type}"`}`;
    log.push({ code: 'ebxml.party-type', message, at: party.at });
  }
  return { id: textIn(party, `${path}/PartyId`, log), type };
}

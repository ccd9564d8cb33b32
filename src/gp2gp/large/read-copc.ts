import { LARGE_MESSAGE } from '../../domain/interaction.ts';
import { HL7_NS } from '../../wire/hl7/names.ts';
import { type Deviation, type Reading, readAs, unreadable } from '../../wire/reading.ts';
import { readXml } from '../../wire/xml/read-xml.ts';
import { attributeOf, isElement, textOf, type XmlElement } from '../../wire/xml/xml-element.ts';
import type { GpMessage } from '../read-message.ts';
import { CONTINUE_SUBJECT, GP2GP_NS } from './copc-names.ts';
import type { LargeMessage, LargeMessageKind } from './large-message.ts';

/** A COPC has little in it but ids; the bytes travel in other parts. */
const LIMITS = { bytes: 1_000_000, depth: 60, nodes: 20_000 } as const;

/**
 * Reads a COPC_IN000001UK01: the forms of the national examples of 2013 (no class codes), of the adaptors and of
 * Vision (other codes, empty Recipient and From). What it is follows from what it holds, never from its codes
 * (gp2gp 2.6, D9). Fails with `copc.no-payload`, `copc.root`, `copc.no-content` and the failures of `readXml`.
 */
export function readCopc({ payload, documents }: GpMessage): Reading<LargeMessage> {
  if (payload === undefined) return unreadable('copc.no-payload', 'the message has no HL7 payload');
  const read = readXml(payload, LIMITS);
  if (!read.ok) return read;
  const root = read.value;
  if (root.name !== LARGE_MESSAGE || root.namespace !== HL7_NS) {
    return unreadable('copc.root', `${root.name} is not a large message`, root.at);
  }
  const information = below(root, 'ControlActEvent', 'subject', 'PayloadInformation');
  if (!information) {
    return unreadable('copc.no-content', 'the message has no PayloadInformation', root.at);
  }
  const outer = below(information, 'value', 'Gp2gpfragment');
  const inner = below(
    information,
    'pertinentInformation',
    'pertinentPayloadBody',
    'value',
    'Gp2gpfragment',
  );
  const subject = textBelow(outer, 'subject');
  const recipients = outer ? below(outer, 'Recipients') : undefined;
  return readAs(
    {
      kind: kindOf(subject, documents),
      subject,
      recipients: (recipients ? elementsOf(recipients) : [])
        .filter(({ name }) => name === 'Recipient')
        .map((recipient) => textOf(recipient).trim())
        .filter((odsCode) => odsCode !== ''),
      from: textBelow(outer, 'From') || undefined,
      statedId: textBelow(outer, 'message-id') || undefined,
      messageRef: rootBelow(inner, 'Message', 'acknowledgement', 'messageRef', 'id'),
      acknowledgedMessage: rootBelow(inner, 'acknowledgedMessage', 'id'),
      code: attribute(below(information, 'code'), 'code'),
      documents,
    },
    [...read.deviations, ...oddities(information)],
  );
}

function kindOf(subject: string, documents: GpMessage['documents']): LargeMessageKind {
  if (documents.some(({ kind }) => kind === 'external')) return 'index';
  if (documents.some(({ kind }) => kind === 'inline')) return 'fragment';
  const spoken = subject.replace(/\s+/g, ' ').trim().toLowerCase();
  return spoken === CONTINUE_SUBJECT.toLowerCase() ? 'continue' : 'bare';
}

function oddities(information: XmlElement): Deviation[] {
  const missing = ['classCode', 'moodCode'].filter(
    (name) => attributeOf(information, '', name) === undefined,
  );
  if (missing.length === 0) return [];
  const message = `PayloadInformation has no ${missing.join(' and no ')}`;
  return [{ code: 'copc.class-code', message, at: information.at }];
}

/** Names are matched in whichever of the two namespaces they stand: samples mix them. */
function below(from: XmlElement, ...path: readonly string[]): XmlElement | undefined {
  let at: XmlElement | undefined = from;
  for (const name of path) {
    at = at && elementsOf(at).find((child) => child.name === name);
  }
  return at;
}

function elementsOf(parent: XmlElement): readonly XmlElement[] {
  return parent.children
    .filter(isElement)
    .filter(({ namespace }) => namespace === HL7_NS || namespace === GP2GP_NS);
}

function textBelow(from: XmlElement | undefined, name: string): string {
  const found = from && below(from, name);
  return found ? textOf(found).trim() : '';
}

function rootBelow(from: XmlElement | undefined, ...path: readonly string[]): string | undefined {
  return attribute(from && below(from, ...path), 'root');
}

function attribute(from: XmlElement | undefined, name: string): string | undefined {
  return (from && attributeOf(from, '', name)?.trim()) || undefined;
}

import { HL7_NS } from '../wire/hl7/names.ts';
import { type Reading, readAs, unreadable } from '../wire/reading.ts';
import { readXmlFacts, type XmlFact } from '../wire/xml/read-xml-facts.ts';
import type { XmlLimits } from '../wire/xml/xml-limits.ts';
import { OID } from './oids.ts';

/** Where an extract refers to a document that travels beside it (gp2gp 2.7). */
export interface AttachmentAnchor {
  /** Equals the manifest's `eb:id` without its underscore. */
  readonly id: string;
  readonly mediaType: string | undefined;
  /** `file://localhost/<id>_<file name>` or `file:<id>_<file name>`. */
  readonly reference: string | undefined;
}

/** What a transfer needs to know of an extract; the clinical content stays unread. */
export interface ExtractFrame {
  /** `RCMR_IN030000UK06` or `RCMR_IN030000UK07`, the name of the root. */
  readonly interaction: string;
  /** `EhrExtract/id`. */
  readonly id: string;
  readonly nhsNumber: string;
  /** The practice that sends the record. */
  readonly authorOds: string;
  /** The practice that asked for it. */
  readonly destinationOds: string;
  /** `inFulfillmentOf/priorEhrRequest/id`: `EhrRequest/id` of the request. */
  readonly priorRequestId: string;
  readonly anchors: readonly AttachmentAnchor[];
  readonly folders: number;
  readonly compositions: number;
  /** Entries that are marked as not to be disclosed: NOPAT (gp2gp 2.7). */
  readonly redactions: number;
}

const SUBJECT = 'ControlActEvent/subject/EhrExtract/';
const ORGANISATION = 'AgentOrgSDS/agentOrganizationSDS/id';
const ANCHOR = 'referredToExternalDocument';

/** Paths of the ids below EhrExtract, and which attribute of the id is meant. */
const IDS: Readonly<Record<string, readonly [key: keyof Ids, attribute: 'root' | 'extension']>> = {
  id: ['id', 'root'],
  'recordTarget/patient/id': ['nhsNumber', 'extension'],
  [`author/${ORGANISATION}`]: ['authorOds', 'extension'],
  [`destination/${ORGANISATION}`]: ['destinationOds', 'extension'],
  'inFulfillmentOf/priorEhrRequest/id': ['priorRequestId', 'root'],
};

interface Ids {
  id?: string;
  nhsNumber?: string;
  authorOds?: string;
  destinationOds?: string;
  priorRequestId?: string;
}

interface GrowingAnchor {
  id: string;
  mediaType: string | undefined;
  reference: string | undefined;
}

/**
 * Reads the frame of an extract in one pass without building a tree, so that five megabytes cost little.
 * Fails with `ehr-extract.missing` when an id that the transfer rests on is not there, with
 * `ehr-extract.root` for another document, and with the failures of `readXml`.
 *
 * @param limits those for payloads of one message unless told: a skeleton may stand for more (gp2gp 3.6)
 */
export function readEhrExtract(
  payload: Uint8Array,
  limits?: Partial<XmlLimits>,
): Reading<ExtractFrame> {
  let interaction = '';
  const ids: Ids = {};
  const anchors: GrowingAnchor[] = [];
  let folders = 0;
  let compositions = 0;
  let redactions = 0;
  const walked = readXmlFacts(
    payload,
    (fact) => {
      if (fact.namespace !== HL7_NS) return undefined;
      const { name, depth, path } = fact;
      if (depth === 1) {
        interaction = name;
        // A root that is no extract at all need not be read to its end.
        return /^RCMR_IN03\d{4}UK\d\d$/.test(name) ? undefined : 'stop';
      }
      if (name === 'ehrFolder') folders += 1;
      else if (name === 'ehrComposition') compositions += 1;
      else if (name === 'confidentialityCode') {
        if (attributeValue(fact, 'code') === 'NOPAT') redactions += 1;
      } else if (name === ANCHOR)
        anchors.push({ id: '', mediaType: undefined, reference: undefined });
      else if (name === 'id' && depth <= 8) noteId(ids, path.slice(interaction.length + 1), fact);
      const anchor = anchors.at(-1);
      if (anchor !== undefined) noteAnchor(anchor, fact);
      return undefined;
    },
    limits,
  );
  if (!walked.ok) return walked;
  if (!walked.value.complete) {
    return unreadable('ehr-extract.root', `${interaction} is not an EHR extract`);
  }
  const { id, nhsNumber, authorOds, destinationOds, priorRequestId } = ids;
  if (!id || !nhsNumber || !authorOds || !destinationOds || !priorRequestId) {
    const missing = Object.entries(IDS)
      .filter(([, [key]]) => !ids[key])
      .map(([path]) => path);
    return unreadable('ehr-extract.missing', `the extract has no ${missing.join(', no ')}`);
  }
  return readAs(
    {
      interaction,
      id,
      nhsNumber,
      authorOds,
      destinationOds,
      priorRequestId,
      anchors,
      folders,
      compositions,
      redactions,
    },
    walked.deviations,
  );
}

function noteId(ids: Ids, path: string, fact: XmlFact): void {
  if (!path.startsWith(SUBJECT)) return;
  const known = IDS[path.slice(SUBJECT.length)];
  if (!known) return;
  const [key, attribute] = known;
  if (key === 'nhsNumber' && attributeValue(fact, 'root') !== OID.nhsNumber) return;
  const value = attributeValue(fact, attribute)?.trim();
  if (value && ids[key] === undefined) ids[key] = value;
}

function noteAnchor(anchor: GrowingAnchor, fact: XmlFact): void {
  const { name, path } = fact;
  if (name === 'id' && anchor.id === '' && path.endsWith(`/${ANCHOR}/id`)) {
    anchor.id = attributeValue(fact, 'root') ?? '';
  } else if (name === 'text' && path.endsWith(`/${ANCHOR}/text`)) {
    anchor.mediaType = attributeValue(fact, 'mediaType');
  } else if (name === 'reference' && path.endsWith(`/${ANCHOR}/text/reference`)) {
    anchor.reference = attributeValue(fact, 'value');
  }
}

function attributeValue(fact: XmlFact, name: string): string | undefined {
  return fact.attributes.find((attribute) => attribute.name === name && attribute.namespace === '')
    ?.value;
}

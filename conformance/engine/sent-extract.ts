import { type ExtractFrame, readEhrExtract } from '../../src/gp2gp/ehr-extract.ts';
import type { TranscriptMessage } from '../../src/scenario/transcript.ts';
import { HL7_NS } from '../../src/wire/hl7/names.ts';
import { readXmlFacts, type XmlFact } from '../../src/wire/xml/read-xml-facts.ts';
import { SystemDeviation } from './departures.ts';
import { type OpenedMessage, openMessage } from './opened-message.ts';
import { ownOf } from './sender-answers.ts';
import type { Trial } from './trial.ts';

/** What an extract says in itself, as far as scenarios ask (gp2gp 2.7). */
export interface ExtractContent {
  readonly frame: ExtractFrame;
  readonly anchors: readonly Anchor[];
  /** ODS codes of the folders' authors, in order; empty where a folder names none. */
  readonly folderAuthors: readonly string[];
  /** Entries and compositions with NOPAT. */
  readonly redacted: number;
  /** Whether it has an EhrEmpty. */
  readonly empty: boolean;
  readonly bytes: number;
}

/** The place of a document in the record. */
export interface Anchor {
  readonly id: string;
  readonly code: string;
  readonly mediaType: string;
  readonly reference: string;
}

/** A skeleton's content may be far larger than what fits a message. */
export const LARGE = { bytes: 200_000_000, nodes: 20_000_000 } as const;

/** What an extract of any size says, or why it is none. */
export function readExtractContent(
  payload: Uint8Array,
): ExtractContent | { readonly because: string } {
  const frame = readEhrExtract(payload, LARGE);
  if (!frame.ok) return { because: frame.failure.message };
  const anchors: { id: string; code: string; mediaType: string; reference: string }[] = [];
  const folderAuthors: string[] = [];
  let redacted = 0;
  let empty = false;
  const walked = readXmlFacts(
    payload,
    (fact) => {
      if (fact.namespace !== HL7_NS) return undefined;
      const { name, path } = fact;
      if (name === 'referredToExternalDocument') {
        anchors.push({ id: '', code: '', mediaType: '', reference: '' });
      } else if (name === 'ehrFolder') folderAuthors.push('');
      else if (name === 'EhrEmpty') empty = true;
      else if (name === 'confidentialityCode' && attribute(fact, 'code') === 'NOPAT') redacted++;
      else if (path.endsWith('/ehrFolder/author/AgentOrgSDS/agentOrganizationSDS/id')) {
        folderAuthors[folderAuthors.length - 1] = attribute(fact, 'extension');
      }
      const anchor = anchors.at(-1);
      if (!anchor || !path.includes('/referredToExternalDocument/')) return undefined;
      if (path.endsWith('/referredToExternalDocument/id')) anchor.id = attribute(fact, 'root');
      if (path.endsWith('/referredToExternalDocument/code')) anchor.code = attribute(fact, 'code');
      if (path.endsWith('/referredToExternalDocument/text')) {
        anchor.mediaType = attribute(fact, 'mediaType');
      }
      if (path.endsWith('/text/reference')) anchor.reference = attribute(fact, 'value');
      return undefined;
    },
    LARGE,
  );
  if (!walked.ok) return { because: walked.failure.message };
  return { frame: frame.value, anchors, folderAuthors, redacted, empty, bytes: payload.length };
}

function attribute({ attributes }: XmlFact, wanted: string): string {
  return attributes.find(({ name, namespace }) => name === wanted && namespace === '')?.value ?? '';
}

export interface SentExtract {
  readonly sent: TranscriptMessage;
  readonly opened: OpenedMessage;
  readonly content: ExtractContent;
}

/** The system's extract, taken apart. A deviation when there is none or it is no extract. */
export async function openSentExtract(trial: Trial, name?: string): Promise<SentExtract> {
  const sent = await trial.until(
    'an extract',
    ({ messages }) => ownOf(messages, 'extract')[0],
    name === undefined ? {} : { in: name },
  );
  const opened = await openMessage(trial, sent);
  const { payload } = opened.message;
  const content = payload ? readExtractContent(payload) : { because: 'it has no HL7 payload' };
  if ('because' in content) {
    throw new SystemDeviation({
      expected: 'an extract that can be read',
      observed: content.because,
      evidence: [sent.sequence],
    });
  }
  return { sent, opened, content };
}

import { GP2GP_SERVICE } from '../domain/interaction.ts';
import type { EbxmlMessage } from '../wire/ebxml/ebxml-message.ts';
import type { Check } from './check.ts';
import type { InboundMessage } from './inbound-message.ts';

/** The Content-Id that a `cid:` reference names, for comparison without regard to case. */
function namedPart(href: string): string | undefined {
  return href.slice(0, 4).toLowerCase() === 'cid:' ? href.slice(4).toLowerCase() : undefined;
}

function references(envelope: EbxmlMessage) {
  return envelope.manifest?.references ?? [];
}

export const referencesResolve: Check<InboundMessage> = {
  id: 'EBXML-MANIFEST-01',
  clause: 'ebMS 2.0 section 3.2, mhs 5.2 M2',
  basis: 'N',
  severity: 'must',
  title: 'every cid: reference names exactly one part',
  advice:
    'Let every cid: reference name the Content-Id of one part, and give no two parts the same.',
  *examine({ mime, envelope }) {
    if (!mime) return;
    const parts = new Map<string, number>();
    for (const { contentId } of mime.parts) {
      if (contentId)
        parts.set(contentId.toLowerCase(), (parts.get(contentId.toLowerCase()) ?? 0) + 1);
    }
    for (const [index, { href }] of references(envelope).entries()) {
      const id = namedPart(href);
      const count = id === undefined ? 1 : (parts.get(id) ?? 0);
      if (count === 1) continue;
      yield {
        message: count ? `${href} names ${count} parts` : `${href} names no part of the message`,
        at: `Manifest/Reference[${index + 1}]`,
        suggestion: `give one part the Content-Id <${href.slice(4)}>`,
      };
    }
  },
};

export const referencesHaveTargets: Check<InboundMessage> = {
  id: 'EBXML-MANIFEST-02',
  clause: 'mhs 2.3',
  basis: 'N',
  severity: 'must',
  title: 'every reference is cid: or mid: with something after the colon',
  advice: 'Write every reference as cid: or mid: with a name after the colon.',
  *examine({ envelope }) {
    for (const [index, { href }] of references(envelope).entries()) {
      if (/^(cid|mid):./i.test(href)) continue;
      yield {
        message: `the reference "${href}" is neither cid: nor mid: with a name`,
        at: `Manifest/Reference[${index + 1}]`,
      };
    }
  },
};

export const partsAreReferenced: Check<InboundMessage> = {
  id: 'EBXML-MANIFEST-03',
  clause: 'ebMS 2.0 section 3.2, mhs 5.2 M3',
  basis: 'A',
  severity: 'should',
  title: 'every part after the envelope is named by a reference',
  advice: 'Name every part in the manifest: receivers drop what is not named.',
  *examine({ mime, envelope }) {
    const named = new Set(references(envelope).map(({ href }) => namedPart(href)));
    for (const [index, { contentId }] of mime?.parts.slice(1).entries() ?? []) {
      if (contentId !== undefined && named.has(contentId.toLowerCase())) continue;
      yield {
        message: `part <${contentId ?? ''}> is missing from the manifest: receivers drop it`,
        at: `/part[${index + 2}]`,
      };
    }
  },
};

export const manifestVersion: Check<InboundMessage> = {
  id: 'EBXML-MANIFEST-04',
  clause: 'mhs 2.3, 5.3 E4',
  basis: 'N',
  severity: 'must',
  title: 'eb:version of the Manifest is 2.0',
  advice: 'Write eb:version="2.0" on the Manifest.',
  *examine({ envelope: { manifest } }) {
    if (manifest && manifest.version !== '2.0') {
      yield { message: `eb:version is ${manifest.version ?? 'missing'}`, at: 'Manifest' };
    }
  },
};

export const referenceCount: Check<InboundMessage> = {
  id: 'EBXML-MANIFEST-05',
  clause: 'mhs 2.2, 5.3 E11',
  basis: 'N',
  severity: 'must',
  title: 'a message to a Spine service has exactly one reference',
  advice: 'Send one payload, and nothing else, to a Spine service.',
  *examine({ envelope, directory }) {
    const pattern = directory?.pattern;
    if (pattern !== 'asynchronous-express' && pattern !== 'asynchronous-reliable') return;
    const count = references(envelope).length;
    if (count !== 1) {
      yield { message: `the manifest has ${count} references`, at: 'Manifest' };
    }
  },
};

export const manifestPresent: Check<InboundMessage> = {
  id: 'EBXML-MANIFEST-06',
  clause: 'mhs 5.3 E11',
  basis: 'N',
  severity: 'should',
  title: 'a message with HL7 to another party has a manifest',
  advice: 'Name the payload, and everything else that travels, in a Manifest.',
  *examine({ envelope, directory, mime }) {
    const { manifest, acknowledgment, errorList } = envelope;
    if (manifest || acknowledgment || errorList) return;
    if (!directory?.pattern?.startsWith('forward') || (mime?.parts.length ?? 0) < 2) return;
    yield { message: 'there is no Manifest', at: 'Body' };
  },
};

export const payloadComesFirst: Check<InboundMessage> = {
  id: 'EBXML-MANIFEST-07',
  clause: 'gp2gp 2.1',
  basis: 'A',
  severity: 'should',
  title: 'the first reference is the HL7 payload, and is marked as that',
  advice:
    'Write the payload first, with hl7ebxml:Payload style="HL7" encoding="XML" version="3.0".',
  *examine({ envelope }) {
    const [first] = references(envelope);
    if (envelope.service !== GP2GP_SERVICE || !first) return;
    const at = 'Manifest/Reference[1]';
    const { payload } = first;
    if (!/^cid:/i.test(first.href)) {
      yield { message: `the first reference is ${first.href}, not the payload`, at };
    } else if (!payload) {
      yield { message: 'the first reference has no hl7ebxml:Payload', at };
    } else if (payload.style !== 'HL7' || payload.encoding !== 'XML' || payload.version !== '3.0') {
      const { style, encoding, version } = payload;
      yield {
        message: `the Payload is style ${style}, encoding ${encoding}, version ${version}`,
        at,
      };
    }
  },
};

const UUID = /^[0-9A-F]{8}-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{12}$/;

export const externalIsMessageId: Check<InboundMessage> = {
  id: 'EBXML-MANIFEST-08',
  clause: 'gp2gp 1.4, 3.3, 3.10 L11',
  basis: 'N',
  severity: 'should',
  title: 'a mid: reference names a message by its id, an upper-case UUID',
  advice: 'Write mid: and the ebXML MessageId of the message that will bring the part.',
  *examine({ envelope }) {
    if (envelope.service !== GP2GP_SERVICE) return;
    for (const [index, { href }] of references(envelope).entries()) {
      if (!/^mid:./i.test(href) || UUID.test(href.slice(4))) continue;
      yield {
        message: `${href} is not the id of a message`,
        at: `Manifest/Reference[${index + 1}]`,
      };
    }
  },
};

export const manifestChecks: readonly Check<InboundMessage>[] = [
  referencesResolve,
  referencesHaveTargets,
  partsAreReferenced,
  manifestVersion,
  referenceCount,
  manifestPresent,
  payloadComesFirst,
  externalIsMessageId,
];

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

export const manifestChecks: readonly Check<InboundMessage>[] = [
  referencesResolve,
  referencesHaveTargets,
  partsAreReferenced,
  manifestVersion,
  referenceCount,
];

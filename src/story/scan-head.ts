import { APPLICATION_ACKNOWLEDGEMENT } from '../domain/interaction.ts';
import type { MessageFacts } from '../scenario/transcript-facts.ts';

/** What a story needs of a message's bytes. */
export interface StoryHead {
  readonly hl7Id: string | undefined;
  readonly extractId: string | undefined;
  readonly acknowledgement:
    | { readonly typeCode: string; readonly code: string | undefined; readonly refTo: string }
    | undefined;
  readonly references: MessageFacts['references'];
}

/** Comments, CDATA, document types and instructions hide or repeat text: those are for a real reader. */
const HIDING = /<!|<\?(?!xml\s)/;
const ENCODED = /^content-transfer-encoding:\s*(?:base64|quoted-printable)/im;

/**
 * The head of a message of the usual form, found by its text alone: some twenty times as fast as reading it. `undefined`
 * for every other form, and for an acknowledgement that refuses: those must be read. What it gives is what
 * `factsOfBody` gives.
 */
export function scanHead(
  interaction: string,
  contentType: string | undefined,
  text: string,
): StoryHead | undefined {
  const [envelope, payload] = partsOf(contentType, text);
  if (envelope === undefined || payload === undefined) return undefined;
  if (HIDING.test(envelope) || HIDING.test(payload) || !/^\w+$/.test(interaction)) return undefined;
  const hl7Id = idIn(payload, interaction);
  const references = referencesIn(envelope);
  if (hl7Id === undefined || references === undefined) return undefined;
  if (interaction !== APPLICATION_ACKNOWLEDGEMENT) {
    return {
      hl7Id,
      extractId: idIn(payload, 'EhrExtract'),
      acknowledgement: undefined,
      references,
    };
  }
  if (/<(?:\w+:)?(?:reason|acknowledgementDetail)\b/.test(payload)) return undefined;
  const refTo = ACCEPTS.exec(payload)?.[1];
  if (refTo === undefined) return undefined;
  const acknowledgement = { typeCode: 'AA', code: undefined, refTo };
  return { hl7Id, extractId: undefined, acknowledgement, references };
}

const ACCEPTS =
  /<(?:\w+:)?acknowledgement\s+typeCode="AA"\s*>\s*<(?:\w+:)?messageRef[^>]*>\s*<(?:\w+:)?id\s+root="([\w.-]+)"\s*\/>/;

/** The first two parts, of which the second may be cut off. */
function partsOf(
  contentType: string | undefined,
  text: string,
): readonly [envelope?: string, payload?: string] {
  const [, quoted, bare] = /;\s*boundary=(?:"([^"]+)"|([^\s;"]+))/i.exec(contentType ?? '') ?? [];
  const delimiter = `--${quoted ?? bare ?? ''}`;
  if (delimiter === '--') return [];
  const first = text.indexOf(delimiter);
  const second = text.indexOf(`\n${delimiter}`, first + delimiter.length);
  if (first < 0 || second < 0) return [];
  const third = text.indexOf(`\n${delimiter}`, second + delimiter.length);
  const parts = [text.slice(first, second), text.slice(second, third < 0 ? undefined : third)];
  return parts.map((part) => {
    const end = part.search(/\r?\n\r?\n/);
    const isPlain = end >= 0 && !ENCODED.test(part.slice(0, end));
    return isPlain ? part.slice(end) : undefined;
  }) as unknown as readonly [string?, string?];
}

/** The id that stands first in an element. */
export function idIn(text: string, element: string): string | undefined {
  const pattern = ID_FIRST.get(element) ?? firstId(element);
  return pattern.exec(text)?.[1];
}

const ID_FIRST = new Map<string, RegExp>();

function firstId(element: string): RegExp {
  const pattern = new RegExp(
    `<(?:\\w+:)?${element}(?:\\s[^>]*)?>\\s*<(?:\\w+:)?id\\s+root=["']([\\w.-]+)["']`,
  );
  if (/^(?:EhrExtract|[A-Z]{4}_IN\d{6}UK\d{2})$/.test(element)) ID_FIRST.set(element, pattern);
  return pattern;
}

function referencesIn(envelope: string): MessageFacts['references'] | undefined {
  const references: MessageFacts['references'][number][] = [];
  for (const [, attributes = ''] of envelope.matchAll(/<(?:\w+:)?Reference(\s[^>]*)?>/g)) {
    const href = /\shref=["']([^"'&]*)["']|\s\w+:href=["']([^"'&]*)["']/.exec(attributes);
    const found = href?.[1] ?? href?.[2];
    if (found === undefined) return undefined;
    references.push({ href: found, documentId: undefined, description: '' });
  }
  return references;
}

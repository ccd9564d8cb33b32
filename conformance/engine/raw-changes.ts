import type { RawRequest } from './raw-call.ts';

/** Changes a right request in one respect. */
export type RawChange = (request: RawRequest) => RawRequest;

/** Bytes as text and back: one character a byte, so that nothing else changes. */
function inBody(change: (text: string) => string): RawChange {
  return (request) => {
    const before = Buffer.from(request.body).toString('latin1');
    const after = change(before);
    // A change that changes nothing would prove nothing.
    if (after === before) throw new Error('the message has nothing that this change could change');
    return sized({ ...request, body: Buffer.from(after, 'latin1') });
  };
}

function inHeader(name: string, change: (value: string) => string | undefined): RawChange {
  return (request) => ({
    ...request,
    headers: request.headers.flatMap(([each, value]) => {
      if (each.toLowerCase() !== name.toLowerCase()) return [[each, value] as const];
      const changed = change(value);
      return changed === undefined ? [] : [[each, changed] as const];
    }),
  });
}

function sized(request: RawRequest): RawRequest {
  return inHeader('content-length', () => String(request.body.length))(request);
}

function all(...changes: readonly RawChange[]): RawChange {
  return (request) => changes.reduce((changed, change) => change(changed), request);
}

function boundaryOf({ headers }: RawRequest): string {
  const type = headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
  const [, quoted, bare] = /boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(type) ?? [];
  const boundary = quoted ?? bare;
  if (!boundary) throw new Error('the message is not divided by a boundary');
  return boundary;
}

/** Within the first element of this name of the envelope, whatever its prefix. */
function element(name: string, change: (prefix: string, content: string) => string): RawChange {
  const pattern = new RegExp(`<(\\w+:)?${name}(?:\\s[^>]*)?>([^<]*)</\\1?${name}>`);
  return inBody((text) =>
    text.replace(pattern, (_whole, prefix = '', content) =>
      change(String(prefix), String(content)),
    ),
  );
}

const inAnHour = (hours: number) =>
  `${new Date(Date.now() + hours * 3_600_000).toISOString().slice(0, 19)}Z`;

/** Puts `eb:TimeToLive` where it belongs, in place of one that is there. */
function timeToLive(time: () => string): RawChange {
  return inBody((text) =>
    text
      .replace(/<(\w+:)?TimeToLive>[^<]*<\/\1?TimeToLive>\s*/, '')
      .replace(
        /<\/(\w+:)?MessageData>/,
        (end, prefix = '') => `<${prefix}TimeToLive>${time()}</${prefix}TimeToLive>${end}`,
      ),
  );
}

function parts(text: string, boundary: string): readonly string[] {
  return text.split(`--${boundary}`);
}

const CHANGES: Readonly<Record<string, RawChange>> = {
  'as it is': (request) => request,
  'without its last boundary': (request) => {
    const end = `--${boundaryOf(request)}--`;
    return inBody((text) => text.slice(0, Math.max(0, text.lastIndexOf(end) - 60)))(request);
  },
  'with an envelope that is no XML': inBody((text) =>
    text.replace(/<(\w+:)?MessageHeader\b/, '<$1MessageHeader <<&'),
  ),
  'without its content': (request) => {
    const boundary = boundaryOf(request);
    return inBody((text) => {
      const [before = '', envelope = ''] = parts(text, boundary);
      return `${before}--${boundary}${envelope}--${boundary}--\r\n`;
    })(request);
  },
  'with a manifest that names a part that is not there': inBody((text) => {
    const xlink = /(\w+):href="cid:/.exec(text)?.[1] ?? 'xlink';
    return text.replace(
      /<\/(\w+:)?Manifest>/,
      (end, prefix = '') =>
        `<${prefix}Reference ${xlink}:href="cid:not-there@spinebox.test"><${prefix}Description xml:lang="en">Filename="lost.txt" ContentType=text/plain Compressed=No LargeAttachment=No OriginalBase64=Yes</${prefix}Description></${prefix}Reference>${end}`,
    );
  }),
  'without a SOAPAction': inHeader('soapaction', () => undefined),
  'with the SOAPAction of another message': inHeader(
    'soapaction',
    () => 'urn:nhs:names:services:gp2gp/MCCI_IN010000UK13',
  ),
  'of another service': all(
    inHeader('soapaction', (value) => value.replace('services:gp2gp', 'services:pds')),
    element(
      'Service',
      (prefix) => `<${prefix}Service>urn:nhs:names:services:pds</${prefix}Service>`,
    ),
  ),
  'without a MessageId': element('MessageId', () => ''),
  'as plain text': inHeader('content-type', () => 'text/plain'),
  'with two conversation ids': element(
    'ConversationId',
    (prefix, id) =>
      `<${prefix}ConversationId>${id}</${prefix}ConversationId><${prefix}ConversationId>${id.replace(/^../, '00')}</${prefix}ConversationId>`,
  ),
  'and breaks off in the middle': (request) => ({
    ...request,
    pace: { kind: 'cut', after: Math.floor(request.body.length / 2) },
  }),
  'to another party': inBody((text) =>
    text.replace(/(<(?:\w+:)?To>\s*<(?:\w+:)?PartyId[^>]*>)[^<]*/, '$1X99999-999999'),
  ),
  'with line ends of one character': inBody((text) => text.replaceAll('\r\n', '\n')),
  'with header names in other letters': (request) => ({
    ...request,
    headers: request.headers.map(([name, value], index) => [
      index % 2 === 0 ? name.toLowerCase() : name.toUpperCase(),
      value,
    ]),
  }),
  'with parameters without quotes': inHeader('content-type', (value) =>
    value.replace(/type="([^"]*)"/i, 'type=$1').replace(/start="<?([^">]*)>?"/i, 'start=$1'),
  ),
  'with its SOAPAction quoted the other way': inHeader('soapaction', (value) =>
    value.startsWith('"') ? value.replaceAll('"', '') : `"${value}"`,
  ),
  'with another boundary': (request) => {
    const before = boundaryOf(request);
    const after = '----=_Part_7_1234567890.1772356800000';
    return all(
      inBody((text) => text.replaceAll(`--${before}`, `--${after}`)),
      inHeader('content-type', (value) => value.replace(before, after)),
    )(request);
  },
  'with the other spelling of the HL7 namespace': inBody((text) =>
    text.replace(/urn:hl7-org:transport\/(ebxml|ebXML)\/DSTUv1\.0/g, (_all, word) =>
      word === 'ebxml'
        ? 'urn:hl7-org:transport/ebXML/DSTUv1.0'
        : 'urn:hl7-org:transport/ebxml/DSTUv1.0',
    ),
  ),
  'with a word in DuplicateElimination': inBody((text) =>
    text.replace(
      /<(\w+:)?DuplicateElimination(?:\s*\/>|>(\w*)<\/\1?DuplicateElimination>)/,
      (_whole, prefix = '', word) =>
        word
          ? `<${prefix}DuplicateElimination/>`
          : `<${prefix}DuplicateElimination>always</${prefix}DuplicateElimination>`,
    ),
  ),
  'with a TimeToLive that has not passed': timeToLive(() => inAnHour(24)),
  'with a TimeToLive that has passed': timeToLive(() => inAnHour(-1)),
  'with headers of another product': (request) => ({
    ...request,
    headers: [
      ...request.headers,
      ['User-Agent', 'Mozilla/5.0 (compatible; pycurl)'],
      ['Accept', '*/*'],
      ['Accept-Encoding', 'none'],
      ['Charset', 'UTF-8'],
      ['Correlation-Id', '5D9A8D8C-6D9B-4B52-9E8F-3F5C7A1E0001'],
      ['Interaction-Id', 'RCMR_IN010000UK05'],
    ],
  }),
  'with a timestamp of seven decimals': element(
    'Timestamp',
    (prefix, time) =>
      `<${prefix}Timestamp>${time.replace(/(?:\.\d+)?Z?$/, '.4286696Z')}</${prefix}Timestamp>`,
  ),
  'with a timestamp without a zone': element(
    'Timestamp',
    (prefix, time) => `<${prefix}Timestamp>${time.replace(/Z$/, '')}</${prefix}Timestamp>`,
  ),
  'with the content as text/xml': (request) => {
    const boundary = boundaryOf(request);
    return inBody((text) => {
      const [before = '', envelope = '', payload = '', ...rest] = parts(text, boundary);
      const other = /^content-type:\s*text\/xml/im.test(payload) ? 'application/xml' : 'text/xml';
      const changed = payload.replace(/^(content-type:\s*)[\w/+-]+/im, `$1${other}`);
      return [before, envelope, changed, ...rest].join(`--${boundary}`);
    })(request);
  },
  'with other content ids': (request) => {
    const text = Buffer.from(request.body).toString('latin1');
    const ids = [...text.matchAll(/^content-id:\s*<([^>]+)>/gim)].map(([, id = '']) => id);
    if (ids.length === 0) throw new Error('the message has no content ids');
    const swap = (from: string) =>
      ids.reduce((changed, id, index) => changed.replaceAll(id, `soappart${index}`), from);
    return all(inBody(swap), inHeader('content-type', swap))(request);
  },
  'with a line of text before the first part': inBody(
    (text) => `This is a message in several parts.\r\n${text}`,
  ),
  'after asking whether it may': (request) => ({
    ...request,
    headers: [...request.headers, ['Expect', '100-continue']],
    pace: { kind: 'ask-first' },
  }),
  'in chunks of HTTP': (request) => ({
    ...request,
    headers: [
      ...request.headers.filter(([name]) => !/^content-length$/i.test(name)),
      ['Transfer-Encoding', 'chunked'],
    ],
    pace: { kind: 'chunked' },
  }),
  'byte by byte': (request) => ({
    ...request,
    pace: { kind: 'slow', pieces: 40, pauseMs: 25 },
  }),
  'with a charset in its content type': inHeader(
    'content-type',
    (value) => `${value}; charset="UTF-8"`,
  ),
  'with 10 MB of white space in it': inBody((text) =>
    text.replace(/<\/(RCMR_IN\d{6}UK\d\d)>/, `${' '.repeat(10_000_000)}</$1>`),
  ),
};

/** `as "RCMR_IN010000UK04"`: another interaction wherever it is named. */
function asInteraction(name: string): RawChange {
  const renamed = (text: string) => text.replace(/RCMR_IN0[13]0000UK\d\d/g, name);
  return all(inBody(renamed), inHeader('soapaction', renamed));
}

/** The change that the words of a step mean. Throws when nobody knows them. */
export function rawChange(words: string): RawChange {
  const interaction = /^as "(\w+)"$/.exec(words)?.[1];
  if (interaction !== undefined) return asInteraction(interaction);
  const change = CHANGES[words];
  if (!change) throw new Error(`nobody knows how to deliver a message "${words}"`);
  return change;
}

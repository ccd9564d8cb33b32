import { gzipSync } from 'node:zlib';
import { type Captured, edited, groups, inTurn, swap, swapAll } from './captured.ts';
import {
  acknowledgementOf,
  CHUNK_MESSAGES,
  CONVERSATION,
  EXTRACT_MESSAGE,
  GOOD,
  INDEX_MESSAGE,
  id,
  LARGE_TEXT,
  PLAIN_MESSAGE,
  REQUEST_ID,
  S,
  TRANSFER,
} from './transfer.ts';

/** The messages of a conversation that breaks one rule. */
export interface ConversationSpecimen {
  readonly check: string;
  readonly wrong: string;
  readonly messages: readonly Captured[];
  /** Rules that cannot hold when this one does not, with the reason. */
  readonly with?: Readonly<Record<string, string>>;
}

type Row = readonly [
  check: string,
  wrong: string,
  change: (messages: readonly Captured[]) => readonly Captured[],
  together?: ConversationSpecimen['with'],
];

type Change = (messages: readonly Captured[]) => readonly Captured[];

/** Edits one message. That it finds what it edits is held by `swap` and `groups`. */
const change =
  (name: string, edit: (text: string) => string): Change =>
  (messages) =>
    messages.map((each) => {
      const text = each.body.toString('latin1');
      return each.name === name && edit(text) !== text ? edited(each, { body: edit }) : each;
    });

const drop =
  (...names: readonly string[]): Change =>
  (messages) =>
    messages.filter(({ name }) => !names.includes(name));

const add =
  (after: string, ...more: readonly Captured[]): Change =>
  (messages) =>
    messages.flatMap((each) => (each.name === after ? [each, ...more] : [each]));

const all =
  (...changes: readonly Change[]): Change =>
  (messages) =>
    changes.reduce((sofar, each) => each(sofar), messages);

/** Both ids of a message, wherever it says them itself. */
const renamed = (from: string, to: string) => swapAll(from, to);

const again = (given: Captured, name: string, edit: (text: string) => string): Captured => ({
  ...edited(given, { body: edit }),
  name,
});

const PART = /(Content-Transfer-Encoding: base64\r\n\r\n)[A-Za-z0-9+/=]*/;
const content = (text: string) =>
  inTurn(groups(PART, `$1${text}`), groups(/Length=\d+/, `Length=${text.length}`));
const lengthInIndex = (which: RegExp, length: number) => groups(which, `$1Length=${length}`);
const FIRST_CHUNK = /(_0\.messageattachment"[^<]*)Length=\d+/;
const SECOND_CHUNK = /(_1\.messageattachment"[^<]*)Length=\d+/;
const LARGE_LENGTH = /(_scan\.tif"[^<]*)Length=\d+/;

/** The large attachment in other chunks. */
const cut = (first: string, second: string): Change =>
  all(
    change('chunk-0', content(first)),
    change('chunk-1', content(second)),
    change(
      'index',
      inTurn(lengthInIndex(FIRST_CHUNK, first.length), lengthInIndex(SECOND_CHUNK, second.length)),
    ),
    change('extract', lengthInIndex(LARGE_LENGTH, first.length + second.length)),
  );

const OTHER = id('5', 1);
const FINAL = ['final-ack'] as const;
const broken = `${LARGE_TEXT.second.slice(0, 400)}AAAA${LARGE_TEXT.second.slice(404)}`;
const PLAIN_LARGE = Buffer.from('a long synthetic text, '.repeat(60)).toString('base64');
const archive = gzipSync('A synthetic letter', { level: 9 }).toString('base64');

const ROWS: readonly Row[] = [
  [
    'CONVERSATION-01',
    'a fragment of another conversation',
    change('fragment', groups(/(<eb:ConversationId>)[^<]*/, `$1${OTHER}`)),
  ],
  [
    'CONVERSATION-01',
    'a final acknowledgement of another conversation',
    change('final-ack', groups(/(<eb:ConversationId>)[^<]*/, `$1${OTHER}`)),
  ],
  [
    'CONVERSATION-02',
    'two fragments of one MessageId',
    change('final-ack', groups(/(<eb:MessageId>)[^<]*/, `$1${PLAIN_MESSAGE}`)),
    { 'GP2GP-ID-01': 'the MessageId is not the HL7 id any more' },
  ],
  [
    'CONVERSATION-03',
    'one HL7 id for two messages',
    change(
      'final-ack',
      groups(/(<MCCI_IN010000UK13 xmlns="urn:hl7-org:v3"><id root=")[^"]*/, `$1${id('D')}`),
    ),
    { 'GP2GP-ID-01': 'the HL7 id is not the MessageId any more' },
  ],
  ['CONVERSATION-04', 'an acknowledgement of nothing', add('final-ack', acknowledgementOf(OTHER))],
  [
    'CONVERSATION-04',
    'an acknowledgement of what its sender sent itself',
    (messages) => add('final-ack', acknowledgementOf(id('D')))(messages),
    { 'CONVERSATION-26': 'the only message of the requester that is not answered is its continue' },
  ],
  [
    'CONVERSATION-05',
    'a final acknowledgement by MessageId',
    all(
      change(
        'extract',
        groups(/(<RCMR_IN030000UK06 xmlns="urn:hl7-org:v3"><id root=")[^"]*/, `$1${id('4', 8)}`),
      ),
    ),
    { 'GP2GP-ID-01': 'the two ids of the extract must differ' },
  ],
  [
    'CONVERSATION-06',
    'a continue of nothing',
    change('continue', swapAll(EXTRACT_MESSAGE, OTHER)),
    {
      'CONVERSATION-20': 'no continue for the extract came',
      'CONVERSATION-21': 'no continue for the extract came',
    },
  ],
  [
    'CONVERSATION-07',
    'a continue by HL7 id',
    all(
      change(
        'extract',
        groups(/(<RCMR_IN030000UK06 xmlns="urn:hl7-org:v3"><id root=")[^"]*/, `$1${id('4', 8)}`),
      ),
      change('continue', swapAll(EXTRACT_MESSAGE, id('4', 8))),
      change('final-ack', swap(EXTRACT_MESSAGE, id('4', 8))),
    ),
    { 'GP2GP-ID-01': 'the two ids of the extract must differ' },
  ],
  [
    'CONVERSATION-08',
    'the id of the message for that of the request',
    change('extract', swap(`<id root="${REQUEST_ID}"`, `<id root="${CONVERSATION}"`)),
  ],
  [
    'CONVERSATION-08',
    'a request of nobody',
    change('extract', swap(`<id root="${REQUEST_ID}"`, `<id root="${OTHER}"`)),
  ],
  ['CONVERSATION-10', 'a fragment that never comes', drop('fragment', 'fragment-ack', ...FINAL)],
  ['CONVERSATION-10', 'a chunk that never comes', drop('chunk-1', 'chunk-1-ack', ...FINAL)],
  [
    'CONVERSATION-11',
    'a fragment that nothing announced',
    add('fragment', again(GOOD.fragment, 'stray', renamed(PLAIN_MESSAGE, OTHER))),
  ],
  [
    'CONVERSATION-12',
    'two documents in one message',
    change(
      'extract',
      inTurn(swap(INDEX_MESSAGE, PLAIN_MESSAGE), groups(LARGE_LENGTH, '$1Length=36')),
    ),
    {
      'CONVERSATION-11': 'the index is announced no more',
      'CONVERSATION-13': 'the fragment is announced as an index, too',
      'CONVERSATION-15': 'the fragment is announced as compressed, too',
    },
  ],
  [
    'CONVERSATION-13',
    'an index announced as none',
    change('extract', groups(/(_scan\.tif"[^<]*)LargeAttachment=Yes/, '$1LargeAttachment=No')),
  ],
  [
    'CONVERSATION-13',
    'a fragment announced as an index',
    change('extract', groups(/(_letter\.pdf"[^<]*)LargeAttachment=No/, '$1LargeAttachment=Yes')),
  ],
  [
    'CONVERSATION-14',
    'a chunk that is cut elsewhere',
    cut(LARGE_TEXT.whole.slice(0, 998), LARGE_TEXT.whole.slice(998)),
    { 'MIME-08': 'such a chunk cannot be decoded by itself either' },
  ],
  [
    'CONVERSATION-14',
    'chunks that were encoded one by one',
    all(
      cut(
        Buffer.from(PLAIN_LARGE, 'base64').subarray(0, 400).toString('base64'),
        Buffer.from(PLAIN_LARGE, 'base64').subarray(400).toString('base64'),
      ),
      change('extract', groups(/(_scan\.tif"[^<]*)Compressed=Yes/, '$1Compressed=No')),
    ),
  ],
  ['CONVERSATION-15', 'compressed bytes that are damaged', cut(LARGE_TEXT.first, broken)],
  [
    'CONVERSATION-15',
    'an attachment that is not compressed at all',
    cut(PLAIN_LARGE.slice(0, 800), PLAIN_LARGE.slice(800)),
  ],
  [
    'CONVERSATION-16',
    'a compressed attachment announced as none',
    change('extract', groups(/(_scan\.tif"[^<]*)Compressed=Yes/, '$1Compressed=No')),
  ],
  [
    'CONVERSATION-16',
    'a compressed fragment announced as none',
    all(
      change('fragment', content(archive)),
      change('extract', groups(/(_letter\.pdf"[^<]*)Length=\d+/, `$1Length=${archive.length}`)),
    ),
  ],
  [
    'CONVERSATION-17',
    'the length before base64',
    change('extract', groups(/(_letter\.pdf"[^<]*)Length=\d+/, '$1Length=27')),
  ],
  [
    'CONVERSATION-18',
    'an index that is announced by an index',
    all(
      drop('chunk-1', ...FINAL),
      change('index', groups(/(_1\.messageattachment"[^<]*) Length=\d+/, '$1')),
      add(
        'chunk-0-ack',
        again(
          GOOD.index,
          'chunk-1',
          inTurn(
            swap(CHUNK_MESSAGES[0], OTHER),
            swap(
              new RegExp(
                `<eb:Reference xlink:href="mid:${CHUNK_MESSAGES[1]}[\\s\\S]*?</eb:Reference>`,
              ),
              '',
            ),
            groups(/ Length=\d+/, ''),
            renamed(INDEX_MESSAGE, CHUNK_MESSAGES[1]),
          ),
        ),
        again(GOOD.chunk, 'chunk-2', inTurn(renamed(CHUNK_MESSAGES[0], OTHER), content('AAAA'))),
      ),
    ),
  ],
  [
    'CONVERSATION-20',
    'a fragment before the continue',
    (messages) => {
      const [fragment] = messages.filter(({ name }) => name === 'fragment');
      return fragment ? add('extract', fragment)(drop('fragment')(messages)) : messages;
    },
  ],
  [
    'CONVERSATION-21',
    'a continue for nothing',
    () => [GOOD.request, GOOD.requestAck, GOOD.plainExtract, GOOD.continueMessage, GOOD.finalAck],
  ],
  [
    'CONVERSATION-21',
    'accepted without a continue',
    (messages) =>
      messages.filter(({ name }) =>
        ['request', 'request-ack', 'extract', 'final-ack'].includes(name),
      ),
  ],
  [
    'CONVERSATION-22',
    'two final acknowledgements',
    add('final-ack', acknowledgementOf(EXTRACT_MESSAGE)),
  ],
  [
    'CONVERSATION-23',
    'an extract after a refusal',
    () => [GOOD.request, GOOD.nack, GOOD.plainExtract, GOOD.finalAck],
  ],
  [
    'CONVERSATION-24',
    'accepted before the last chunk',
    (messages) => [
      ...drop('final-ack', 'chunk-1', 'chunk-1-ack')(messages),
      ...messages.filter(({ name }) => name === 'final-ack'),
      ...messages.filter(({ name }) => name === 'chunk-1' || name === 'chunk-1-ack'),
    ],
  ],
  [
    'CONVERSATION-25',
    'a code of the sender on an extract',
    () => [
      GOOD.request,
      GOOD.requestAck,
      GOOD.plainExtract,
      acknowledgementOf(EXTRACT_MESSAGE, undefined, '06'),
    ],
  ],
  [
    'CONVERSATION-26',
    'a continue that is acknowledged',
    add('continue', acknowledgementOf(id('D'), S)),
  ],
  [
    'CONVERSATION-27',
    'a second extract',
    () => [
      GOOD.request,
      GOOD.requestAck,
      GOOD.plainExtract,
      again(GOOD.plainExtract, 'second', renamed(EXTRACT_MESSAGE, OTHER)),
      GOOD.finalAck,
    ],
  ],
];

/** For each rule about several messages at least one conversation that breaks it. */
export const CONVERSATION_SPECIMENS: readonly ConversationSpecimen[] = ROWS.map(
  ([check, wrong, change, together]) => ({
    check,
    wrong,
    messages: change(TRANSFER),
    ...(together ? { with: together } : {}),
  }),
);

import { randomUUID } from 'node:crypto';
import type { MessagePlan } from '../../src/gp2gp/build-message.ts';
import type { DocumentToWrite } from '../../src/gp2gp/document-to-write.ts';
import type { SenderState } from '../../src/gp2gp/sender-state.ts';
import type { TransferEffect } from '../../src/gp2gp/transfer-event.ts';
import type { KnownBad } from './known-bad.ts';
import {
  acknowledges,
  arrived,
  coding,
  doing,
  misjudging,
  misreading,
  mistaking,
  nothing,
  planning,
  without,
  wording,
} from './overrides.ts';

/** What a sender can get wrong about requests, extracts and the parts that follow (gp2gp 1.3, 2.7, 3, 4.3). */
export const SENDING: readonly KnownBad[] = [
  {
    name: 'request-accepted-twice',
    role: 'sender',
    title: 'accepts the request twice',
    origin: 'gp2gp 1.5 D1',
    caughtBy: ['GP2GP-SND-001'],
    conduct: () =>
      doing((effects) =>
        effects.flatMap((effect): readonly TransferEffect[] =>
          acknowledges(effect, 'request') ? [effect, effect] : [effect],
        ),
      ),
  },
  {
    name: 'request-never-accepted',
    role: 'sender',
    title: 'sends the extract and never accepts the request',
    origin: 'gp2gp 1.3 step 7',
    caughtBy: ['GP2GP-SND-001'],
    conduct: () => without((effect) => acknowledges(effect, 'request')),
  },
  {
    name: 'extract-in-a-new-conversation',
    role: 'sender',
    title: 'sends the extract in a conversation of its own',
    origin: 'gp2gp 1.4',
    caughtBy: ['GP2GP-SND-002'],
    conduct: () =>
      planning(['extract'], (plan) => ({
        ...plan,
        conversationId: randomUUID().toUpperCase(),
      })),
  },
  {
    name: 'extract-answers-another-request',
    role: 'sender',
    title: 'names another request in the extract',
    origin: 'gp2gp 2.7',
    caughtBy: ['GP2GP-SND-003'],
    conduct: () =>
      wording(['extract'], (payload) =>
        payload.replace(
          /(<priorEhrRequest[^>]*>\s*<id root=")[0-9A-F-]{36}/,
          (_whole, before: string) => `${before}${randomUUID().toUpperCase()}`,
        ),
      ),
  },
  {
    name: 'extract-for-another-practice',
    role: 'sender',
    title: 'addresses the extract to a practice that did not ask',
    origin: 'gp2gp 2.7',
    caughtBy: ['GP2GP-SND-003'],
    conduct: () =>
      wording(['extract'], (payload) =>
        payload.replace(
          /(<destination .*?extension=")[A-Z0-9]+/s,
          (_whole, before: string) => `${before}Z99999`,
        ),
      ),
  },
  {
    name: 'extract-not-well-formed',
    role: 'sender',
    title: 'sends an extract that is not well-formed XML',
    origin: 'shipped',
    caughtBy: ['GP2GP-SND-004'],
    conduct: () =>
      wording(['extract'], (payload) =>
        payload.replace('<statusCode', '<text>A & B</text><statusCode'),
      ),
  },
  {
    name: 'extract-breaks-its-form',
    role: 'sender',
    title: 'leaves the status of the extract out',
    origin: 'gp2gp 2.7',
    caughtBy: ['GP2GP-SND-004'],
    conduct: () =>
      wording(['extract'], (payload) => payload.replace(/<acceptAckCode code="NE"\/>/, '')),
  },
  {
    name: 'requester-not-checked',
    role: 'sender',
    title: 'sends the record to whoever asks for it',
    origin: 'gp2gp 1.3 step 6',
    caughtBy: ['GP2GP-SND-012'],
    conduct: () =>
      mistaking((event, state) => {
        if (event.kind !== 'patient-retrieved' || state.role !== 'sender') return event;
        const practice = state.request?.asked?.requesterOds;
        return { ...event, patient: { ...event.patient, practice, practiceBefore: undefined } };
      }),
  },
  {
    name: 'unknown-patient-is-unexpected',
    role: 'sender',
    title: 'refuses with 99 where the patient is not here',
    origin: 'gp2gp 4.2, code 06',
    caughtBy: ['GP2GP-SND-009'],
    conduct: () => coding('request', '06', '99'),
  },
  {
    name: 'unknown-patient-accepted',
    role: 'sender',
    title: 'accepts a request for a patient who was never here',
    origin: 'gp2gp 4.2, code 06',
    caughtBy: ['GP2GP-SND-009'],
    conduct: () => coding('request', '06', undefined),
  },
  {
    name: 'pds-failure-is-a-stranger',
    role: 'sender',
    title: 'refuses with 19 where PDS could not be asked',
    origin: 'gp2gp 4.2, code 20',
    caughtBy: ['GP2GP-SND-013'],
    conduct: () => coding('request', '20', '19'),
  },
  {
    name: 'unlisted-requester-is-unexpected',
    role: 'sender',
    title: 'refuses with 99 where SDS does not name one system of the requester',
    origin: 'gp2gp 4.2, code 24',
    caughtBy: ['GP2GP-SND-014', 'GP2GP-SND-015'],
    conduct: () => coding('request', '24', '99'),
  },
  {
    name: 'unreadable-request-unanswered',
    role: 'sender',
    title: 'accepts a request that it cannot read',
    origin: 'gp2gp 4.2, code 18',
    caughtBy: ['GP2GP-SND-016', 'GP2GP-SND-017'],
    conduct: () => coding('request', '18', undefined),
  },
  {
    name: 'switched-off-is-unexpected',
    role: 'sender',
    title: 'refuses with 99 where GP2GP is switched off',
    origin: 'gp2gp 4.2, code 07',
    caughtBy: ['GP2GP-SND-023'],
    conduct: () => coding('request', '07', '99'),
  },
  {
    name: 'second-request-answered-again',
    role: 'sender',
    title: 'sends a second extract when the request comes again with another id',
    origin: 'gp2gp 4.5',
    caughtBy: ['GP2GP-SND-029'],
    conduct: () =>
      misjudging((state, event) =>
        state.role === 'sender' && arrived(event, 'request') ? begun(state) : state,
      ),
  },
  {
    name: 'redaction-lost',
    role: 'sender',
    title: 'drops the mark of what is not to be disclosed',
    origin: 'gp2gp 2.7',
    caughtBy: ['GP2GP-SND-041'],
    conduct: () =>
      wording(['extract'], (payload) => payload.replace(/<confidentialityCode[^>]*\/>/g, '')),
  },
  {
    name: 'redaction-under-another-code',
    role: 'sender',
    title: 'marks what is not to be disclosed with a code that says something else',
    origin: 'gp2gp 2.7',
    caughtBy: ['GP2GP-SND-041'],
    conduct: () =>
      wording(['extract'], (payload) => payload.replaceAll('code="NOPAT"', 'code="R"')),
  },
  {
    name: 'earlier-record-dropped',
    role: 'sender',
    title: 'leaves out what came from an earlier practice',
    origin: 'gp2gp 2.7',
    caughtBy: ['GP2GP-SND-042'],
    conduct: () =>
      wording(['extract'], (payload) => {
        const second = payload.indexOf('<ehrFolder', payload.indexOf('<ehrFolder') + 1);
        if (second < 0) return payload;
        const from = payload.lastIndexOf('<component', second);
        const to = payload.indexOf('</ehrFolder></component>', second);
        return payload.slice(0, from) + payload.slice(to + '</ehrFolder></component>'.length);
      }),
  },
  {
    name: 'anchor-names-another-document',
    role: 'sender',
    title: 'anchors documents under other ids than the manifest has',
    origin: 'gp2gp 3.10 L8',
    caughtBy: ['GP2GP-SND-037', 'GP2GP-SND-038'],
    conduct: () =>
      wording(['extract'], (payload) =>
        payload.replace(
          /(<referredToExternalDocument[^>]*>\s*<id root=")[0-9A-F-]{36}/g,
          (_whole, before: string) => `${before}${randomUUID().toUpperCase()}`,
        ),
      ),
  },
  {
    name: 'documents-dropped',
    role: 'sender',
    title: 'sends fragments without what they should bring',
    origin: 'shipped; gp2gp 3.4',
    caughtBy: ['GP2GP-SND-048', 'GP2GP-SND-049'],
    conduct: () =>
      planning(['fragment'], (plan) => ({
        ...plan,
        documents: (plan.documents ?? []).filter(({ kind }) => kind === 'external'),
      })),
  },
  {
    name: 'file-names-cut',
    role: 'sender',
    title: 'cuts file names at the first character that is no letter or digit',
    origin: 'shipped; gp2gp 3.3',
    caughtBy: ['GP2GP-SND-044'],
    conduct: () =>
      planning(['extract'], (plan) => ({
        ...plan,
        documents: (plan.documents ?? []).map((document) =>
          describing(document, ({ filename, ...rest }) => ({
            ...rest,
            filename: filename?.replace(/^(.{36}_)?([A-Za-z0-9]*).*$/s, '$1$2'),
          })),
        ),
      })),
  },
  {
    name: 'compression-misdeclared',
    role: 'sender',
    title: 'calls documents compressed that are not',
    origin: 'gp2gp 3.10 L6',
    caughtBy: ['GP2GP-SND-049', 'GP2GP-SND-037'],
    conduct: () =>
      planning(['extract'], (plan) => ({
        ...plan,
        documents: (plan.documents ?? []).map((document) =>
          describing(document, (facts) => ({ ...facts, compressed: true })),
        ),
      })),
  },
  {
    name: 'length-misdeclared',
    role: 'sender',
    title: 'declares other lengths than it sends',
    origin: 'gp2gp 3.10 L7',
    caughtBy: ['GP2GP-SND-049'],
    conduct: () =>
      planning(['extract', 'fragment'], (plan) => ({
        ...plan,
        documents: (plan.documents ?? []).map((document) =>
          describing(document, (facts) => ({ ...facts, length: (facts.length ?? 0) + 7 })),
        ),
      })),
  },
  {
    name: 'index-out-of-order',
    role: 'sender',
    title: 'names the pieces of a document in another order than theirs',
    origin: 'gp2gp 3.5',
    caughtBy: ['GP2GP-SND-051'],
    conduct: () =>
      planning(['fragment'], (plan) => ({
        ...plan,
        documents: (plan.documents ?? []).every(({ kind }) => kind === 'external')
          ? (plan.documents ?? []).toReversed()
          : (plan.documents ?? []),
      })),
  },
  {
    name: 'pieces-a-letter-short',
    role: 'sender',
    title: 'cuts the base64 of a document where it is no multiple of four',
    origin: 'gp2gp 3.5',
    caughtBy: ['GP2GP-SND-051', 'GP2GP-SND-048'],
    conduct: () => planning(['fragment'], (plan) => ({ ...plan, documents: shorter(plan) })),
  },
  {
    name: 'compressed-parts-corrupted',
    role: 'sender',
    title: 'spoils compressed content on its way',
    origin: 'shipped; gp2gp 3.5',
    caughtBy: ['GP2GP-SND-055'],
    conduct: () =>
      planning(['fragment'], (plan) => ({
        ...plan,
        documents: (plan.documents ?? []).map(spoiled),
      })),
  },
  {
    name: 'twenty-megabyte-ceiling',
    role: 'sender',
    title: 'cannot send a record whose payload is larger than 20 MB',
    origin: 'shipped; gp2gp 3.1',
    caughtBy: ['GP2GP-SND-056'],
    conduct: () => ({
      outgoingRecord({ record }, right) {
        if (record.payload.length > 20_000_000) throw new Error('the record is larger than 20 MB');
        return right({ record });
      },
    }),
  },
  {
    name: 'ninety-eight-at-most',
    role: 'sender',
    title: 'refuses to send more than 98 documents outside the extract',
    origin: 'shipped; gp2gp 3.1',
    caughtBy: ['GP2GP-SND-046'],
    conduct: () =>
      mistaking((event) =>
        event.kind === 'record-found' && (event.parts?.length ?? 0) > 98
          ? { kind: 'record-too-large', why: 'limit' }
          : event,
      ),
  },
  {
    name: 'parts-before-the-continue',
    role: 'sender',
    title: 'sends the parts of a record without waiting to be asked',
    origin: 'gp2gp 3.10 L10',
    caughtBy: ['GP2GP-SND-047'],
    conduct: () =>
      doing((effects, { event }) => {
        if (event.kind !== 'record-found') return effects;
        const parts = (event.parts ?? []).map(
          ({ messageId }) => ({ kind: 'send-fragment', messageId }) as const,
        );
        return [...effects, ...parts];
      }),
  },
  {
    name: 'a-part-never-sent',
    role: 'sender',
    title: 'announces a message that it never sends',
    origin: 'gp2gp 3.10 L3',
    caughtBy: ['GP2GP-SND-048'],
    conduct: () =>
      without(
        (effect, { before }) =>
          effect.kind === 'send-fragment' &&
          before.role === 'sender' &&
          before.parts.at(-1)?.messageId === effect.messageId,
      ),
  },
  {
    name: 'a-part-sent-twice',
    role: 'sender',
    title: 'sends the first part twice',
    origin: 'gp2gp 3.10 L10',
    caughtBy: ['GP2GP-SND-048'],
    conduct: () =>
      doing((effects, { before }) =>
        effects.flatMap((effect) => {
          const first = before.role === 'sender' ? before.parts[0]?.messageId : undefined;
          const again = effect.kind === 'send-fragment' && effect.messageId === first;
          return again ? [effect, effect] : [effect];
        }),
      ),
  },
  {
    name: 'parts-under-other-ids',
    role: 'sender',
    title: 'sends the parts in messages that it did not announce',
    origin: 'gp2gp 3.10 L3',
    caughtBy: ['GP2GP-SND-048'],
    conduct: () =>
      planning(['fragment'], (plan) => ({ ...plan, messageId: randomUUID().toUpperCase() })),
  },
  {
    name: 'continue-acted-on-again',
    role: 'sender',
    title: 'sends all parts once more when the continue is repeated',
    origin: 'gp2gp 4.5',
    caughtBy: ['GP2GP-SND-058'],
    conduct: () => ({
      ...doing((effects, { before, event }) => {
        const again = arrived(event, 'large-message')?.large?.kind === 'continue';
        if (!again || before.role !== 'sender') return effects;
        if (before.phase !== 'sent' && before.phase !== 'sending-parts') return effects;
        return before.parts.map(({ messageId }) => ({ kind: 'send-fragment', messageId }) as const);
      }),
    }),
  },
  {
    name: 'any-copc-is-a-continue',
    role: 'sender',
    title: 'takes a message without the words of a continue for one',
    origin: 'gp2gp 2.6',
    caughtBy: ['GP2GP-SND-062'],
    conduct: () =>
      misreading('large-message', (message) =>
        message.large
          ? {
              ...message,
              large: { ...message.large, kind: 'continue', subject: 'Continue Acknowledgement' },
            }
          : message,
      ),
  },
  {
    name: 'complete-before-the-parts-went',
    role: 'sender',
    title: 'takes an early acknowledgement of the extract for the end',
    origin: 'gp2gp 3.7',
    caughtBy: ['GP2GP-SND-068'],
    conduct: () => ({
      decide({ state, event }, right) {
        const message = arrived(event, 'acknowledgement');
        const open =
          state.role === 'sender' && state.parts.some(({ transport }) => transport !== 'taken');
        if (state.role !== 'sender' || message?.typeCode !== 'AA' || !open)
          return right({ state, event });
        const outcome = { result: 'transferred', code: undefined, because: 'accepted' } as const;
        return { state: { ...state, phase: 'ended', outcome }, effects: [] };
      },
    }),
  },
  {
    name: 'final-refusal-taken-for-success',
    role: 'sender',
    title: 'shows a record that was refused as transferred',
    origin: 'gp2gp 4.2',
    caughtBy: ['GP2GP-SND-074', 'GP2GP-SND-077'],
    conduct: () =>
      misreading('acknowledgement', (message) => ({
        ...message,
        typeCode: 'AA',
        code: undefined,
      })),
  },
  {
    name: 'any-acknowledgement-ends-it',
    role: 'sender',
    title: 'takes an acknowledgement of something else for that of the extract',
    origin: 'gp2gp 4.7',
    caughtBy: ['GP2GP-SND-089'],
    conduct: () =>
      mistaking((event, state) => {
        const message = arrived(event, 'acknowledgement');
        if (!message || state.role !== 'sender' || !state.extract) return event;
        return { kind: 'arrived', message: { ...message, refTo: state.extract.hl7Id } };
      }),
  },
  {
    name: 'waits-for-ever',
    role: 'sender',
    title: 'waits for the final acknowledgement for ever',
    origin: 'shipped; gp2gp 4.6',
    caughtBy: ['GP2GP-SND-085'],
    conduct: () => ({
      timer: (input, right) =>
        input.timer === 'final-acknowledgement-wait' ? undefined : right(input),
    }),
  },
  {
    name: 'letters-of-the-record-mangled',
    role: 'sender',
    title: 'writes the UTF-8 of the record as if it were Latin-1',
    origin: 'shipped',
    caughtBy: ['GP2GP-SND-044'],
    conduct: () =>
      wording(['extract'], (payload) => Buffer.from(payload, 'utf8').toString('latin1')),
  },
  {
    name: 'forgets-at-a-restart',
    role: 'sender',
    title: 'forgets transfers when it is started again',
    origin: 'gp2gp 6.2',
    caughtBy: ['GP2GP-SND-098'],
    conduct: () => {
      const seen = new Set<string>();
      const lost = new Set<string>();
      return {
        resumes: () => false,
        decide({ state, event }, right) {
          const request = arrived(event, 'request');
          // What is on record is gone through once more after a restart: then the request comes again.
          if (request && seen.has(request.messageId)) lost.add(state.conversationId);
          if (request) seen.add(request.messageId);
          return lost.has(state.conversationId) ? nothing(state) : right({ state, event });
        },
      };
    },
  },
];

/** As if nothing had come yet. */
function begun(state: SenderState): SenderState {
  return {
    ...state,
    phase: 'new',
    request: undefined,
    requestAnswered: false,
    extract: undefined,
    parts: [],
    outcome: undefined,
  };
}

type Described = Exclude<DocumentToWrite['description'], string>;

function describing(
  document: DocumentToWrite,
  change: (description: Described) => Described,
): DocumentToWrite {
  const { description } = document;
  return typeof description === 'string'
    ? document
    : { ...document, description: change(description) };
}

/** What is told of the length goes along, so that the cut alone is wrong. */
function shorter({ documents = [] }: MessagePlan): readonly DocumentToWrite[] {
  return documents.map((document) => {
    if (document.kind !== 'inline') return document;
    const content = document.content.subarray(0, -1);
    const told = describing(document, (facts) => ({ ...facts, length: content.length }));
    return { ...told, content };
  });
}

/** Gzip under base64 begins with H4sI; one letter further on becomes another. */
function spoiled(document: DocumentToWrite): DocumentToWrite {
  if (document.kind !== 'inline') return document;
  const content = Buffer.from(document.content);
  if (content.toString('latin1', 0, 4) !== 'H4sI') return document;
  const at = Math.floor(content.length / 2);
  content[at] = content[at] === 0x41 ? 0x42 : 0x41;
  return { ...document, content };
}

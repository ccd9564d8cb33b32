import { randomUUID } from 'node:crypto';
import type { AwaitedDocument } from '../../src/gp2gp/large/reassembly.ts';
import type { TransferEffect } from '../../src/gp2gp/transfer-event.ts';
import type { KnownBad } from './known-bad.ts';
import {
  acknowledges,
  arrived,
  coding,
  doing,
  misreading,
  mistaking,
  nothing,
  wording,
} from './overrides.ts';

/** What a requester can get wrong about documents and large records (gp2gp 3). */
export const RECEIVING: readonly KnownBad[] = [
  {
    name: 'equal-names-overwrite',
    role: 'requester',
    title: 'keeps documents by their file name, so that equal names overwrite each other',
    origin: 'shipped; gp2gp 3.3',
    caughtBy: ['GP2GP-REQ-091'],
    conduct: () => ({ documentKey: ({ fileName }) => fileName.replace(/^[0-9A-F-]{36}_/i, '') }),
  },
  {
    name: 'inline-breaks-the-merge',
    role: 'requester',
    title: 'cannot merge a record that has documents inside and outside the extract',
    origin: 'shipped; gp2gp 3.4',
    caughtBy: ['GP2GP-REQ-089'],
    conduct: () =>
      doing((effects, { before }) => {
        if (before.role !== 'requester') return effects;
        const ways = before.reassembly.documents.map(({ way }) => way === 'inline');
        const mixed = ways.includes(true) && ways.includes(false);
        return effects.map((effect) =>
          mixed && acknowledges(effect, 'extract') && effect.code === undefined
            ? { ...effect, code: '31' }
            : effect,
        );
      }),
  },
  {
    name: 'not-decompressed',
    role: 'requester',
    title: 'files compressed documents as they travel',
    origin: 'shipped; gp2gp 3.5',
    caughtBy: ['GP2GP-REQ-082', 'GP2GP-REQ-084'],
    conduct: () => ({
      joinDocument: (input, right) => right({ ...input, compressed: false }),
    }),
  },
  {
    name: 'file-name-ends-at-equals',
    role: 'requester',
    title: 'cuts file names at an equals sign',
    origin: 'shipped; gp2gp 3.3',
    caughtBy: ['GP2GP-REQ-052'],
    conduct: () => ({
      storedName: ({ fileName, position }, right) =>
        right({ position, fileName: fileName.replace(/=.*/, '') }),
    }),
  },
  {
    name: 'merge-loses-what-comes-meanwhile',
    role: 'requester',
    title: 'loses a fragment that comes while another document is being put together',
    origin: 'shipped; gp2gp 3.7',
    caughtBy: ['GP2GP-REQ-097', 'GP2GP-REQ-091'],
    conduct: () =>
      mistaking((event, state) => {
        if (state.role !== 'requester' || !arrived(event, 'large-message')) return event;
        const merged = state.reassembly.documents.some(({ joining }) => joining !== 'not-yet');
        return merged ? undefined : event;
      }),
  },
  {
    name: 'timer-of-the-other-extract',
    role: 'requester',
    title: 'waits by the contract of UK06 whatever extract came',
    origin: 'shipped; gp2gp 4.6',
    caughtBy: ['GP2GP-REQ-134'],
    conduct: () =>
      doing((effects) =>
        effects.map((effect) =>
          effect.kind === 'start-timer' && effect.timer === 'overall'
            ? { ...effect, interaction: 'RCMR_IN030000UK06' }
            : effect,
        ),
      ),
  },
  {
    name: 'letters-mangled',
    role: 'requester',
    title: 'takes the UTF-8 of the record for Latin-1',
    origin: 'shipped',
    caughtBy: ['GP2GP-REQ-041', 'GP2GP-REQ-099'],
    conduct: () => ({
      storedPayload: ({ payload }) => Buffer.from(payload.toString('latin1'), 'utf8'),
    }),
  },
  {
    name: 'whole-uk07-skeleton-missed',
    role: 'requester',
    title: 'knows a whole message in place of a skeleton only as UK06',
    origin: 'shipped; gp2gp 3.6',
    caughtBy: ['GP2GP-REQ-103'],
    conduct: () => ({
      rebuildPayload: async (input, right) =>
        input.replacements.some(({ content }) =>
          content.toString('latin1', 0, 400).includes('RCMR_IN030000UK07'),
        )
          ? { ok: false, why: 'content', because: 'no statement stands for it' }
          : right(input),
    }),
  },
  {
    name: 'subtree-skeleton-missed',
    role: 'requester',
    title: 'knows a skeleton only as a whole message',
    origin: 'gp2gp 3.6',
    caughtBy: ['GP2GP-REQ-100'],
    conduct: () => ({
      rebuildPayload: async (input, right) =>
        input.replacements.some(
          ({ content }) => !content.toString('latin1', 0, 400).includes('RCMR_IN03'),
        )
          ? { ok: false, why: 'content', because: 'it is no extract' }
          : right(input),
    }),
  },
  {
    name: 'skeleton-marker-to-the-letter',
    role: 'requester',
    title: 'knows the mark of a skeleton in one spelling only',
    origin: 'gp2gp 3.3',
    caughtBy: ['GP2GP-REQ-104'],
    conduct: () =>
      misreading('extract', (message) => ({
        ...message,
        documents: message.documents.map((document) => ({
          ...document,
          skeleton: document.description?.domainData === 'X-GP2GP-Skeleton: Yes',
        })),
      })),
  },
  {
    name: 'chunks-in-reverse',
    role: 'requester',
    title: 'joins the pieces of a document in another order than that of its index',
    origin: 'gp2gp 3.5',
    caughtBy: ['GP2GP-REQ-083'],
    conduct: () => ({
      joinDocument: (input, right) => right({ ...input, pieces: [...input.pieces].reverse() }),
    }),
  },
  {
    name: 'chunks-in-arrival-order',
    role: 'requester',
    title: 'joins the pieces of a document in the order in which they came',
    origin: 'gp2gp 3.5',
    caughtBy: ['GP2GP-REQ-085'],
    conduct: () => {
      const came = new Map<string, number>();
      return {
        ...mistaking((event) => {
          const message = arrived(event, 'large-message');
          if (message) came.set(message.messageId.toUpperCase(), came.size);
          return event;
        }),
        joinDocument: (input, right) =>
          right({
            ...input,
            pieces: input.pieces.toSorted(
              (one, other) =>
                (came.get(one.messageId.toUpperCase()) ?? 0) -
                (came.get(other.messageId.toUpperCase()) ?? 0),
            ),
          }),
      };
    },
  },
  {
    name: 'early-fragments-lost',
    role: 'requester',
    title: 'accepts and forgets fragments that come before their index',
    origin: 'gp2gp 3.7',
    caughtBy: ['GP2GP-REQ-086'],
    conduct: () => ({
      decide({ state, event }, right) {
        const message = arrived(event, 'large-message');
        if (!message || state.role !== 'requester') return right({ state, event });
        const id = message.messageId.toUpperCase();
        const awaited = (document: AwaitedDocument) =>
          document.messageId === id || document.slots.some(({ messageId }) => messageId === id);
        if (state.reassembly.documents.some(awaited)) return right({ state, event });
        const refTo = message.hl7Id ?? message.messageId;
        return {
          state,
          effects: [{ kind: 'send-acknowledgement', about: 'fragment', refTo, code: undefined }],
        };
      },
    }),
  },
  {
    name: 'index-unanswered',
    role: 'requester',
    title: 'does not answer an index',
    origin: 'gp2gp 3.7',
    caughtBy: ['GP2GP-REQ-083'],
    conduct: () =>
      doing((effects, { event }) => {
        const index = arrived(event, 'large-message')?.large?.kind === 'index';
        return effects.filter((effect) => !(index && acknowledges(effect, 'fragment')));
      }),
  },
  {
    name: 'accepted-before-the-parts-came',
    role: 'requester',
    title: 'accepts the extract as soon as it has asked for the rest',
    origin: 'gp2gp 3.7',
    caughtBy: ['GP2GP-REQ-078'],
    conduct: () =>
      doing((effects, { event }) => {
        const message = arrived(event, 'extract');
        if (!message || !effects.some(({ kind }) => kind === 'send-continue')) return effects;
        const refTo = message.hl7Id ?? message.messageId;
        return [
          ...effects,
          { kind: 'send-acknowledgement', about: 'extract', refTo, code: undefined },
        ];
      }),
  },
  {
    name: 'continue-for-nothing',
    role: 'requester',
    title: 'asks for parts of a record that has none',
    origin: 'gp2gp 3.2',
    caughtBy: ['GP2GP-REQ-080'],
    conduct: () =>
      doing((effects, { event }) => {
        const message = arrived(event, 'extract');
        const asks = effects.some(({ kind }) => kind === 'send-continue');
        if (!message || asks) return effects;
        return [{ kind: 'send-continue', refTo: message.messageId }, ...effects];
      }),
  },
  {
    name: 'no-continue',
    role: 'requester',
    title: 'never asks for the parts of a large record',
    origin: 'gp2gp 3.2',
    caughtBy: ['GP2GP-REQ-078'],
    conduct: () => doing((effects) => effects.filter(({ kind }) => kind !== 'send-continue')),
  },
  {
    name: 'continue-names-something-else',
    role: 'requester',
    title: 'sends a continue that names no message of the transfer',
    origin: 'gp2gp 2.6',
    caughtBy: ['GP2GP-REQ-079'],
    conduct: () =>
      doing((effects) =>
        effects.map((effect) =>
          effect.kind === 'send-continue'
            ? { ...effect, refTo: randomUUID().toUpperCase() }
            : effect,
        ),
      ),
  },
  {
    name: 'continue-without-its-subject',
    role: 'requester',
    title: 'sends a continue that does not say that it is one',
    origin: 'gp2gp 2.6',
    caughtBy: ['GP2GP-REQ-079'],
    conduct: () =>
      wording(['continue'], (payload) => payload.replace('Continue Acknowledgement', 'Continue')),
  },
  {
    name: 'announcement-trusted',
    role: 'requester',
    title:
      'goes by what was announced when an index comes for a document that was not called large',
    origin: 'gp2gp 3.3',
    caughtBy: ['GP2GP-REQ-095'],
    conduct: () =>
      mistaking((event, state) => {
        const message = arrived(event, 'large-message');
        if (message?.large?.kind !== 'index' || state.role !== 'requester') return event;
        const id = message.messageId.toUpperCase();
        const document = state.reassembly.documents.find(({ messageId }) => messageId === id);
        if (!document || document.announcedLarge) return event;
        const large = { ...message.large, kind: 'bare', documents: [] } as const;
        return { kind: 'arrived', message: { ...message, large } };
      }),
  },
  {
    name: 'first-chunk-in-the-index-missed',
    role: 'requester',
    title: 'overlooks a piece that comes in the index itself',
    origin: 'gp2gp 3.4',
    caughtBy: ['GP2GP-REQ-090'],
    conduct: () =>
      misreading('large-message', (message) => {
        if (message.large?.kind !== 'index') return message;
        const documents = message.large.documents.filter(({ kind }) => kind === 'external');
        return { ...message, large: { ...message.large, documents } };
      }),
  },
  {
    name: 'description-by-position',
    role: 'requester',
    title: 'understands descriptions only in the usual order',
    origin: 'gp2gp 3.3',
    caughtBy: ['GP2GP-REQ-108'],
    conduct: () => ({
      arrivalOf(input, right) {
        const arrival = right(input);
        if (arrival.kind !== 'extract') return arrival;
        const references = input.message.envelope.manifest?.references ?? [];
        const odd = references.some(({ description = '' }) =>
          /Filename=/.test(description)
            ? !/^Filename="[^"]*" ContentType/.test(description)
            : false,
        );
        return odd ? { ...arrival, fault: 'a description cannot be read' } : arrival;
      },
    }),
  },
  {
    name: 'bare-name-refused',
    role: 'requester',
    title: 'refuses a document that is described by its name alone',
    origin: 'gp2gp 1.5 D8',
    caughtBy: ['GP2GP-REQ-046'],
    conduct: () =>
      misreading('extract', (message) =>
        message.documents.some(({ description }) => description === undefined)
          ? { ...message, fault: 'a document has no description' }
          : message,
      ),
  },
  {
    name: 'placeholder-refused',
    role: 'requester',
    title: 'refuses a record with a placeholder in it',
    origin: 'gp2gp 3.9',
    caughtBy: ['GP2GP-REQ-051'],
    conduct: () =>
      misreading('extract', (message) =>
        message.documents.some(({ fileName }) => fileName.includes('AbsentAttachment'))
          ? { ...message, fault: 'a document is missing' }
          : message,
      ),
  },
  {
    name: 'never-times-out',
    role: 'requester',
    title: 'waits for missing parts for ever',
    origin: 'gp2gp 4.6',
    caughtBy: ['GP2GP-REQ-109'],
    conduct: () => ({
      timer: (input, right) => (input.timer === 'overall' ? undefined : right(input)),
    }),
  },
  {
    name: 'wrong-code-at-the-end-of-time',
    role: 'requester',
    title: 'refuses with 23 when parts have not come in time',
    origin: 'gp2gp 4.6',
    caughtBy: ['GP2GP-REQ-109'],
    conduct: () => coding('extract', '31', '23'),
  },
  {
    name: 'late-fragment-accepted',
    role: 'requester',
    title: 'accepts a fragment after the time is over',
    origin: 'gp2gp 4.7',
    caughtBy: ['GP2GP-REQ-110'],
    conduct: () => coding('fragment', '25', undefined),
  },
  {
    name: 'part-failure-kept-quiet',
    role: 'requester',
    title: 'refuses a part that it cannot use and then accepts the extract',
    origin: 'gp2gp 4.4',
    caughtBy: ['GP2GP-REQ-113', 'GP2GP-REQ-117'],
    conduct: () => coding('extract', '31', undefined),
  },
  {
    name: 'broken-part-accepted',
    role: 'requester',
    title: 'accepts a part that brings nothing',
    origin: 'gp2gp 4.4',
    caughtBy: ['GP2GP-REQ-113'],
    conduct: () => coding('fragment', '30', undefined),
  },
  {
    name: 'document-dropped',
    role: 'requester',
    title: 'files the record without its last document',
    origin: 'gp2gp 3.4',
    caughtBy: ['GP2GP-REQ-044', 'GP2GP-REQ-047'],
    conduct: () => ({
      heldRecord: ({ record }) => ({ ...record, documents: record.documents.slice(0, -1) }),
    }),
  },
  {
    name: 'every-fragment-answered-twice',
    role: 'requester',
    title: 'answers every fragment twice',
    origin: 'gp2gp 3.7',
    caughtBy: ['GP2GP-REQ-078', 'GP2GP-REQ-083'],
    conduct: () =>
      doing((effects) =>
        effects.flatMap((effect): readonly TransferEffect[] =>
          acknowledges(effect, 'fragment') ? [effect, effect] : [effect],
        ),
      ),
  },
  {
    name: 'parts-ignored',
    role: 'requester',
    title: 'does nothing about the parts it asked for',
    origin: 'gp2gp 3.2',
    caughtBy: ['GP2GP-REQ-078'],
    conduct: () => ({
      decide: ({ state, event }, right) =>
        arrived(event, 'large-message') ? nothing(state) : right({ state, event }),
    }),
  },
];

import { randomUUID } from 'node:crypto';
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

/** What a requester can get wrong before and about its request, and about the answer to it (gp2gp 1.3, 2.4, 2.5). */
export const REQUESTING: readonly KnownBad[] = [
  {
    name: 'temporary-registration-asks',
    role: 'requester',
    title: 'asks for the record of a temporary resident',
    origin: 'gp2gp 1.3 step 1',
    caughtBy: ['GP2GP-REQ-004'],
    conduct: () => ({
      register: ({ registration, underWay }, right) =>
        right({ registration: { ...registration, registration: 'permanent' }, underWay }),
    }),
  },
  {
    name: 'registers-twice',
    role: 'requester',
    title: 'begins a second transfer while the first is under way',
    origin: 'gp2gp 1.6.12',
    caughtBy: ['GP2GP-REQ-013'],
    conduct: () => ({
      register: ({ registration }, right) => right({ registration, underWay: false }),
    }),
  },
  {
    name: 'asks-before-pds-knows',
    role: 'requester',
    title: 'asks for the record without registering the patient on PDS',
    origin: 'gp2gp 1.3 step 3',
    caughtBy: ['GP2GP-REQ-001'],
    conduct: () => ({
      lookUp: (input, right) =>
        input.effect.kind === 'update-registration'
          ? Promise.resolve({ kind: 'registration-updated' })
          : right(input),
    }),
  },
  {
    name: 'names-another-system',
    role: 'requester',
    title: 'addresses the request to the ASID of another system',
    origin: 'gp2gp 2.2',
    caughtBy: ['GP2GP-REQ-001'],
    conduct: () =>
      wording(['request'], (payload) =>
        payload.replace(
          /(<communicationFunctionRcv.*?extension=")\d{12}/s,
          (_whole, before: string) => `${before}999999999999`,
        ),
      ),
  },
  {
    name: 'lower-case-ids',
    role: 'requester',
    title: 'writes the ids of its messages in lower case',
    origin: 'gp2gp 1.4',
    caughtBy: ['GP2GP-REQ-001'],
    conduct: () => ({
      ...planning(['request'], (plan) => ({
        ...plan,
        messageId: plan.messageId.toLowerCase(),
        payload: Buffer.from(
          Buffer.from(plan.payload)
            .toString('utf8')
            .replace(/root="[0-9A-F-]{36}"/g, (id) => id.toLowerCase()),
        ),
      })),
    }),
  },
  {
    name: 'request-without-reliability',
    role: 'requester',
    title: 'asks for no acknowledgement of its request',
    origin: 'mhs 2.2',
    caughtBy: ['GP2GP-REQ-003'],
    conduct: () =>
      planning(['request'], (plan) => ({
        ...plan,
        contract: {
          ...plan.contract,
          reliability: { ...plan.contract.reliability, ackRequested: 'never' },
        },
      })),
  },
  {
    name: 'foreign-contract',
    role: 'requester',
    title: 'names the CPAId of a contract that is not for this message',
    origin: 'mhs 5.3 E12',
    caughtBy: ['GP2GP-REQ-003'],
    conduct: () =>
      planning(['request'], (plan) => ({
        ...plan,
        contract: { ...plan.contract, cpaId: 'S9999999A999' },
      })),
  },
  {
    name: 'request-without-patient',
    role: 'requester',
    title: 'writes a request that breaks its schema',
    origin: 'gp2gp 2.4',
    caughtBy: ['GP2GP-REQ-002'],
    conduct: () =>
      wording(['request'], (payload) => payload.replace('<acceptAckCode code="NE"/>', '')),
  },
  {
    name: 'refusal-ignored',
    role: 'requester',
    title: 'goes on waiting after the request was refused',
    origin: 'gp2gp 1.6.6',
    caughtBy: ['GP2GP-REQ-020', 'GP2GP-REQ-031'],
    conduct: () =>
      mistaking((event) => {
        const message = arrived(event, 'acknowledgement');
        return message && message.typeCode !== 'AA' ? undefined : event;
      }),
  },
  {
    name: 'asks-again-after-refusal',
    role: 'requester',
    title: 'asks again in the same conversation after a refusal',
    origin: 'gp2gp 1.6.6',
    caughtBy: ['GP2GP-REQ-020', 'GP2GP-REQ-022'],
    conduct: () => {
      let asked = 0;
      return {
        ...doing((effects, { before, event }) => {
          const message = arrived(event, 'acknowledgement');
          const refused = message && message.typeCode !== 'AA';
          if (!refused || before.phase !== 'waiting' || asked > 0) return effects;
          asked += 1;
          return [...effects, { kind: 'send-request' }];
        }),
        ...planning(['request'], (plan) =>
          asked > 0 ? { ...plan, messageId: randomUUID().toUpperCase() } : plan,
        ),
      };
    },
  },
  {
    name: 'code-from-the-detail-alone',
    role: 'requester',
    title: 'looks for the code of a refusal in the acknowledgement detail alone',
    origin: 'gp2gp 1.5 D5',
    caughtBy: ['GP2GP-REQ-020', 'GP2GP-REQ-026'],
    conduct: () =>
      misreading('acknowledgement', (message) =>
        message.codeIn === 'reason' ? { ...message, code: undefined } : message,
      ),
  },
  {
    name: 'code-needs-its-zero',
    role: 'requester',
    title: 'does not know a code without its leading zero',
    origin: 'gp2gp 2.5',
    caughtBy: ['GP2GP-REQ-036'],
    conduct: () => ({
      arrivalOf(input, right) {
        const arrival = right(input);
        const bare = /<code [^>]*code="\d"/.test(input.message.payload?.toString('utf8') ?? '');
        if (arrival.kind !== 'acknowledgement' || !bare) return arrival;
        return { ...arrival, code: undefined };
      },
    }),
  },
  {
    name: 'unknown-code-waits',
    role: 'requester',
    title: 'takes a refusal with a code that it does not know for no answer',
    origin: 'gp2gp 4.4',
    caughtBy: ['GP2GP-REQ-032'],
    conduct: () =>
      mistaking((event) => (arrived(event, 'acknowledgement')?.code === '77' ? undefined : event)),
  },
  {
    name: 'late-acceptance-upsets',
    role: 'requester',
    title: 'ends the transfer as failed when the request is accepted after the extract',
    origin: 'gp2gp 1.5 D1',
    caughtBy: ['GP2GP-REQ-017'],
    conduct: () => ({
      ...doing((effects, { before, event }) => {
        const message = arrived(event, 'acknowledgement');
        if (message?.typeCode !== 'AA' || before.role !== 'requester') return effects;
        if (!before.extract) return effects;
        const refTo = before.extract.hl7Id ?? before.extract.messageId;
        return [...effects, { kind: 'send-acknowledgement', about: 'extract', refTo, code: '99' }];
      }),
    }),
  },
  {
    name: 'answers-in-a-new-conversation',
    role: 'requester',
    title: 'answers in a conversation of its own',
    origin: 'gp2gp 1.4',
    caughtBy: ['GP2GP-REQ-041'],
    conduct: () =>
      planning(['acknowledgement'], (plan) => ({
        ...plan,
        conversationId: randomUUID().toUpperCase(),
      })),
  },
  {
    name: 'acknowledgement-names-nothing',
    role: 'requester',
    title: 'writes acknowledgements that do not say what they are about',
    origin: 'shipped; gp2gp 2.5',
    caughtBy: ['GP2GP-REQ-041'],
    conduct: () =>
      wording(['acknowledgement'], (payload) =>
        payload.replace(/<messageRef>.*?<\/messageRef>/s, ''),
      ),
  },
  {
    name: 'second-extract-accepted',
    role: 'requester',
    title: 'accepts a second extract of the same conversation',
    origin: 'gp2gp 4.5',
    caughtBy: ['GP2GP-REQ-068'],
    conduct: () => coding('extract', '12', undefined),
  },
  {
    name: 'other-patient-filed',
    role: 'requester',
    title: 'files the record of another patient',
    origin: 'gp2gp 4.2, code 28',
    caughtBy: ['GP2GP-REQ-063'],
    conduct: () =>
      mistaking((event, state) => {
        const message = arrived(event, 'extract');
        if (!message?.extract || state.role !== 'requester') return event;
        const extract = { ...message.extract, nhsNumber: state.nhsNumber };
        return { kind: 'arrived', message: { ...message, extract } };
      }),
  },
  {
    name: 'stray-extract-unanswered',
    role: 'requester',
    title: 'leaves an extract that nobody asked for unanswered',
    origin: 'gp2gp 4.2, code 09',
    caughtBy: ['GP2GP-REQ-064'],
    conduct: () => ({
      leave: (input, right) => (input.role === 'stray-acknowledgement' ? undefined : right(input)),
    }),
  },
  {
    name: 'broken-extract-accepted',
    role: 'requester',
    title: 'accepts an extract that cannot be used',
    origin: 'gp2gp 4.2, code 21',
    caughtBy: ['GP2GP-REQ-062'],
    conduct: () => coding('extract', '21', undefined),
  },
  {
    name: 'rejection-hidden',
    role: 'requester',
    title: 'accepts the extract although the user refused the record',
    origin: 'gp2gp 4.2, code 11',
    caughtBy: ['GP2GP-REQ-070'],
    conduct: () => coding('extract', '11', undefined),
  },
  {
    name: 'suppressed-is-refused',
    role: 'requester',
    title: 'refuses with 11 a record that it keeps suppressed',
    origin: 'gp2gp 4.2, code 15',
    caughtBy: ['GP2GP-REQ-072'],
    conduct: () => coding('extract', '15', '11'),
  },
  {
    name: 'extract-never-answered',
    role: 'requester',
    title: 'files the record and does not say so',
    origin: 'gp2gp 1.3 step 13',
    caughtBy: ['GP2GP-REQ-041'],
    conduct: () => without((effect) => acknowledges(effect, 'extract')),
  },
  {
    name: 'extract-answered-twice',
    role: 'requester',
    title: 'accepts the extract twice',
    origin: 'gp2gp 1.3 step 13',
    caughtBy: ['GP2GP-REQ-041'],
    conduct: () =>
      doing((effects) =>
        effects.flatMap((effect): readonly TransferEffect[] =>
          acknowledges(effect, 'extract') ? [effect, effect] : [effect],
        ),
      ),
  },
  {
    name: 'second-extract-replaces-the-first',
    role: 'requester',
    title: 'files whatever extract comes, each in place of the one before',
    origin: 'gp2gp 4.5',
    caughtBy: ['GP2GP-REQ-068'],
    conduct: () =>
      misjudging((state, event) => {
        if (state.role !== 'requester' || !arrived(event, 'extract') || !state.extract)
          return state;
        return { ...state, phase: 'waiting', extract: undefined, outcome: undefined };
      }),
  },
];

/** Takes part in nothing: it lets Spine hand over messages and does nothing about them. */
export const DOES_NOTHING: Pick<KnownBad, 'name' | 'title' | 'conduct'> = {
  name: 'does-nothing',
  title: 'acknowledges every message to Spine and does nothing else',
  conduct: () => ({
    register: () => 'remember',
    decide: ({ state }) => nothing(state),
    leave: () => undefined,
    status: ({ status }) => ({ state: 'none', conversationId: status.conversationId }),
  }),
};

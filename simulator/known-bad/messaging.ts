import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { KnownBad } from './known-bad.ts';
import { arrived, planning, posting, retyped } from './overrides.ts';

/** More than a message may have, whatever is in it: 5,242,880 bytes (mhs 4.6). */
const BEYOND_SPINE = 5_300_000;
/** As long as a small record takes to be found, written and sent. */
const BUSINESS_MS = 3_000;

/** The classic faults of systems that speak ebXML (mhs 4.1, 4.2, 5.5). */
export const MESSAGING: readonly KnownBad[] = [
  {
    name: 'copies-worked-on-again',
    role: 'sender',
    title: 'answers a copy of a request as if it were new',
    origin: 'mhs 4.1',
    caughtBy: ['GP2GP-SND-028', 'MHS-B1-04'],
    conduct: () => ({
      isDuplicate: async () => false,
      decide({ state, event }, right) {
        const refTo = state.role === 'sender' ? state.request?.refTo : undefined;
        if (refTo === undefined || !arrived(event, 'request')) return right({ state, event });
        return {
          state,
          effects: [{ kind: 'send-acknowledgement', about: 'request', refTo, code: undefined }],
        };
      },
    }),
  },
  {
    name: 'copies-refused',
    role: 'sender',
    title: 'answers a copy of a message with an error',
    origin: 'mhs 5.5 B1',
    caughtBy: ['MHS-B1-04'],
    conduct: () => ({
      answerSpine: async (input, right) =>
        input.verdict === 'duplicate' ? { status: 500, headers: [] } : right(input),
    }),
  },
  {
    name: 'never-acknowledges',
    role: 'sender',
    title: 'takes messages without acknowledging them',
    origin: 'mhs 4.1',
    caughtBy: ['MHS-B8-02', 'MHS-B1-04'],
    conduct: () => ({
      answerSpine: async ({ verdict, ...input }, right) =>
        verdict === 'message' || verdict === 'duplicate'
          ? { status: 202, headers: [] }
          : right({ verdict, ...input }),
    }),
  },
  {
    name: 'acknowledges-something-else',
    role: 'sender',
    title: 'names another message in its acknowledgements',
    origin: 'mhs 3.6',
    caughtBy: ['MHS-B8-02', 'MHS-B1-04'],
    conduct: () => ({
      async answerSpine(input, right) {
        const reply = await right(input);
        const id = input.envelope?.messageId;
        if (typeof reply === 'string' || !reply.body || !id) return reply;
        const text = Buffer.from(reply.body)
          .toString('utf8')
          .replaceAll(id, randomUUID().toUpperCase());
        return { ...reply, body: Buffer.from(text) };
      },
    }),
  },
  {
    name: 'acknowledged-after-the-work',
    role: 'sender',
    title: 'acknowledges only when its business is done',
    origin: 'mhs 5.5 B8',
    caughtBy: ['MHS-B8-02'],
    conduct: () => ({
      worksBeforeAnswering: () => true,
      async answerSpine(input, right) {
        if (input.verdict === 'message') await wait(BUSINESS_MS);
        return right(input);
      },
    }),
  },
  {
    name: 'takes-what-is-for-others',
    role: 'sender',
    title: 'works on messages for another party',
    origin: 'mhs 5.5 B9',
    caughtBy: ['MHS-B9-01'],
    conduct: () => ({ isForMe: () => true }),
  },
  {
    name: 'anybody-gets-in',
    role: 'sender',
    title: 'takes messages from whoever opens a connection, with any certificate or none',
    origin: 'mhs 1.6',
    caughtBy: ['MHS-TLS-01', 'MHS-TLS-02', 'MHS-TLS-03', 'MHS-TLS-04'],
    conduct: () => ({ clientCertificate: () => 'none' }),
  },
  {
    name: 'no-certificate-gets-in',
    role: 'sender',
    title: 'judges certificates and takes messages from whoever shows none',
    origin: 'mhs 1.6',
    caughtBy: ['MHS-TLS-01'],
    conduct: () => ({ clientCertificate: () => 'request' }),
  },
  {
    name: 'accepted-is-enough',
    role: 'sender',
    title: 'takes 202 without an acknowledgement for success',
    origin: 'mhs 5.5 B5',
    caughtBy: ['MHS-B5-03'],
    conduct: () => ({
      judgeAnswer(input, right) {
        const attempt = right(input);
        return attempt.kind === 'taken' ? { ...attempt, kind: 'acknowledged' } : attempt;
      },
    }),
  },
  {
    name: 'never-tries-again',
    role: 'sender',
    title: 'gives up after the first attempt',
    origin: 'mhs 5.5 B2',
    caughtBy: ['MHS-B2-10', 'GP2GP-SND-093'],
    conduct: () => ({
      nextStep(input, right) {
        const step = right(input);
        if (step.kind === 'end') return step;
        return { kind: 'end', outcome: 'delivery-failure', detail: input.attempt.why };
      },
    }),
  },
  {
    name: 'tries-for-ever',
    role: 'sender',
    title: 'goes on sending when retries and persist duration are used up',
    origin: 'mhs 5.5 B2',
    caughtBy: ['MHS-B2-11'],
    conduct: () => ({
      nextStep(input, right) {
        const step = right(input);
        if (step.kind !== 'end' || step.outcome !== 'delivery-failure') return step;
        return {
          kind: 'wait',
          delayMs: input.sent.contract.reliability.retryIntervalMs,
          last: undefined,
        };
      },
    }),
  },
  {
    name: 'tries-without-waiting',
    role: 'sender',
    title: 'sends again at once instead of after the retry interval',
    origin: 'mhs 5.5 B2',
    caughtBy: ['MHS-B2-12'],
    conduct: () => ({
      nextStep(input, right) {
        const step = right(input);
        return step.kind === 'wait' ? { ...step, delayMs: 1 } : step;
      },
    }),
  },
  {
    name: 'new-id-at-each-attempt',
    role: 'sender',
    title: 'sends a message again under a new MessageId',
    origin: 'mhs 5.5 B6',
    caughtBy: ['MHS-B6-04', 'GP2GP-SND-093'],
    conduct: () =>
      posting(['extract'], (message, attempt) =>
        attempt === 1
          ? message
          : retyped(
              message,
              new RegExp(`MessageId>${message.envelope.messageId}`),
              `MessageId>${randomUUID().toUpperCase()}`,
            ),
      ),
  },
  {
    name: 'error-tried-again',
    role: 'sender',
    title: 'sends a message again that was refused for good',
    origin: 'mhs 5.5 B3',
    caughtBy: ['MHS-B3-03'],
    conduct: () => ({
      judgeAnswer(input, right) {
        const attempt = right(input);
        return attempt.kind === 'refused' ? { ...attempt, kind: 'failed' } : attempt;
      },
    }),
  },
  {
    name: 'passing-fault-final',
    role: 'requester',
    title: 'does not send an acknowledgement again after a passing failure',
    origin: 'shipped; mhs 5.5 B4',
    caughtBy: ['MHS-B2-08', 'MHS-B2-09'],
    conduct: () => ({
      judgeAnswer(input, right) {
        const attempt = right(input);
        const about = input.contract.action === 'MCCI_IN010000UK13';
        return about && attempt.kind === 'failed' ? { ...attempt, kind: 'refused' } : attempt;
      },
    }),
  },
  {
    name: 'late-acknowledgement-unknown',
    role: 'sender',
    title: 'knows acknowledgements only in the answer to its request',
    origin: 'mhs 5.5 B7',
    caughtBy: ['MHS-B7-03'],
    conduct: () => ({
      answerSpine: async (input, right) =>
        input.verdict === 'signal' ? { status: 500, headers: [] } : right(input),
    }),
  },
  {
    name: 'good-message-refused',
    role: 'requester',
    title: 'answers the first copy of every message with an error',
    origin: 'mhs 4.1',
    caughtBy: ['MHS-B8-01', 'MHS-X-08'],
    conduct: () => {
      const seen = new Set<string>();
      return {
        async answerSpine(input, right) {
          const id = input.envelope?.messageId ?? '';
          if (input.verdict !== 'message' || seen.has(id)) return right(input);
          seen.add(id);
          return { status: 500, headers: [] };
        },
      };
    },
  },
  {
    name: 'too-large-for-spine',
    role: 'sender',
    title: 'sends messages that are larger than Spine takes',
    origin: 'gp2gp 3.1',
    caughtBy: ['GP2GP-SND-054', 'GP2GP-SND-001'],
    conduct: () =>
      posting(['extract'], (message) => ({
        ...message,
        body: Buffer.concat([message.body, Buffer.alloc(BEYOND_SPINE, '\n')]),
      })),
  },
  {
    name: 'manifest-misses-a-part',
    role: 'sender',
    title: 'sends a part that its manifest does not name',
    origin: 'gp2gp 3.10 L2',
    caughtBy: ['GP2GP-SND-049'],
    conduct: () =>
      posting(['fragment'], (message) =>
        retyped(
          message,
          /<eb:Reference(?:(?!<eb:Reference).)*<\/eb:Reference>(?=\s*<\/eb:Manifest>)/s,
          '',
        ),
      ),
  },
  {
    name: 'old-version-of-the-header',
    role: 'sender',
    title: 'writes another version into the message header',
    origin: 'mhs 5.3 E4',
    caughtBy: ['GP2GP-SND-001'],
    conduct: () =>
      posting(['acknowledgement', 'extract'], (message) =>
        retyped(message, /(MessageHeader [^>]*version=)"2\.0"/, '$1"1.0"'),
      ),
  },
  {
    name: 'asks-for-a-sync-reply',
    role: 'sender',
    title: 'asks for a synchronous reply where the pattern has none',
    origin: 'mhs 2.2',
    caughtBy: ['GP2GP-SND-001'],
    conduct: () =>
      planning(['extract', 'acknowledgement'], (plan) => ({
        ...plan,
        contract: {
          ...plan.contract,
          reliability: { ...plan.contract.reliability, syncReply: 'MSHSignalsOnly' },
        },
      })),
  },
];

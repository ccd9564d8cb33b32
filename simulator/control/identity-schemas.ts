import { z } from '../../src/platform/zod.ts';
import type { AssertionFlaw, SessionEnd } from '../doors/identity-desk.ts';
import { named } from './schemas.ts';

const text = z.string();
const at = z.iso.datetime().describe('UTC');
const twelveDigits = z.string().regex(/^\d{12}$/);
const seconds = z.int().min(1).max(31_536_000);
const ends = [
  'logged-off',
  'card-removed',
  'revoked',
  'expired',
] as const satisfies readonly SessionEnd[];
const assertionFlaws = [
  'expired',
  'not-yet-valid',
  'tampered',
  'wrapped',
  'unsigned',
  'repeated',
] as const satisfies readonly AssertionFlaw[];

export const users = named(
  'Users',
  z.strictObject({
    users: z.array(
      z.strictObject({
        userId: text,
        name: text,
        assurance: z.enum(['AAL1', 'AAL2', 'AAL3']),
        training: z.boolean(),
        roles: z.array(
          z.strictObject({
            roleProfileId: text,
            organisation: text,
            jobRoleCode: text,
            activities: z.array(text),
          }),
        ),
      }),
    ),
  }),
);

export const sessionEnd = z.enum(ends).default('revoked');

export const sessionView = named(
  'Session',
  z.strictObject({
    id: text,
    kind: z.enum(['smartcard', 'cis2']),
    userId: text,
    roleProfileId: text.nullable(),
    state: z.enum(['live', ...ends]),
    startedAt: at,
    expiresAt: at,
    flaw: z.enum(assertionFlaws).nullable(),
  }),
);

export const sessions = named('Sessions', z.strictObject({ sessions: z.array(sessionView) }));

export const sessionOrder = named(
  'SessionOrder',
  z.strictObject({
    user: twelveDigits.describe('SDS user id.'),
    role: twelveDigits
      .nullable()
      .optional()
      .describe('Role profile id; the only role unless given; null selects none.'),
    seconds: seconds.optional().describe('How long it lasts.'),
    flaw: z.enum(assertionFlaws).optional().describe('What is wrong with its role assertions.'),
  }),
);

export const sessionStarted = named(
  'SessionStarted',
  sessionView.extend({ token: text.describe('For /saml/RoleAssertion.') }),
);

export const tokenOrder = named(
  'TokenOrder',
  z
    .strictObject({
      client: text.min(1).describe('Client id.'),
      kind: z.enum(['access', 'id-token']).default('access'),
      user: twelveDigits.optional(),
      patient: text.min(1).optional().describe('Login of a patient (NHS login).'),
      role: twelveDigits.optional(),
      seconds: seconds.optional(),
      flaw: z.enum(['expired', 'wrong-audience', 'wrong-issuer', 'tampered']).optional(),
    })
    .refine(({ user, patient }) => !(user && patient), 'names a user and a patient: one is enough')
    .refine(
      ({ kind, user, patient }) => kind === 'access' || user !== undefined || patient !== undefined,
      'an id-token is about a user or a patient',
    ),
);

export const tokenIssued = named(
  'TokenIssued',
  z.strictObject({ token: text, kind: z.enum(['access', 'id-token']), expiresAt: at }),
);

export const tokensWithdrawn = named(
  'TokensWithdrawn',
  z.strictObject({ withdrawn: z.int().min(0) }),
);

export const assertionOrder = named(
  'AssertionOrder',
  z.strictObject({ response: text.min(1).max(262_144).describe('The SAML response, XML.') }),
);

export const assertionJudgement = named(
  'AssertionJudgement',
  z.strictObject({
    ok: z.boolean(),
    problem: text.nullable(),
    why: text.nullable(),
    userId: text.nullable(),
    roleProfileId: text.nullable(),
    training: z.boolean().nullable(),
  }),
);

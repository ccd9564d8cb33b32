import { adaptorConfig } from '../../simulator/world/adaptor-config.ts';
import {
  asid,
  duration,
  fqdn,
  odsCode,
  partyKey,
  url,
} from '../../simulator/world/config-values.ts';
import { z } from '../../src/platform/zod.ts';
import { HOOK_NAMES, type HookName } from './hook-calls.ts';

/** What a system may be able to do. A scenario that needs one says so: `@needs-redactions`. */
export const ABILITIES = [
  'large-messaging',
  'redactions',
  'returning-patients',
  'user-authors',
  'earlier-practices',
  'compressed-attachments',
  'skeletons',
] as const;
export type Ability = (typeof ABILITIES)[number];

const httpHook = z.strictObject({
  http: z.strictObject({
    url,
    method: z.enum(['POST', 'PUT']).default('POST'),
    headers: z.record(z.string(), z.string()).default({}),
  }),
  timeout: duration.default('PT30S'),
});

const commandHook = z.strictObject({
  command: z
    .array(z.string())
    .min(1)
    .describe('Program and arguments. The input comes on stdin and in SPINEBOX_HOOK_INPUT.'),
  timeout: duration.default('PT30S'),
});

const personHook = z.strictObject({
  person: z
    .string()
    .min(1)
    .describe(
      'What somebody is asked to do, at the terminal or in the console. Of transferStatus: to tell.',
    ),
  timeout: duration.default('PT10M'),
});

const hook = z.union([httpHook, commandHook, personHook]);
const hooks = Object.fromEntries(HOOK_NAMES.map((name) => [name, hook.optional()])) as Record<
  HookName,
  z.ZodOptional<typeof hook>
>;

/** Where a system meets the outside: its own door for Spine, or an MHS adaptor in front of it (mhs 7). */
export const BOUNDARIES = ['mhs', 'adaptor'] as const;
export type Boundary = (typeof BOUNDARIES)[number];

const profile = z.strictObject({
  name: z.string().min(1).max(200),
  odsCode,
  partyKey,
  asid,
  fqdn,
  endpoint: url
    .default('')
    .describe('Where Spine delivers to. Not needed behind an adaptor: Spine delivers to that.'),
  boundary: z
    .enum(BOUNDARIES)
    .default('mhs')
    .describe('adaptor: spinebox plays the MHS adaptor in front of the system.'),
  adaptor: adaptorConfig
    .optional()
    .describe(
      'The adaptor that is played: where the system posts to, and the queue that it reads.',
    ),
  certificate: z
    .enum(['spinebox', 'request'])
    .default('spinebox')
    .describe(
      'spinebox: key and certificate are made by it. request: it signs the request of the system.',
    ),
  roles: z
    .array(z.enum(['requester', 'sender']))
    .min(1)
    .default(['requester', 'sender']),
  abilities: z.array(z.enum(ABILITIES)).default([...ABILITIES]),
  limits: z
    .strictObject({
      attachmentBytes: z.int().min(1).optional(),
      recordBytes: z.int().min(1).optional(),
      attachments: z.int().min(1).optional(),
    })
    .default({})
    .describe('The most that the system takes; scenarios beyond are not applicable.'),
  timers: z
    .enum(['contract', 'fixed'])
    .default('contract')
    .describe('Whether its timers follow the durations that SDS advertises.'),
  concurrency: z.int().min(1).max(64).default(1).describe('Scenarios side by side.'),
  patience: duration.default('PT20S').describe('How long something expected is waited for.'),
  quiet: duration.default('PT1S').describe('How long nothing must come where nothing is expected.'),
  hooks: z.strictObject(hooks).default({}),
});

/** A system under test: who it is, how it is reached, what it claims to do. */
export const sutProfile = profile.superRefine(({ boundary, endpoint }, context) => {
  if (boundary === 'mhs' && endpoint === '') {
    const message = 'needed, unless the boundary is "adaptor"';
    context.addIssue({ code: 'custom', path: ['endpoint'], message });
  }
});

export type SutProfile = Readonly<z.output<typeof sutProfile>>;
export type HookWay = z.output<typeof hook>;

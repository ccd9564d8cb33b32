import { z } from '../../src/platform/zod.ts';

const action = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('delay'), ms: z.int().min(1).max(600_000) }),
  z.strictObject({ do: z.literal('drop-before-answer') }),
  z.strictObject({ do: z.literal('drop-after-answer') }),
  z.strictObject({ do: z.literal('reset-mid-body') }),
  z.strictObject({ do: z.literal('refuse-connection') }),
]);

const conditions = z.strictObject({
  leg: z.string().optional().describe('All legs unless given.'),
  interaction: z.string().min(1).optional().describe('As it ends SOAPAction.'),
  path: z.string().min(1).optional().describe('As the request begins with.'),
  skip: z.int().min(0).default(0).describe('So many that fit are let pass first.'),
  times: z.int().min(1).default(1).describe('So many are met.'),
});

/** What a tap makes go wrong, when it is told to. */
export const injectionRules = z
  .array(
    z.looseObject({ do: z.string() }).transform((rule, context) => {
      const { do: what, ms, ...rest } = rule;
      const acted = action.safeParse({ do: what, ...(ms !== undefined && { ms }) });
      const met = conditions.safeParse(rest);
      for (const { error } of [acted, met])
        for (const issue of error?.issues ?? [])
          context.addIssue({ code: 'custom', path: [...issue.path], message: issue.message });
      return acted.success && met.success ? { ...met.data, action: acted.data } : z.NEVER;
    }),
  )
  .max(100);

export type InjectionRule = z.output<typeof injectionRules>[number];
export type InjectedAction = InjectionRule['action'];

/** What is known of a request when its head has come, or of a connection before that. */
export interface InjectionSubject {
  readonly leg: string;
  readonly path?: string | undefined;
  readonly soapAction?: string | undefined;
}

/** Rules with how often each has met something. */
export interface Injector {
  /** Whether any rule can meet something on a leg: without one its bytes are not looked at before they go on. */
  concerns(leg: string): boolean;
  atConnection(leg: string): Injected | undefined;
  atRequest(subject: InjectionSubject): Injected | undefined;
}

export interface Injected {
  readonly action: InjectedAction;
  /** For the record. */
  readonly text: string;
}

export function injector(rules: readonly InjectionRule[]): Injector {
  const met = rules.map(() => 0);
  const choose = (subject: InjectionSubject, connection: boolean): Injected | undefined => {
    for (const [index, rule] of rules.entries()) {
      if ((rule.action.do === 'refuse-connection') !== connection) continue;
      if (!fits(rule, subject)) continue;
      const count = (met[index] ?? 0) + 1;
      met[index] = count;
      if (count <= rule.skip || count > rule.skip + rule.times) continue;
      const { action } = rule;
      const what = action.do === 'delay' ? `delay of ${action.ms} ms` : action.do;
      return { action, text: `${what}, injected by rule ${index + 1}` };
    }
    return undefined;
  };
  return {
    concerns: (name) => rules.some(({ leg }) => leg === undefined || leg === name),
    atConnection: (leg) => choose({ leg }, true),
    atRequest: (subject) => choose(subject, false),
  };
}

function fits({ leg, interaction, path }: InjectionRule, subject: InjectionSubject): boolean {
  if (leg !== undefined && leg !== subject.leg) return false;
  if (path !== undefined && !subject.path?.startsWith(path)) return false;
  if (interaction === undefined) return true;
  return (subject.soapAction ?? '').replaceAll('"', '').endsWith(interaction);
}

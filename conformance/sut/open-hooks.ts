import { parseDuration } from '../../src/domain/duration.ts';
import { HookMissing } from '../engine/departures.ts';
import { NobodyAnsweredError, type Person } from './ask-person.ts';
import { callCommand } from './call-command.ts';
import { callHttp } from './call-http.ts';
import { HOOK_NAMES, type HookCalls, type HookName } from './hook-calls.ts';
import { HookError } from './hook-error.ts';
import { HOOK_ANSWERS, HOOK_OUTPUTS } from './hook-schemas.ts';
import { answerOf, askedAgain, questionFor } from './person-question.ts';
import type { HookWay, SutProfile } from './sut-profile.ts';

/** The system as the suite gets at it. */
export interface Hooks {
  /** Those that can be called here and now, in the order of `HOOK_NAMES`. */
  readonly names: readonly HookName[];
  /**
   * Rejects with HookMissing when the profile has no such hook or the person skips it, with HookError when it
   * does not do its part.
   */
  call<Name extends HookName>(
    name: Name,
    input: HookCalls[Name]['input'],
  ): Promise<HookCalls[Name]['output']>;
}

/** `person`: whoever can be asked; hooks that need one are missing without. */
export function openHooks({ hooks }: Pick<SutProfile, 'hooks'>, person?: Person): Hooks {
  const names = HOOK_NAMES.filter((name) => {
    const way = hooks[name];
    return way !== undefined && (!('person' in way) || person !== undefined);
  });
  return {
    names,
    async call(name, input) {
      const way = hooks[name];
      if (!way) throw new HookMissing(name);
      const timeoutMs = parseDuration(way.timeout) ?? 30_000;
      const answer =
        'person' in way
          ? await askedOf(name, way, input, timeoutMs, person)
          : parsed(name, way, await asked(name, way, input, timeoutMs));
      const read = HOOK_OUTPUTS[name].safeParse(answer);
      if (read.success) return read.data;
      const [first] = read.error.issues;
      const where = first && first.path.length > 0 ? `${first.path.join('.')}: ` : '';
      throw wrongAnswer(name, way, `${where}${first?.message ?? 'of the wrong shape'}`, answer);
    },
  };
}

function asked(
  name: HookName,
  way: Exclude<HookWay, { readonly person: string }>,
  input: unknown,
  timeoutMs: number,
): Promise<string> {
  return 'http' in way
    ? callHttp(name, way.http, input, timeoutMs)
    : callCommand(name, way.command, input, timeoutMs);
}

async function askedOf(
  name: HookName,
  { person: text }: { readonly person: string },
  input: unknown,
  timeoutMs: number,
  person: Person | undefined,
): Promise<unknown> {
  if (!person) throw new HookMissing(name, 'it asks a person, and nobody can be asked');
  let question = questionFor(name, text, input);
  for (let attempt = 0; attempt < 3; attempt++) {
    const said = await person.ask(question, timeoutMs).catch((error: unknown) => {
      if (!(error instanceof NobodyAnsweredError)) throw error;
      const remedy = `Answer at the terminal or on the page Tasks of the console, or set hooks.${name}.timeout.`;
      throw new HookError(name, 'a person', error.message, remedy, error);
    });
    const answer = answerOf(name, said);
    if (answer === 'skip') throw new HookMissing(name, 'the person who was asked skipped it');
    if (answer !== undefined) return answer;
    question = askedAgain(question, said);
  }
  throw new HookMissing(name, 'the person who was asked gave no answer that is understood');
}

function parsed(name: HookName, way: HookWay, text: string): unknown {
  // A hook with nothing to tell may answer nothing.
  if (text.trim() === '') return {};
  try {
    return JSON.parse(text);
  } catch {
    throw wrongAnswer(name, way, 'it is not JSON', text);
  }
}

function wrongAnswer(name: HookName, way: HookWay, why: string, came: unknown): HookError {
  const text = typeof came === 'string' ? came.trim() : (JSON.stringify(came) ?? '');
  return new HookError(
    name,
    howOf(way),
    `its answer cannot be used: ${why}. It answered ${text.slice(0, 300)}`,
    `Expected: ${HOOK_ANSWERS[name]}.`,
  );
}

function howOf(way: HookWay): string {
  if ('http' in way) return `${way.http.method} ${way.http.url}`;
  return 'command' in way ? way.command.join(' ') : 'a person';
}

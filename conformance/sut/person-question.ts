import type { PersonAnswerChoice } from '../../simulator/doors/person-desk.ts';
import type { HookName } from './hook-calls.ts';
import { HOOK_OUTPUTS } from './hook-schemas.ts';

/** What a person is asked to do, or to tell. */
export interface PersonQuestion {
  readonly hook: HookName;
  /** As the profile says it, with its facts filled in. */
  readonly instruction: string;
  /** Inputs of the hook by name; what is no text as JSON. */
  readonly facts: Readonly<Record<string, string>>;
  readonly answers: readonly PersonAnswerChoice[];
  /** Why it is asked again. */
  readonly note?: string | undefined;
}

/** `{nhsNumber}` and other inputs of the hook may stand in the text. */
export function questionFor(hook: HookName, text: string, input: unknown): PersonQuestion {
  const facts = Object.fromEntries(
    Object.entries(input as Readonly<Record<string, unknown>>).flatMap(([name, value]) =>
      value === undefined
        ? []
        : [[name, typeof value === 'string' ? value : JSON.stringify(value)] as const],
    ),
  );
  const instruction = text.replaceAll(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(facts, name) ? (facts[name] ?? whole) : whole,
  );
  return { hook, instruction, facts, answers: CHOICES[hook] ?? DONE_OR_NOT };
}

const COULD_NOT: PersonAnswerChoice = { value: 'skip', label: 'Could not' };
const DONE_OR_NOT: readonly PersonAnswerChoice[] = [{ value: 'y', label: 'Done' }, COULD_NOT];
const CHOICES: Partial<Readonly<Record<HookName, readonly PersonAnswerChoice[]>>> = {
  registerPatient: [
    { value: 'y', label: 'Done' },
    { value: 'n', label: 'The system refused' },
    COULD_NOT,
  ],
  transferStatus: [
    { value: '', label: 'State of the transfer', text: 'filed, or with its code: refused 06' },
    COULD_NOT,
  ],
};

/** The same question, after an answer that is not understood. */
export function askedAgain(question: PersonQuestion, said: string): PersonQuestion {
  const wanted =
    question.hook === 'transferStatus'
      ? 'one of none, preparing, requested, receiving, deciding, filed, failed, sending, sent, transferred, or refused with its code, as in "refused 06"'
      : question.answers.map(({ value, label }) => `${value} (${label})`).join(', ');
  return { ...question, note: `"${said.slice(0, 100)}" is not understood. Wanted: ${wanted}.` };
}

/** The question as the terminal shows it; what is long is left to the console. */
export function questionText({ hook, instruction, facts, note }: PersonQuestion): string {
  const shown = Object.entries(facts)
    .filter(([, value]) => value.length < 500)
    .map(([name, value]) => `    ${name}: ${value}\n`);
  const again = note === undefined ? '' : `  ${note}\n`;
  return `\n${hook}: ${instruction}\n${shown.join('')}${again}${PROMPTS[hook] ?? '  done? y, n or skip: '}`;
}

const PROMPTS: Partial<Readonly<Record<HookName, string>>> = {
  registerPatient: '  registered? y, n (the system will not), or skip: ',
  transferStatus:
    '  state, with its code if it has one (for example "refused 06", "filed"), or skip: ',
};

/** What a person answered as the hook's output; `skip` when they cannot do it, `undefined` when unclear. */
export function answerOf(hook: HookName, typed: string): unknown {
  const text = typed.trim();
  if (/^s(?:kip)?$/i.test(text)) return 'skip';
  const meant = meaningOf(hook, text);
  return meant === 'skip' || HOOK_OUTPUTS[hook].safeParse(meant).success ? meant : undefined;
}

function meaningOf(hook: HookName, text: string): unknown {
  if (text.startsWith('{')) {
    try {
      return JSON.parse(text);
    } catch {
      return undefined;
    }
  }
  if (hook === 'transferStatus') {
    const [, state = '', code] = /^([a-z]+)(?:\s+(\d{2}))?$/i.exec(text) ?? [];
    return state === '' ? undefined : { state: state.toLowerCase(), ...(code && { code }) };
  }
  if (/^y(?:es)?$/i.test(text)) return hook === 'registerPatient' ? { accepted: true } : {};
  if (!/^no?$/i.test(text)) return undefined;
  return hook === 'registerPatient' ? { accepted: false } : 'skip';
}

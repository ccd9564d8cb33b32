import type { Child, Markup } from '../../../../src/wire/html/markup.ts';
import type { ScenarioOrder, ScenarioSummary } from '../../../doors/scenario-desk.ts';
import { ownSystems } from '../../../world/own-systems.ts';
import type { Party } from '../../../world/world.ts';
import { CONSOLE, h } from '../../element.ts';

/** What was typed, as it was typed. Parameters by name; those of the file alone count. */
export interface LoadFields {
  readonly file: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly seed: string;
  readonly system: string;
}

const MOST_LETTERS = 2_000;
/** Before the names of parameters in the form, so that none is taken for another field. */
const PARAMETER = 'p.';

export function readLoadFields(form: URLSearchParams): LoadFields {
  const text = (name: string) => (form.get(name) ?? '').trim().slice(0, MOST_LETTERS);
  const parameters = [...form.keys()]
    .filter((key) => key.startsWith(PARAMETER))
    .map((key) => [key.slice(PARAMETER.length), text(key)] as const);
  return {
    ...{ file: text('file'), seed: text('seed'), system: text('system') },
    parameters: Object.fromEntries(parameters),
  };
}

const MOST_SEED = 4_294_967_295;

/** What is to be loaded, or what is wrong with the fields. Types of parameters are those of their defaults. */
export function orderOf(
  { file, seed, system, parameters }: LoadFields,
  { parameters: defaults }: ScenarioSummary,
): { readonly order: ScenarioOrder } | { readonly wrong: string } {
  if (seed !== '' && !(/^\d{1,10}$/.test(seed) && Number(seed) <= MOST_SEED))
    return { wrong: `Seed: a whole number up to ${MOST_SEED} is wanted.` };
  const changed = Object.entries(parameters).filter(
    ([name, value]) => !Object.hasOwn(defaults, name) || value !== String(defaults[name]),
  );
  return {
    order: {
      file,
      parameters: Object.fromEntries(changed),
      ...(seed !== '' && { seed: Number(seed) }),
      ...(system !== '' && { system }),
    },
  };
}

export interface LoadFormParts {
  readonly file: ScenarioSummary;
  readonly parties: readonly Party[];
  readonly fields: LoadFields;
  /** Why it is not loaded. */
  readonly wrong: Child;
}

/** Puts a situation in place, with other values and another seed when wanted. */
export function loadForm({ file, parties, fields, wrong }: LoadFormParts): Markup {
  const { name, plays, exclusive, parameters } = file;
  const external = parties.filter(({ played }) => played === 'external');
  const own = ownSystems(parties);
  const chosen = fields.system || (own.length === 1 ? own[0]?.odsCode : undefined);
  return h(
    'form',
    { class: 'card fields', method: 'post', action: `${CONSOLE}/scenarios` },
    wrong !== undefined && wrong !== false
      ? h('div', { class: 'alert bad', role: 'alert', id: 'load-wrong' }, wrong)
      : undefined,
    h('input', { type: 'hidden', name: 'file', value: name }),
    h(
      'p',
      {},
      plays === 'sender'
        ? 'The counterpart holds the record and sends it: your system asks for it.'
        : 'The counterpart asks for the record: your system holds and sends it.',
      exclusive && ' It needs the system for itself.',
    ),
    h(
      'div',
      { class: 'field' },
      h('label', { for: 'load-system' }, 'Your system'),
      h(
        'select',
        { id: 'load-system', name: 'system', required: true },
        [...external, ...parties.filter((party) => !external.includes(party))].map((party) =>
          h(
            'option',
            { value: party.odsCode, selected: party.odsCode === chosen },
            `${party.odsCode} ${party.name}${party.played === 'external' ? '' : ' (played by spinebox)'}`,
          ),
        ),
      ),
    ),
    Object.entries(parameters).map(([parameter, value]) =>
      parameterField(parameter, value, fields.parameters[parameter]),
    ),
    h(
      'div',
      { class: 'field' },
      h('label', { for: 'load-seed' }, 'Seed'),
      h('input', {
        ...{ id: 'load-seed', name: 'seed', value: fields.seed, inputmode: 'numeric' },
        ...{ placeholder: '1', 'aria-describedby': 'hint-seed', autocomplete: 'off' },
      }),
      h(
        'span',
        { class: 'hint', id: 'hint-seed' },
        'the same seed gives the same patients and ids',
      ),
    ),
    h('button', { type: 'submit', class: 'primary' }, 'Load it'),
  );
}

function parameterField(
  name: string,
  value: string | number | boolean,
  typed: string | undefined,
): Markup {
  const id = `load-${name}`;
  const shown = typed ?? String(value);
  const field = { id, name: PARAMETER + name };
  return h(
    'div',
    { class: 'field' },
    h('label', { for: id }, name),
    typeof value === 'boolean'
      ? h(
          'select',
          field,
          ['true', 'false'].map((each) =>
            h('option', { value: each, selected: each === shown }, each),
          ),
        )
      : h('input', {
          ...field,
          ...{ value: shown, autocomplete: 'off', 'aria-describedby': `hint-${id}` },
        }),
    h(
      'span',
      { class: 'hint', id: `hint-${id}` },
      `${value === '' ? 'nothing' : value} unless changed`,
    ),
  );
}

import { SPECIAL_FAULTS } from '../../../../src/demographics/special/special-faults.ts';
import { FAULT_FACES, INTERCHANGE_FAULTS } from '../../../../src/faults/fault.ts';
import type { Child, Markup } from '../../../../src/wire/html/markup.ts';
import { checkFaults } from '../../../world/check-faults.ts';
import type { FaultConfig } from '../../../world/fault-config.ts';
import type { WorldConfig } from '../../../world/world-config.ts';
import { CONSOLE, h } from '../../element.ts';
import { badge } from '../../pieces/badge.ts';
import { dataTable } from '../../pieces/data-table.ts';
import { empty } from '../../pieces/empty.ts';
import { ACTION_KINDS, type FaultFields } from './fault-form.ts';
import { FAULT_PRESETS } from './fault-presets.ts';

export interface FaultPageParts {
  readonly config: WorldConfig;
  readonly fields: FaultFields;
  /** Why what was asked for is not in force; shown next to the form. */
  readonly wrong: readonly string[];
}

type Rule = readonly [name: string, rule: FaultConfig];

/** What is made to go wrong: the rules in force, those that one button sets, and a form for any other. */
export function faultPage({ config, fields, wrong }: FaultPageParts): Child {
  const all = Object.entries(config.faults);
  const own = all.filter(([name]) => !isOfSpecialPatient(name));
  const special = all.filter(([name]) => isOfSpecialPatient(name));
  const warnings = [...checkFaults(config)];
  const table = (label: string, rules: readonly Rule[]) =>
    ruleTable(label, rules, (name) => warnings.filter(({ path }) => path[1] === name));
  return [
    h('h2', {}, 'In force'),
    own.length > 0
      ? table('Faults in force', own)
      : empty('Nothing goes wrong on purpose', 'Choose below what should.'),
    special.length > 0 &&
      h(
        'details',
        { id: 'special' },
        h(
          'summary',
          {},
          `and ${special.length} rules of special patients, with whom something is always wrong`,
        ),
        table('Faults of special patients', special),
      ),
    h('h2', { id: 'presets' }, 'At once'),
    presets(),
    h('h2', { id: 'add' }, 'Any other'),
    addForm(fields, wrong),
    h(
      'p',
      { class: 'soft' },
      'What happens to deliveries of a counterpart (late, twice, in another order, cut off) stands in the files of ',
      h('a', { href: `${CONSOLE}/scenarios` }, 'situations'),
      '. Rules go with a restart, or with a reset; the world file keeps them (',
      h('code', {}, 'faults'),
      ').',
    ),
  ];
}

function isOfSpecialPatient(name: string): boolean {
  return Object.hasOwn(SPECIAL_FAULTS, name);
}

function ruleTable(
  label: string,
  rules: readonly Rule[],
  warningsOf: (name: string) => readonly { readonly text: string }[],
): Markup {
  return dataTable<Rule>(
    label,
    [
      { title: 'Rule', cell: ([name]) => name },
      { title: 'Where', cell: ([, { faces }]) => faces?.join(', ') ?? 'everywhere' },
      {
        title: 'What',
        cell: ([name, { actions }]) => [
          actions.map((action, index) => [index > 0 && h('br'), actionText(action)]),
          warningsOf(name).map(({ text }) =>
            h('div', { class: 'odd small' }, badge('odd', 'never'), ' ', text),
          ),
        ],
      },
      { title: 'Whom', cell: ([, rule]) => whomText(rule) },
      {
        title: 'Which requests',
        className: 'wide',
        cell: ([, { attempts }]) => attemptsText(attempts),
      },
      {
        title: h('span', { class: 'vh' }, 'Remove'),
        className: 'end',
        cell: ([name]) =>
          h(
            'form',
            { class: 'inline', method: 'post', action: `${CONSOLE}/faults/remove` },
            h('input', { type: 'hidden', name: 'name', value: name }),
            h(
              'button',
              { type: 'submit', class: 'small', 'aria-label': `Remove ${name}` },
              'Remove',
            ),
          ),
      },
    ],
    rules,
  );
}

function actionText({ kind, ...rest }: FaultConfig['actions'][number]): Child {
  const told = Object.entries(rest).filter(([, value]) => value !== undefined);
  const said = told.map(([name, value]) => `${name} ${value}`).join(', ');
  return [ACTION_KINDS[kind].title, said !== '' && h('span', { class: 'soft' }, ` (${said})`)];
}

function whomText({ when }: FaultConfig): Child {
  const told = Object.entries(when).flatMap(([name, values]) =>
    values === undefined ? [] : [[name, values] as const],
  );
  if (told.length === 0) return 'everybody';
  return told.map(([name, values], index) => [
    index > 0 && h('br'),
    h('span', { class: 'soft' }, `${WHEN_NAMES[name] ?? name} `),
    values.join(', '),
  ]);
}

function interchangeChoice({ how }: FaultFields): Markup {
  return h(
    'div',
    { class: 'field' },
    h('label', { for: 'fault-how' }, 'Interchange'),
    h(
      'select',
      { id: 'fault-how', name: 'how', 'aria-describedby': 'hint-how' },
      INTERCHANGE_FAULTS.map((each) =>
        h('option', { value: each, selected: each === how }, each.replaceAll('-', ' ')),
      ),
    ),
    h('span', { class: 'hint', id: 'hint-how' }, 'of "sends an interchange that is wrong"'),
  );
}

const WHEN_NAMES: Readonly<Record<string, string>> = { nhsNumber: 'NHS number', ods: 'ODS code' };

function attemptsText(attempts: FaultConfig['attempts']): string {
  if (!attempts) return 'all';
  const { from, to } = attempts;
  if (to === undefined) return from === 1 ? 'all' : `from the ${ordinal(from)} on`;
  return from === to ? `only the ${ordinal(from)}` : `the ${ordinal(from)} to the ${ordinal(to)}`;
}

function ordinal(number: number): string {
  const last = number % 100 > 10 && number % 100 < 14 ? 0 : number % 10;
  return `${number}${['th', 'st', 'nd', 'rd'][last] ?? 'th'}`;
}

function presets(): Markup {
  return h(
    'form',
    { method: 'post', action: `${CONSOLE}/faults/preset` },
    h(
      'div',
      { class: 'row' },
      h(
        'label',
        {},
        'Only of this caller ',
        h('input', {
          name: 'caller',
          autocomplete: 'off',
          placeholder: 'party key, ASID or client id',
        }),
      ),
    ),
    h(
      'ul',
      { class: 'presets' },
      FAULT_PRESETS.map(({ name, title, told }) =>
        h(
          'li',
          {},
          h('button', { type: 'submit', name: 'preset', value: name, id: `preset-${name}` }, title),
          h('span', { class: 'soft small' }, told),
        ),
      ),
    ),
  );
}

function addForm(fields: FaultFields, wrong: readonly string[]): Markup {
  const input = (
    name: keyof FaultFields,
    label: string,
    hint: string,
    more: Readonly<Record<string, string | number>> = {},
  ) =>
    h(
      'div',
      { class: 'field' },
      h('label', { for: `fault-${name}` }, label),
      h('input', {
        ...{ id: `fault-${name}`, name, value: String(fields[name]), autocomplete: 'off' },
        ...{ 'aria-describedby': `hint-${name}`, ...more },
      }),
      h('span', { class: 'hint', id: `hint-${name}` }, hint),
    );
  return h(
    'form',
    { class: 'card', method: 'post', action: `${CONSOLE}/faults`, id: 'fault-form' },
    wrong.length > 0 &&
      h(
        'div',
        { class: 'alert bad', role: 'alert', id: 'fault-wrong' },
        h('strong', {}, 'The rule is not in force'),
        h(
          'ul',
          {},
          wrong.map((each) => h('li', {}, each)),
        ),
      ),
    h(
      'div',
      { class: 'grid faults' },
      h(
        'fieldset',
        {},
        h('legend', {}, 'What goes wrong'),
        h(
          'div',
          { class: 'stack' },
          h(
            'div',
            { class: 'field' },
            h('label', { for: 'fault-kind' }, 'It'),
            h(
              'select',
              { id: 'fault-kind', name: 'kind' },
              Object.entries(ACTION_KINDS).map(([kind, { title }]) =>
                h('option', { value: kind, selected: kind === fields.kind }, title),
              ),
            ),
          ),
          input('ms', 'Milliseconds', 'of "answers later"', { inputmode: 'numeric' }),
          input(
            'percentiles',
            'Percentiles',
            'p50 p95 p99 and the most, in milliseconds: 50 400 900 2000',
          ),
          input(
            'code',
            'Code',
            'of a result, a fault, an error or a refusal; the usual one unless given',
          ),
          input('text', 'Text', 'of the same'),
          interchangeChoice(fields),
        ),
      ),
      h(
        'fieldset',
        {},
        h('legend', {}, 'Where'),
        FAULT_FACES.map((face) =>
          h(
            'div',
            {},
            h(
              'label',
              {},
              h('input', {
                ...{ type: 'checkbox', name: 'faces', value: face },
                checked: fields.faces.includes(face),
              }),
              ` ${face}`,
            ),
          ),
        ),
        h('p', { class: 'hint' }, 'everywhere unless chosen'),
      ),
      h(
        'fieldset',
        {},
        h('legend', {}, 'Whom'),
        h(
          'div',
          { class: 'stack' },
          input(
            'nhsNumber',
            'NHS numbers',
            'of whom is asked about; Spine does not look into messages',
          ),
          input('caller', 'Callers', 'party key, ASID, client id or name of the certificate'),
          input(
            'operation',
            'Operations',
            'interaction, FHIR operation (Patient.read), SMSP operation, search',
          ),
          input('ods', 'ODS codes', 'that are asked for, or that the message is for'),
          input('mailbox', 'Mailboxes', 'of MESH: of who asks, or of who gets a message'),
          input(
            'message',
            'Messages',
            'workflow id, message id, local id or ConversationId; commas between',
          ),
        ),
      ),
      h(
        'fieldset',
        {},
        h('legend', {}, 'Which requests'),
        h(
          'div',
          { class: 'stack' },
          input('from', 'First', 'of one caller about one subject, from 1', {
            inputmode: 'numeric',
          }),
          input('to', 'Last', 'all that follow unless given', { inputmode: 'numeric' }),
          input('name', 'Name of the rule', 'told in the trace of what it met; made unless given'),
        ),
      ),
    ),
    h('p', {}, h('button', { type: 'submit', class: 'primary' }, 'Make it go wrong')),
  );
}

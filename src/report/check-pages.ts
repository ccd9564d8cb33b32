import { FAMILIES, type Family, RULES } from '../checks/catalogue.ts';
import type { Rule } from '../checks/check.ts';

const BASES = {
  N: 'national model, schema or contract',
  P: 'published code list or analysis',
  A: 'behaviour of a named public implementation',
  I: 'inference of ours',
} as const;

const SEVERITIES = {
  must: 'breaks a rule',
  should: 'departs from practice',
  note: 'worth knowing',
} as const;

/** Behaviour that no message shows by itself: scenarios judge it (mhs 5.5). */
const BEHAVIOUR: readonly (readonly [rule: string, scenario: string, what: string])[] = [
  ['B1', 'MHS-B1', 'the same MessageId again: the same acknowledgement, and no second effect'],
  ['B2', 'MHS-B2', 'no acknowledgement: sent again by the contract, and no longer than that'],
  ['B3', 'MHS-B3', 'a MessageError with severity Error: not sent again'],
  ['B4', 'MHS-B4', 'SOAP faults 200, 206 and 208 may be tried again, others not'],
  ['B5', 'MHS-B5', '202 without an acknowledgement is no success'],
  ['B6', 'MHS-B6', 'a copy within the persist window, after the acknowledgement was lost'],
  ['B7', 'MHS-B7', 'an acknowledgement is taken in the answer and in a message of its own'],
  ['B8', 'MHS-B8', 'acknowledged within the timeout, before the business is done'],
  ['B9', 'MHS-B9', 'a message for another party is refused'],
  ['B10', 'MHS-B10', 'a reference to an unknown message does no harm'],
];

/** An example of what a check says: the text of a finding. */
export type ExampleOf = (check: string) => string | undefined;

/** The pages of `docs/checks`, by file name. */
export function checkPages(exampleOf: ExampleOf): ReadonlyMap<string, string> {
  const pages = new Map<string, string>([['README.md', index()]]);
  for (const family of FAMILIES) pages.set(`${family.name}.md`, page(family, exampleOf));
  return pages;
}

/** Every check in one line each, for the command line. */
export function checkLines(): string {
  const width = Math.max(...RULES.map(({ id }) => id.length));
  return FAMILIES.map(({ title, rules }) =>
    [
      title,
      ...rules.map(
        ({ id, severity, basis, title: what, clause }) =>
          `  ${id.padEnd(width)}  ${severity.padEnd(6)}  ${basis}  ${what} (${clause})`,
      ),
    ].join('\n'),
  ).join('\n\n');
}

function index(): string {
  const lines = [
    '# Checks',
    '',
    `Every message is judged by ${RULES.length} checks. Each names the clause that it holds a message to, and how`,
    'strong the ground of that clause is. These pages are written from the checks themselves (`npm run docs:checks`).',
    '',
    '| Severity | Means |',
    '|---|---|',
    ...Object.entries(SEVERITIES).map(([name, means]) => `| ${name} | ${means} |`),
    '',
    '| Basis | Means |',
    '|---|---|',
    ...Object.entries(BASES).map(([name, means]) => `| ${name} | ${means} |`),
    '',
    '`spinebox validate FILE...` applies them to captured messages, `spinebox conform` to whatever a system sends.',
    '`spinebox validate --list-checks` prints them.',
    '',
  ];
  for (const { name, title, about, rules } of FAMILIES) {
    lines.push(
      `## [${title}](${name}.md)`,
      '',
      about,
      '',
      '| Check | Severity | Basis | What holds |',
      '|---|---|---|---|',
    );
    for (const rule of rules) lines.push(row(rule, name));
    lines.push('');
  }
  lines.push(
    '## Behaviour',
    '',
    'What a system does shows in no single message. Scenarios of the suite judge it.',
    '',
    '| Rule of mhs 5.5 | Scenarios | What is judged |',
    '|---|---|---|',
    ...BEHAVIOUR.map(
      ([rule, scenario, what]) => `| ${rule} | ${scenario} and its variants | ${what} |`,
    ),
    '',
  );
  return lines.join('\n');
}

function row({ id, severity, basis, title }: Rule, page: string): string {
  return `| [${id}](${page}.md#${id.toLowerCase()}) | ${severity} | ${basis} | ${cell(title)} |`;
}

function page({ title, about, rules }: Family, exampleOf: ExampleOf): string {
  const lines = [`# ${title}`, '', about, ''];
  for (const rule of rules) {
    const example = exampleOf(rule.id);
    lines.push(
      `## ${rule.id}`,
      '',
      `${sentence(rule.title)}`,
      '',
      `*${rule.severity}*: ${SEVERITIES[rule.severity]}. Clause ${rule.clause}. Basis ${rule.basis}: ${BASES[rule.basis]}.`,
      '',
      `**To change:** ${rule.advice}`,
      '',
    );
    if (example !== undefined)
      lines.push('A finding reads, for example:', '', '```', example, '```', '');
  }
  return lines.join('\n');
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

import { FAMILIES } from '../checks/catalogue.ts';
import type { Severity } from '../domain/finding.ts';
import { whereOf } from './render-validation.ts';
import type { PlacedFinding, Validation } from './validate-captures.ts';

/** SARIF's words for how bad a result is (SARIF 2.1.0 section 3.27.10). */
const LEVELS: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  must: 'error',
  should: 'warning',
  note: 'note',
};

const RULES = FAMILIES.flatMap(({ name, rules }) => rules.map((rule) => ({ ...rule, page: name })));
const INDEX = new Map(RULES.map(({ id }, index) => [id, index]));

/** A validation as a log of SARIF 2.1.0, for code scanning and editors. */
export function sarifOf({ files, notRun }: Validation, version: string): object {
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'spinebox', version, rules: RULES.map(ruleOf) } },
        columnKind: 'utf16CodeUnits',
        invocations: [
          {
            executionSuccessful: true,
            toolExecutionNotifications: notRun.map(({ check, because }) => ({
              level: 'note',
              message: { text: `${check} was not run: ${because}` },
            })),
          },
        ],
        artifacts: files.map(({ file, bytes }) => ({
          location: { uri: uriOf(file) },
          length: bytes,
        })),
        results: files.flatMap(({ findings }, index) =>
          findings.map((finding) => resultOf(finding, index)),
        ),
      },
    ],
  };
}

function ruleOf(rule: (typeof RULES)[number]): object {
  const { id, title, advice, clause, basis, severity, page } = rule;
  return {
    id,
    shortDescription: { text: sentence(title) },
    help: {
      text: `${advice} ${clause}, basis ${basis}.`,
      markdown: `${advice}\n\n*${clause}*, basis ${basis}. See \`docs/checks/${page}.md\`.`,
    },
    defaultConfiguration: { level: LEVELS[severity] },
    properties: { clause, basis, severity },
  };
}

function resultOf(finding: PlacedFinding, artifact: number): object {
  const { check, severity, message, suggestion, at, file, place, part, clause, basis } = finding;
  const index = INDEX.get(check);
  return {
    ruleId: check,
    ...(index === undefined ? {} : { ruleIndex: index }),
    level: LEVELS[severity],
    message: { text: `${sentence(message)}${suggestion ? ` Instead: ${suggestion}` : ''}` },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: uriOf(file), index: artifact },
          region: {
            startLine: place.line,
            startColumn: place.column,
            byteOffset: place.byteOffset,
            byteLength: 0,
          },
        },
        logicalLocations: [{ fullyQualifiedName: at, kind: 'element' }],
        message: { text: whereOf(finding) },
      },
    ],
    properties: { clause, basis, ...(part === undefined ? {} : { part }) },
  };
}

/** A relative reference, or a file: URI for a path from the root. */
function uriOf(file: string): string {
  const path = file.replaceAll('\\', '/');
  const encoded = path.split('/').map(encodeURIComponent).join('/');
  if (/^[A-Za-z]:\//.test(path))
    return `file:///${path.slice(0, 2)}${encoded.slice(encoded.indexOf('/'))}`;
  return path.startsWith('/') ? `file://${encoded}` : encoded;
}

function sentence(text: string): string {
  const whole = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(whole) ? whole : `${whole}.`;
}

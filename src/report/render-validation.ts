import type { Severity } from '../domain/finding.ts';
import type { PlacedFinding, ValidatedFile, Validation } from './validate-captures.ts';

const COLOURS: Readonly<Record<Severity | 'fine', number>> = {
  must: 31,
  should: 33,
  note: 36,
  fine: 32,
};

/** A validation as text for a terminal. */
export function renderValidation(
  { files, counts, notRun }: Validation,
  { colour = false }: { readonly colour?: boolean } = {},
): string {
  const paint = (name: Severity | 'fine', text: string) =>
    colour ? `\u001b[${COLOURS[name]}m${text}\u001b[0m` : text;
  const lines: string[] = [];
  for (const file of files) {
    lines.push(headline(file));
    lines.push(...findingsOf(file, paint));
    if (file.findings.length === 0) lines.push(`  ${paint('fine', 'nothing found')}`);
    lines.push('');
  }
  lines.push('Not run:');
  for (const { check, because } of notRun) lines.push(`  ${check}: ${because}`);
  const { must, should, note } = counts;
  const worst = must ? 'must' : should ? 'should' : 'fine';
  const sum = `${must} broken, ${should} ${should === 1 ? 'departure' : 'departures'}, ${note} ${note === 1 ? 'note' : 'notes'}`;
  const number = files.length === 1 ? '1 message' : `${files.length} messages`;
  lines.push('', paint(worst, `${number}: ${sum}`));
  return lines.join('\n');
}

function headline({ file, interaction, messageId, bytes }: ValidatedFile): string {
  const what = [interaction, messageId].filter(Boolean).join(' ');
  return `${file}: ${what || 'no message that can be read'}, ${bytes} bytes`;
}

/** One check tells of a file so many times at most; the other formats have them all. */
const MOST_OF_A_CHECK = 5;

function findingsOf(
  { findings }: ValidatedFile,
  paint: (name: Severity, text: string) => string,
): readonly string[] {
  const lines: string[] = [];
  const told = new Map<string, number>();
  for (const finding of findings) {
    const count = (told.get(finding.check) ?? 0) + 1;
    told.set(finding.check, count);
    if (count <= MOST_OF_A_CHECK) lines.push(...linesOf(finding, paint));
  }
  for (const [check, count] of told) {
    if (count > MOST_OF_A_CHECK) lines.push(`  ${check}: ${count - MOST_OF_A_CHECK} more`);
  }
  return lines;
}

function linesOf(
  finding: PlacedFinding,
  paint: (name: Severity, text: string) => string,
): readonly string[] {
  const { check, severity, clause, basis, message, suggestion } = finding;
  const label = paint(severity, severity.toUpperCase().padEnd(6));
  const lines = [`  ${label} ${check}: ${message}`, `         ${whereOf(finding)}`];
  lines.push(`         ${clause}${basis ? ` (${basis})` : ''}`);
  if (suggestion) lines.push(`         instead: ${suggestion}`);
  return lines;
}

/** The place in words: in the part, and in the file. */
export function whereOf({ at, part, line, column, place, conversation }: PlacedFinding): string {
  const inPart = line ? `, line ${line}${column ? ` column ${column}` : ''}` : '';
  const ofPart = part === undefined ? '' : ` of part ${part}`;
  const inFile = conversation ? '' : `; line ${place.line} of the file, byte ${place.byteOffset}`;
  return `at ${at}${inPart}${ofPart}${inFile}`;
}

import type { Finding } from '../domain/finding.ts';
import {
  APPLICATION_ACKNOWLEDGEMENT,
  EHR_EXTRACT,
  EHR_EXTRACT_WITH_REDACTIONS,
  EHR_REQUEST,
  LARGE_MESSAGE,
} from '../domain/interaction.ts';
import { findingOf, type Observation, type Rule } from './check.ts';
import { largeMessageKind } from './large-message-kind.ts';
import type { ReadPayload } from './read-message.ts';

export const schemaHolds: Rule = {
  id: 'SCHEMA-01',
  clause: 'gp2gp 7.1, 7.3',
  basis: 'N',
  severity: 'must',
  title: 'a request, acknowledgement, continue or UK06 extract is valid against its first schema',
  advice: 'Validate what you send against the schema before you send it.',
};

export const schemaAdvises: Rule = {
  id: 'SCHEMA-02',
  clause: 'gp2gp 7.1, 7.3',
  basis: 'N',
  severity: 'should',
  title:
    'a fragment or UK07 extract is valid against its first schema, any message against its second',
  advice: 'Validate against this schema, too; real senders break it, and receivers mostly bear it.',
};

export const schemaRules: readonly Rule[] = [schemaHolds, schemaAdvises];

/** The two public sets. They define the same names differently: one validator for each entry point. */
export type SchemaSet = 'adaptor' | 'spine-omvt';

/** Where the entry points of a set lie below the folder that the user names. */
export const SCHEMA_FOLDERS: Readonly<Record<SchemaSet, string>> = {
  adaptor: 'adaptor/schema',
  'spine-omvt': 'spine-omvt/Schemas',
};

/** A schema that a payload is judged by, and what it means to break it. */
export interface SchemaDemand {
  readonly rule: Rule;
  readonly set: SchemaSet;
  /** Interaction id: the name of the entry point without `.xsd`. */
  readonly entry: string;
}

/** Entry points by set (gp2gp 7.1). */
export const SCHEMA_ENTRIES: Readonly<Record<SchemaSet, readonly string[]>> = {
  adaptor: [EHR_EXTRACT, EHR_EXTRACT_WITH_REDACTIONS, LARGE_MESSAGE, APPLICATION_ACKNOWLEDGEMENT],
  'spine-omvt': [EHR_REQUEST, EHR_EXTRACT, LARGE_MESSAGE, APPLICATION_ACKNOWLEDGEMENT],
};

/** Which schemas judge a payload: the policy of gp2gp 7.3. None for an interaction without a schema. */
export function schemasFor(payload: ReadPayload): readonly SchemaDemand[] {
  const entry = payload.facts.root.name;
  const sets = (['adaptor', 'spine-omvt'] as const).filter((set) =>
    SCHEMA_ENTRIES[set].includes(entry),
  );
  const lenient =
    entry === EHR_EXTRACT_WITH_REDACTIONS ||
    (entry === LARGE_MESSAGE && largeMessageKind(payload) !== 'continue');
  return sets.map((set, index) => ({
    rule: index === 0 && !lenient ? schemaHolds : schemaAdvises,
    set,
    entry,
  }));
}

const MOST_VIOLATIONS = 25;

/** The findings that violations amount to, at most 25. Lines and columns are those of the payload. */
export function schemaFindings(
  { rule, set, entry }: SchemaDemand,
  violations: readonly {
    readonly message: string;
    readonly line: number;
    readonly column?: number;
  }[],
  part: number | undefined,
): readonly Finding[] {
  return violations.slice(0, MOST_VIOLATIONS).map(({ message, line, column }) => {
    const observation: Observation = {
      message: `${set}: ${legible(message)}`,
      at: entry,
      ...(part === undefined ? {} : { part }),
      ...(line > 0 ? { line } : {}),
      ...(column ? { column } : {}),
    };
    return findingOf(rule, observation);
  });
}

/** Without the namespaces that libxml2 puts before every name, and without what may be an NHS number. */
function legible(message: string): string {
  return message
    .replaceAll('{urn:hl7-org:v3}', '')
    .replaceAll('{NPFIT:HL7:Localisation}', 'npfitlc:')
    .replace(/\b\d{10}\b/g, '(ten digits)')
    .replace(/\s+/g, ' ')
    .slice(0, 400);
}

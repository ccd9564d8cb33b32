import type { AttributeType } from './attribute-type.ts';
import type { ObjectClass } from './object-class.ts';
import { attributeType } from './schema.ts';

const ORIGIN = "X-ORIGIN 'nhsSDS'";
const NHS_ARC = '1.2.826.0.1285.';

/** An attribute type as a subschema publishes it (RFC 4512 section 4.1.2). */
export function describeAttributeType(type: AttributeType): string {
  const { oid, superior, equality, singleValue, syntax, usage } = type;
  const made = (kind: 'Substrings' | 'Ordering') => equality?.replace(/Match$/, `${kind}Match`);
  const parts = [
    oid,
    `NAME ${quoted([type.name, ...(type.aliases ?? [])])}`,
    superior && `SUP ${superior}`,
    equality && `EQUALITY ${equality}`,
    type.ordering && `ORDERING ${made('Ordering')}`,
    type.substrings && `SUBSTR ${made('Substrings')}`,
    `SYNTAX ${syntax}`,
    singleValue && 'SINGLE-VALUE',
    usage && `USAGE ${usage}`,
    oid.startsWith(NHS_ARC) && ORIGIN,
  ];
  return `( ${parts.filter((part) => part).join(' ')} )`;
}

/** An object class as a subschema publishes it (RFC 4512 section 4.1.1). */
export function describeObjectClass({ oid, name, superior, kind, must, may }: ObjectClass): string {
  const parts = [
    oid,
    `NAME '${name}'`,
    superior && `SUP ${superior}`,
    kind,
    must.length > 0 && `MUST ${listed(must)}`,
    may.length > 0 && `MAY ${listed(may)}`,
    oid.startsWith(NHS_ARC) && ORIGIN,
  ];
  return `( ${parts.filter((part) => part).join(' ')} )`;
}

function quoted(names: readonly string[]): string {
  const all = names.map((name) => `'${name}'`).join(' ');
  return names.length === 1 ? all : `( ${all} )`;
}

/** Names in the spelling of the types that they mean. */
function listed(names: readonly string[]): string {
  const spelt = names.map((name) => attributeType(name)?.name ?? name);
  return spelt.length === 1 ? (spelt[0] ?? '') : `( ${spelt.join(' $ ')} )`;
}

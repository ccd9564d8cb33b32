import type { AttributeType } from './attribute-type.ts';
import { NHS_ATTRIBUTE_TYPES } from './nhs-attribute-types.ts';
import { NHS_OBJECT_CLASSES } from './nhs-object-classes.ts';
import type { ObjectClass } from './object-class.ts';
import { OPERATIONAL_ATTRIBUTE_TYPES } from './operational-attribute-types.ts';
import { REFERENCE_OBJECT_CLASSES } from './reference-object-classes.ts';
import { STANDARD_ATTRIBUTE_TYPES } from './standard-attribute-types.ts';
import { STANDARD_OBJECT_CLASSES } from './standard-object-classes.ts';

/** The published schema of SDS (sds-ods 1.4 and 1.5): standard types first, then those of the NHS. */
export const ATTRIBUTE_TYPES: readonly AttributeType[] = [
  ...STANDARD_ATTRIBUTE_TYPES,
  ...OPERATIONAL_ATTRIBUTE_TYPES,
  ...NHS_ATTRIBUTE_TYPES,
];

export const OBJECT_CLASSES: readonly ObjectClass[] = [
  ...STANDARD_OBJECT_CLASSES,
  ...NHS_OBJECT_CLASSES,
  ...REFERENCE_OBJECT_CLASSES,
];

const TYPES: ReadonlyMap<string, AttributeType> = new Map(
  ATTRIBUTE_TYPES.flatMap((type) =>
    [type.name, ...(type.aliases ?? []), type.oid].map((name) => [name.toLowerCase(), type]),
  ),
);

const CLASSES: ReadonlyMap<string, ObjectClass> = new Map(
  OBJECT_CLASSES.flatMap((each) => [
    [each.name.toLowerCase(), each],
    [each.oid, each],
  ]),
);

/**
 * The type that an attribute description names, by name, other name or OID, without regard to case and to
 * options (`;lang-en`). `undefined` for what the schema does not know.
 */
export function attributeType(description: string): AttributeType | undefined {
  // Most descriptions have no option, and this is asked for every attribute of every entry.
  const found = TYPES.get(description.toLowerCase());
  if (found || !description.includes(';')) return found;
  return TYPES.get(description.slice(0, description.indexOf(';')).toLowerCase());
}

/** The class that a value of `objectClass` names. */
export function objectClass(name: string): ObjectClass | undefined {
  return CLASSES.get(name.toLowerCase());
}

const FAMILIES: ReadonlyMap<AttributeType, readonly string[]> = new Map(
  ATTRIBUTE_TYPES.map((type) => [type, withBelow(type)]),
);

/** The type itself and all that refine it, in lower case: a search for `name` finds `cn` and `o` too. */
export function familyOf(type: AttributeType): readonly string[] {
  return FAMILIES.get(type) ?? [];
}

function withBelow(type: AttributeType): readonly string[] {
  const below = ATTRIBUTE_TYPES.filter(({ superior }) => superior === type.name);
  return [type.name.toLowerCase(), ...below.flatMap(withBelow)];
}

import type { DirectoryAttribute } from '../../src/directory/entry.ts';

/** Attributes by name; what is `undefined` or empty is left out. */
export type Values = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Who registered an entry, when: the schema demands it, and no client reads it. */
export const REGISTERED: Values = {
  nhsDateRequested: '20260101090000',
  nhsDateApproved: '20260102090000',
  nhsRequestorURP: 'uid=999000000001,ou=people,o=nhs',
  nhsApproverURP: 'uid=999000000002,ou=people,o=nhs',
};

export const PRODUCT: Values = { nhsProductKey: '90001', nhsProductName: 'spinebox' };

/** The attributes of an entry, its classes first. */
export function attributesOf(
  classes: readonly string[],
  values: Values,
): readonly DirectoryAttribute[] {
  const attributes: DirectoryAttribute[] = [{ name: 'objectClass', values: classes }];
  for (const [name, value] of Object.entries(values)) {
    const held = value === undefined ? [] : [value].flat();
    if (held.length > 0) attributes.push({ name, values: held });
  }
  return attributes;
}

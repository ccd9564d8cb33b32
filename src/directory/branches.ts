import type { DirectoryEntry } from './entry.ts';

const unit = (name: string): DirectoryEntry => ({
  dn: `ou=${name},o=nhs`,
  attributes: [
    { name: 'objectClass', values: ['top', 'organizationalUnit'] },
    { name: 'ou', values: [name] },
  ],
});

/** The tree that every entry hangs in (sds-ods 1.3). */
export const DIRECTORY_BRANCHES: readonly DirectoryEntry[] = [
  {
    dn: 'o=nhs',
    attributes: [
      { name: 'objectClass', values: ['top', 'organization'] },
      { name: 'o', values: ['nhs'] },
    ],
  },
  ...['Organisations', 'People', 'Services', 'ReferenceData', 'ChangeLog'].map(unit),
];

import { ODS_CODE } from '../../../src/organisations/fhir-names.ts';
import type { Deletion } from '../organisation-store.ts';

/** The lists that there are, with what each is called and tells. */
const LISTS: Readonly<Record<string, readonly [title: string, note: string]>> = {
  'Organization-deletion': [
    'List of Organization Resource Deletions',
    'Organisation records that were deleted as a whole.',
  ],
  'OrganizationAffiliation-deletion': [
    'List of OrganizationAffiliation Resource Deletions',
    'Relationships that were deleted instead of ended.',
  ],
  'Organization-role-deletion': [
    'List of Organization Role Deletions',
    'Roles that were deleted instead of ended.',
  ],
  'Organization-succession-deletion': [
    'List of Organization Succession Deletions',
    'Successions that were deleted.',
  ],
};

/** A List of what has been deleted (sds-ods 3.3). Here only whole organisations are ever deleted. */
export function deletionList(id: string, deletions: readonly Deletion[], today: string) {
  const list = Object.hasOwn(LISTS, id) ? LISTS[id] : undefined;
  if (!list) return undefined;
  const [title, text] = list;
  const shown = id === 'Organization-deletion' ? deletions : [];
  const date = shown.reduce((latest, { on }) => (on > latest ? on : latest), '') || today;
  return {
    resourceType: 'List',
    id,
    meta: { versionId: String(shown.length + 1), lastUpdated: `${date}T00:00:00.000+00:00` },
    ...{ status: 'current', mode: 'working', title, date: `${date}T00:00:00+00:00` },
    note: [{ text }],
    ...(shown.length > 0 && {
      entry: shown.map(({ odsCode, on }) => ({
        date: `${on}T00:00:00+00:00`,
        item: { type: 'Organization', identifier: { system: ODS_CODE, value: odsCode } },
      })),
    }),
  };
}

import type {
  Affiliation,
  OrganisationIndex,
} from '../../../src/organisations/organisation-index.ts';
import type { AffiliationQuery } from './read-affiliation-search.ts';

/** Relationships that fit, those of one organisation after the other. */
export function findAffiliations(
  index: OrganisationIndex,
  { ids, sources, targets, relIds, active }: AffiliationQuery,
): readonly Affiliation[] {
  return candidates(index, {
    ...(ids && { ids }),
    ...(sources && { sources }),
    ...(targets && { targets }),
  }).filter(
    ({ source, relationship: { uniqueRelId, target, relId, status } }) =>
      (ids === undefined || ids.includes(uniqueRelId)) &&
      (sources === undefined || sources.includes(source.odsCode)) &&
      (targets === undefined || targets.includes(target)) &&
      (relIds === undefined || relIds.includes(relId)) &&
      (active === undefined || active === (status === 'Active')),
  );
}

function candidates(
  index: OrganisationIndex,
  { ids, sources, targets }: AffiliationQuery,
): readonly Affiliation[] {
  if (ids) return [...new Set(ids)].flatMap((id) => index.affiliation(id) ?? []);
  if (sources) return [...new Set(sources)].flatMap((source) => index.affiliations({ source }));
  if (targets) return [...new Set(targets)].flatMap((target) => index.affiliations({ target }));
  return index.affiliations({});
}

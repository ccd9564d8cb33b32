import { matchesQuery } from './matches-query.ts';
import type { Organisation, OrganisationRelationship } from './organisation.ts';
import type { OrganisationQuery } from './organisation-query.ts';
import { bareCode, outwardOf } from './postcode.ts';

/** A relationship with the organisation that has it. */
export interface Affiliation {
  readonly source: Organisation;
  readonly relationship: OrganisationRelationship;
}

/** Many organisations, ready to be asked. Immutable. */
export interface OrganisationIndex {
  /** By code. */
  readonly all: readonly Organisation[];
  /** `odsCode` in upper case. */
  find(odsCode: string): Organisation | undefined;
  /** In the order of codes. */
  search(query: OrganisationQuery): readonly Organisation[];
  /** Relationships that lead from an organisation, to one, or both; all of them when neither is named. */
  affiliations(ends: {
    readonly source?: string | undefined;
    readonly target?: string | undefined;
  }): readonly Affiliation[];
  affiliation(uniqueRelId: number): Affiliation | undefined;
}

type Places = ReadonlyMap<string, readonly number[]>;

/** Of two organisations with one code the later counts. Indexes are made when they are first asked for. */
export function organisationIndex(organisations: Iterable<Organisation>): OrganisationIndex {
  const byCode = new Map<string, Organisation>();
  for (const each of organisations) byCode.set(each.odsCode, each);
  const all = [...byCode.values()].sort(byOdsCode);
  const roles = later(() => placesBy(all, ({ roles }) => roles.map(({ roleId }) => roleId)));
  const targets = later(() =>
    placesBy(all, ({ relationships }) => relationships.map(({ target }) => target)),
  );
  const areas = later(() =>
    placesBy(all, ({ address: { postcode } }) =>
      postcode === undefined ? [] : [bareCode(postcode), outwardOf(postcode)],
    ),
  );
  const affiliations = later(
    () =>
      new Map(
        all.flatMap((source) =>
          source.relationships.map(
            (relationship) => [relationship.uniqueRelId, { source, relationship }] as const,
          ),
        ),
      ),
  );

  const candidates = (query: OrganisationQuery): readonly Organisation[] => {
    if (query.codes) {
      const found = [...new Set(query.codes)].flatMap((code) => byCode.get(code) ?? []);
      return found.sort(byOdsCode);
    }
    const { relation, postcodeArea, primaryRole, nonPrimaryRole } = query;
    const narrow: (readonly number[])[] = [];
    const among = (places: Places, key: string) => narrow.push(places.get(key) ?? []);
    if (relation?.target !== undefined) among(targets(), relation.target);
    if (postcodeArea !== undefined) among(areas(), bareCode(postcodeArea));
    for (const role of [primaryRole, nonPrimaryRole]) if (role) among(roles(), role);
    for (const { anyOf } of query.roles ?? [])
      if (anyOf.length === 1) among(roles(), anyOf[0] ?? '');
    const [fewest] = narrow.sort((a, b) => a.length - b.length);
    return fewest ? fewest.flatMap((place) => all[place] ?? []) : all;
  };

  return {
    all,
    find: (code) => byCode.get(code),
    search: (query) => candidates(query).filter((each) => matchesQuery(each, query)),
    affiliations({ source, target }) {
      const sources =
        source !== undefined
          ? [byCode.get(source)]
          : target !== undefined
            ? (targets().get(target) ?? []).map((place) => all[place])
            : all;
      return sources.flatMap((each) =>
        each === undefined
          ? []
          : each.relationships
              .filter((relationship) => target === undefined || relationship.target === target)
              .map((relationship) => ({ source: each, relationship })),
      );
    },
    affiliation: (uniqueRelId) => affiliations().get(uniqueRelId),
  };
}

function byOdsCode(a: Organisation, b: Organisation): number {
  return a.odsCode < b.odsCode ? -1 : a.odsCode > b.odsCode ? 1 : 0;
}

/** Places in `all` by key, ascending, each once. */
function placesBy(
  all: readonly Organisation[],
  keys: (organisation: Organisation) => readonly string[],
): Places {
  const places = new Map<string, number[]>();
  for (const [at, organisation] of all.entries()) {
    for (const key of keys(organisation)) {
      const known = places.get(key);
      if (!known) places.set(key, [at]);
      else if (known.at(-1) !== at) known.push(at);
    }
  }
  return places;
}

function later<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

import { CATALOGUE } from '../../../conformance/catalogue.ts';
import type { ScenarioHead } from '../../../conformance/engine/trial.ts';
import { ABILITIES } from '../../../conformance/sut/sut-profile.ts';
import type { Basis } from '../../../src/report/results.ts';

/** The id of a scenario: `@GP2GP-REQ-078`, `@MHS-B2-01`. */
export const ID_TAG = /^@((?:GP2GP-(?:REQ|SND)-\d{3})|(?:MHS-[A-Z0-9]+-\d{2}))$/;

/** What the tags of a scenario say. Throws when they do not say enough: the test of the catalogue finds that out. */
export function headOf(feature: string, name: string, tags: readonly string[]): ScenarioHead {
  const ids = tags.flatMap((tag) => ID_TAG.exec(tag)?.[1] ?? []);
  const [id] = ids;
  if (id === undefined || ids.length > 1) {
    throw new Error(`scenario "${name}" has ${ids.length} ids among its tags: ${tags.join(' ')}`);
  }
  const entry = CATALOGUE.find((each) => each.id === id);
  const [, basis] = tags.map((tag) => /^@basis-([NPAI])$/.exec(tag)).find((found) => found) ?? [];
  const needs = tags.flatMap((tag) => (tag.startsWith('@needs-') ? [tag.slice(7)] : []));
  const unknown = needs.find((need) => !ABILITIES.some((ability) => ability === need));
  if (unknown) throw new Error(`scenario "${name}" needs ${unknown}, which no profile can claim`);
  return {
    id,
    title: entry?.title ?? name,
    feature,
    role: tags.includes('@requester')
      ? 'requester'
      : tags.includes('@sender')
        ? 'sender'
        : 'either',
    basis: (basis ?? entry?.basis ?? 'N') as Basis,
    requirements: tags.flatMap((tag) => (tag.startsWith('@requires-') ? [tag.slice(10)] : [])),
    needs: ABILITIES.filter((ability) => needs.includes(ability)),
    exclusive: tags.includes('@exclusive'),
  };
}

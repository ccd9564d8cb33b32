import type { Organisation } from '../../src/organisations/organisation.ts';
import {
  type SimpleOrganisation,
  simpleOrganisation,
} from '../../src/organisations/simple-organisation.ts';
import type { World } from '../world/world.ts';

/**
 * The organisations that follow from a world: its parties as GP practices below one sub-ICB, the sub-ICB, Spine itself
 * and owners of mailboxes. `changedOn` gives the day of change of what the world says now.
 */
export function worldOrganisations(
  world: World,
  changedOn: (odsCode: string, says: string) => string,
): readonly Organisation[] {
  const { ods, parties, spine, mesh } = world;
  const found = new Map<string, Organisation>();
  const add = (odsCode: string, name: string, roles: readonly string[], practice = false) => {
    if (found.has(odsCode)) return;
    const address: SimpleOrganisation['address'] = practice
      ? { lines: ['1 TEST STREET'], town: 'TESTTOWN', postcode: 'ZZ1 1ZZ', country: 'ENGLAND' }
      : { lines: [], country: 'ENGLAND' };
    const says = JSON.stringify([name, roles, practice, ods.subIcb, ods.opened]);
    found.set(
      odsCode,
      simpleOrganisation({
        ...{ odsCode, roles, address, opened: ods.opened, name: name.toUpperCase() },
        lastChangeDate: changedOn(odsCode, says),
        ...(practice && { commissioner: { target: ods.subIcb, since: ods.opened } }),
      }),
    );
  };
  for (const { odsCode, name } of parties) add(odsCode, name, ['RO177', 'RO76'], true);
  add(ods.subIcb, 'Test sub ICB location', ['RO98', 'RO319']);
  add(spine.odsCode, 'Spine', [ods.otherRole]);
  for (const { ods: owner, name } of ownersOf(mesh.mailboxes)) add(owner, name, [ods.otherRole]);
  return [...found.values()];
}

/** An owner of several mailboxes is called as its first. */
function ownersOf(mailboxes: World['mesh']['mailboxes']) {
  return Object.entries(mailboxes).map(([id, { ods, orgName, name }]) => ({
    ods,
    name: orgName || name || id,
  }));
}

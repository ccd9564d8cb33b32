import type { PatientDesk } from '../../../doors/patient-desk.ts';
import type { WorldStore } from '../../../world/world-store.ts';
import { type ConsoleRoute, NothingHereError } from '../../page.ts';
import { addPatientPage, draftOf } from './add-patient.ts';
import { attempt } from './attempt.ts';
import { moveOf } from './move-card.ts';
import { patientList } from './patient-list.ts';
import { patientPage } from './patient-page.ts';
import { patientAddress } from './world-address.ts';

/** The patients of PDS: looked up, added, registered elsewhere. */
export function patientRoutes(
  desk: PatientDesk,
  world: Pick<WorldStore, 'current'>,
): readonly ConsoleRoute[] {
  const section = 'world' as const;
  const get = { method: 'get', section } as const;
  const post = { method: 'post', section } as const;
  const patientOf = (nhsNumber = '') => {
    const patient = desk.get(nhsNumber);
    if (patient) return patient;
    throw new NothingHereError(
      'There is no record of that number.',
      'Look for it by another number, or by a name.',
    );
  };
  return [
    { ...get, path: '/world/patients', answer: async ({ query }) => patientList(desk, query) },
    { ...get, path: '/world/patients/new', answer: async () => addPatientPage(world.current()) },
    {
      ...post,
      path: '/world/patients/new',
      async answer({ form }) {
        const tried = await attempt(async () => desk.add(draftOf(form)));
        if (tried.ok) return { seeOther: patientAddress(tried.result.nhsNumber) };
        return addPatientPage(world.current(), form, tried.refused);
      },
    },
    {
      ...get,
      path: '/world/patients/:nhsNumber',
      answer: async ({ params }) => patientPage(desk, world.current(), patientOf(params.nhsNumber)),
    },
    {
      ...post,
      path: '/world/patients/:nhsNumber',
      async answer({ params, form }) {
        const { nhsNumber } = patientOf(params.nhsNumber);
        const tried = await attempt(async () => desk.move(nhsNumber, moveOf(form)));
        const came = tried.ok ? { moved: true } : { refused: tried.refused, typed: form };
        return patientPage(desk, world.current(), patientOf(nhsNumber), came);
      },
    },
  ];
}

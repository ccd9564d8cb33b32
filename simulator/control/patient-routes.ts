import type { PatientDesk } from '../doors/patient-desk.ts';
import { notFound } from './api-error.ts';
import { API } from './entry-view.ts';
import { patientFileRoutes } from './patient-file-routes.ts';
import {
  byNumber,
  patient,
  patientDraft,
  patientHistory,
  patientMove,
  patientPatch,
  patients,
  question,
} from './patient-schemas.ts';
import { type Route, route } from './route.ts';
import { errorBody } from './schemas.ts';

const REFUSED = { description: 'Nothing was changed; the message says why.', schema: errorBody };
const IN_FORCE = { description: 'In force.', schema: patient };

/** The patients of PDS: what is on record, and changes that every face shows at once. */
export function patientRoutes(desk: PatientDesk): readonly Route[] {
  // The names of files and snapshots come first: `export` is no NHS number.
  return [...patientFileRoutes(desk), ...listRoutes(desk), ...recordRoutes(desk)];
}

function listRoutes(desk: PatientDesk): readonly Route[] {
  return [
    route({
      method: 'get',
      path: '/patients',
      operation: 'listPatients',
      summary: 'Records in the order of their numbers, as readers see them.',
      query: question,
      answers: { 200: { description: 'Those who fit.', schema: patients } },
      async handle({ query }) {
        const found = desk.list({ ...query, limit: query.limit + 1 });
        const shown = found.slice(0, query.limit);
        const next = found.length > shown.length ? shown.at(-1)?.nhsNumber : undefined;
        return { status: 200, body: { patients: shown, ...(next ? { next } : {}) } };
      },
    }),
    route({
      method: 'post',
      path: '/patients',
      operation: 'addPatient',
      summary: 'Takes up somebody new; a number is allocated where none is given.',
      body: patientDraft,
      answers: { 201: { description: 'Taken up.', schema: patient }, 409: REFUSED },
      async handle({ body }) {
        const added = await desk.add(body);
        const location = `${API}/patients/${added.nhsNumber}`;
        return { status: 201, body: added, headers: { location } };
      },
    }),
  ];
}

function recordRoutes(desk: PatientDesk): readonly Route[] {
  return [
    route({
      method: 'get',
      path: '/patients/:nhsNumber',
      operation: 'getPatient',
      summary: 'One record, whatever its status and sensitivity.',
      params: byNumber,
      answers: { 200: { description: 'The record.', schema: patient } },
      handle: async ({ params: { nhsNumber } }) => found(nhsNumber, desk.get(nhsNumber)),
    }),
    route({
      method: 'put',
      path: '/patients/:nhsNumber',
      operation: 'putPatient',
      summary: 'Replaces a record, or takes up a new one.',
      params: byNumber,
      body: patientDraft,
      answers: { 200: IN_FORCE, 409: REFUSED },
      handle: async ({ params: { nhsNumber }, body }) => ({
        status: 200,
        body: await desk.put(nhsNumber, body),
      }),
    }),
    route({
      method: 'patch',
      path: '/patients/:nhsNumber',
      operation: 'patchPatient',
      summary: 'Lays a JSON merge patch over a record; the serial number goes up.',
      params: byNumber,
      body: patientPatch,
      accepts: ['application/merge-patch+json', 'application/json'],
      answers: { 200: IN_FORCE, 409: REFUSED },
      handle: async ({ params: { nhsNumber }, body }) =>
        found(nhsNumber, await desk.patch(nhsNumber, body)),
    }),
    route({
      method: 'delete',
      path: '/patients/:nhsNumber',
      operation: 'deletePatient',
      summary: 'Takes a record out of the register until a reset.',
      params: byNumber,
      answers: { 204: { description: 'It is gone.' } },
      async handle({ params: { nhsNumber } }) {
        if (await desk.remove(nhsNumber)) return { status: 204 };
        return found(nhsNumber, undefined);
      },
    }),
    route({
      method: 'post',
      path: '/patients/:nhsNumber/move',
      operation: 'movePatient',
      summary: 'Registers somebody at another practice, as PDS does it.',
      params: byNumber,
      body: patientMove,
      answers: { 200: IN_FORCE, 409: REFUSED },
      handle: async ({ params: { nhsNumber }, body }) =>
        found(nhsNumber, await desk.move(nhsNumber, body)),
    }),
    route({
      method: 'get',
      path: '/patients/:nhsNumber/history',
      operation: 'getPatientHistory',
      summary: 'Versions of a record since the start or the last reset, oldest first.',
      params: byNumber,
      answers: { 200: { description: 'With who changed what.', schema: patientHistory } },
      async handle({ params: { nhsNumber } }) {
        const versions = desk.history(nhsNumber);
        return versions.length > 0
          ? { status: 200, body: { versions } }
          : found(nhsNumber, undefined);
      },
    }),
  ];
}

function found(nhsNumber: string, body: unknown) {
  if (body !== undefined) return { status: 200, body };
  throw notFound(
    `there is no record of ${nhsNumber}`,
    '`spinebox patient list` or GET /api/v1/patients lists those that there are.',
  );
}

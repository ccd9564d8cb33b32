import type { ServerResponse } from 'node:http';
import type { PatientDesk } from '../doors/patient-desk.ts';
import { notFound } from './api-error.ts';
import {
  bySnapshot,
  exportForm,
  patientFile,
  patientImported,
  snapshotList,
  snapshotTaken,
} from './patient-schemas.ts';
import { type Route, route } from './route.ts';
import { errorBody } from './schemas.ts';

const REFUSED = { description: 'Nothing was changed; the message says why.', schema: errorBody };

/** All patients together: files in and out, and snapshots to go back to. */
export function patientFileRoutes(desk: PatientDesk): readonly Route[] {
  return [...fileRoutes(desk), ...snapshotRoutes(desk)];
}

function fileRoutes(desk: PatientDesk): readonly Route[] {
  return [
    route({
      method: 'get',
      path: '/patients/export',
      operation: 'exportPatients',
      summary: 'All records as JSON Lines, or as a FHIR Bundle.',
      query: exportForm,
      answers: {
        200: { description: 'As a file for `pds.patients`.', type: 'application/x-ndjson' },
      },
      handle: async ({ query: { form } }) => ({
        stream: (response) => sendPieces(response, form, desk.export(form)),
      }),
    }),
    route({
      method: 'post',
      path: '/patients/import',
      operation: 'importPatients',
      summary: 'Takes in records, all or none; each replaces the one of its number.',
      accepts: ['application/json', 'application/fhir+json', 'text/plain'],
      body: patientFile,
      answers: { 200: { description: 'In force.', schema: patientImported }, 409: REFUSED },
      handle: async ({ body }) => ({
        status: 200,
        body: await desk.import(typeof body === 'string' ? body : JSON.stringify(body)),
      }),
    }),
  ];
}

function snapshotRoutes(desk: PatientDesk): readonly Route[] {
  return [
    route({
      method: 'get',
      path: '/patients/snapshots',
      operation: 'listPatientSnapshots',
      summary: 'What there is to go back to.',
      answers: { 200: { description: 'Oldest first.', schema: snapshotList } },
      handle: async () => ({ status: 200, body: { snapshots: desk.snapshots() } }),
    }),
    route({
      method: 'get',
      path: '/patients/snapshots/:name',
      operation: 'getPatientSnapshot',
      summary: 'How many records a snapshot holds.',
      params: bySnapshot,
      answers: { 200: { description: 'It is there.', schema: snapshotTaken } },
      async handle({ params: { name } }) {
        const body = desk.snapshots().find((each) => each.name === name);
        return body ? { status: 200, body } : none(name);
      },
    }),
    route({
      method: 'post',
      path: '/patients/snapshots/:name',
      operation: 'takePatientSnapshot',
      summary: 'Remembers all records and the allocation of numbers under a name.',
      params: bySnapshot,
      answers: { 201: { description: 'Taken.', schema: snapshotTaken }, 409: REFUSED },
      handle: async ({ params: { name } }) => ({
        status: 201,
        body: { name, records: await desk.takeSnapshot(name) },
      }),
    }),
    route({
      method: 'post',
      path: '/patients/snapshots/:name/restore',
      operation: 'restorePatientSnapshot',
      summary: 'Goes back to a snapshot; histories begin anew.',
      params: bySnapshot,
      answers: { 204: { description: 'In force.' } },
      handle: async ({ params: { name } }) =>
        (await desk.restoreSnapshot(name)) ? { status: 204 } : none(name),
    }),
    route({
      method: 'delete',
      path: '/patients/snapshots/:name',
      operation: 'deletePatientSnapshot',
      summary: 'Forgets a snapshot.',
      params: bySnapshot,
      answers: { 204: { description: 'Forgotten.' } },
      handle: async ({ params: { name } }) =>
        desk.removeSnapshot(name) ? { status: 204 } : none(name),
    }),
  ];
}

function none(name: string): never {
  throw notFound(
    `there is no snapshot ${name}`,
    'GET /api/v1/patients/snapshots lists those that there are.',
  );
}

/** A hundred thousand records go out as fast as they are taken, and are never whole in memory. */
async function sendPieces(
  response: ServerResponse,
  form: 'json' | 'fhir',
  pieces: Iterable<string>,
): Promise<void> {
  const type = form === 'fhir' ? 'application/fhir+json' : 'application/x-ndjson';
  response.writeHead(200, { 'content-type': `${type}; charset=utf-8` });
  for (const piece of pieces) {
    if (response.destroyed) return;
    if (!response.write(piece)) await drained(response);
  }
  response.end();
}

function drained(response: ServerResponse): Promise<void> {
  return new Promise((go) => {
    const done = () => {
      response.off('drain', done).off('close', done);
      go();
    };
    response.on('drain', done).on('close', done);
  });
}

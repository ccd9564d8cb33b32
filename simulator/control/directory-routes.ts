import type { DirectoryEntry } from '../../src/directory/entry.ts';
import { readJsonEntries } from '../../src/directory/read-json-entries.ts';
import { z } from '../../src/platform/zod.ts';
import type { DirectoryDesk } from '../doors/directory-desk.ts';
import { ApiError, notFound } from './api-error.ts';
import {
  directoryAttributes,
  directoryEntries,
  directoryEntry,
  directoryImport,
  directoryImported,
  directoryRemarks,
} from './directory-schemas.ts';
import { type Route, route } from './route.ts';
import { errorBody } from './schemas.ts';

const given = z.string().min(1).optional();
const question = z.strictObject({
  ods: given.describe('Organisation code.'),
  interaction: given.describe('Service and interaction, or the interaction alone.'),
  partyKey: given,
  asid: given.describe('The system, and the message handlers of its party key.'),
});
const byName = z.strictObject({ dn: z.string().min(1).max(1000) });
const REFUSED = { description: 'Nothing was changed.', schema: errorBody };

/** What is in the directory, and changes of it that last until a reset. */
export function directoryRoutes(directory: DirectoryDesk): readonly Route[] {
  return [
    route({
      method: 'get',
      path: '/directory',
      operation: 'findInDirectory',
      summary: 'Systems and message handlers, by any of their codes; all of them without a query.',
      query: question,
      answers: { 200: { description: 'Systems first.', schema: directoryEntries } },
      handle: async ({ query }) => ({ status: 200, body: { entries: directory.find(query) } }),
    }),
    route({
      method: 'get',
      path: '/directory.ldif',
      operation: 'exportDirectory',
      summary: 'The whole directory as LDIF.',
      answers: { 200: { description: 'RFC 2849.', type: 'text/ldif' } },
      handle: async () => ({
        stream: async (response) => {
          response.writeHead(200, { 'content-type': 'text/ldif; charset=utf-8' });
          response.end(directory.exportLdif());
        },
      }),
    }),
    route({
      method: 'post',
      path: '/directory/import',
      operation: 'importIntoDirectory',
      summary: 'Takes in entries, all or none; each replaces the one of its name.',
      accepts: ['text/ldif', 'text/plain', 'application/json', 'application/fhir+json'],
      body: directoryImport,
      answers: { 200: { description: 'In force.', schema: directoryImported }, 409: REFUSED },
      async handle({ body }) {
        if (typeof body === 'string')
          return { status: 200, body: { entries: await directory.importLdif(body) } };
        const isJson = Array.isArray(body) || 'resourceType' in body;
        const entries = isJson ? jsonEntries(body) : body.entries;
        return { status: 200, body: { entries: await directory.putAll(entries) } };
      },
    }),
    route({
      method: 'put',
      path: '/directory/entries/:dn',
      operation: 'putDirectoryEntry',
      summary: 'Puts an entry into the directory, or another in its place.',
      params: byName,
      body: directoryAttributes,
      answers: { 200: { description: 'In force.', schema: directoryEntry }, 409: REFUSED },
      async handle({ params: { dn }, body }) {
        const entry = { dn, attributes: body.attributes };
        await directory.put(entry);
        return { status: 200, body: entry };
      },
    }),
    route({
      method: 'delete',
      path: '/directory/entries/:dn',
      operation: 'deleteDirectoryEntry',
      summary: 'Takes an entry out of the directory until a reset.',
      params: byName,
      answers: { 204: { description: 'It is gone.' }, 409: REFUSED },
      async handle({ params: { dn } }) {
        if (await directory.remove(dn)) return { status: 204 };
        throw notFound(`the directory has no entry ${dn}`, 'GET /api/v1/directory.ldif shows all.');
      },
    }),
    route({
      method: 'get',
      path: '/directory/lint',
      operation: 'lintDirectory',
      summary: 'What in the directory does not fit together.',
      answers: { 200: { description: 'Empty when all fits.', schema: directoryRemarks } },
      handle: async () => ({ status: 200, body: { remarks: directory.lint() } }),
    }),
  ];
}

/** Of flat records, or of a Bundle. */
function jsonEntries(value: unknown): readonly DirectoryEntry[] {
  const reading = readJsonEntries(value);
  if (reading.ok) return reading.entries;
  throw new ApiError(
    400,
    'REQUEST_INVALID',
    reading.why,
    'Give it uniqueIdentifier and either nhsAsSvcIA or nhsMhsSvcIA; in a Bundle, Devices and Endpoints.',
  );
}

import { listedOrganisations } from '../../src/organisations/listed-organisations.ts';
import type { Organisation } from '../../src/organisations/organisation.ts';
import type { OrganisationDesk } from '../doors/organisation-desk.ts';
import { ApiError, notFound } from './api-error.ts';
import {
  byOdsCode,
  organisation,
  organisationImport,
  organisationQuery,
  organisations,
  organisationsImported,
} from './organisation-schemas.ts';
import { type Route, route } from './route.ts';
import { errorBody } from './schemas.ts';

/** The practice file of all England has some 5 MB. */
const MOST_IMPORTED = 50_000_000;

const REFUSED = { description: 'Nothing was changed; the message says why.', schema: errorBody };

/** The organisations of ODS, and changes of them that last until a reset. */
export function organisationRoutes(desk: OrganisationDesk): readonly Route[] {
  return [
    route({
      method: 'get',
      path: '/organisations',
      operation: 'listOrganisations',
      summary: 'Organisations in the order of their codes.',
      query: organisationQuery,
      answers: { 200: { description: 'Those that fit.', schema: organisations } },
      async handle({ query: { limit, ...wanted } }) {
        const found = listedOrganisations(desk.all(), wanted, limit + 1);
        const shown = found.slice(0, limit);
        const next = found.length > limit ? shown.at(-1)?.odsCode : undefined;
        return { status: 200, body: { organisations: shown, ...(next && { next }) } };
      },
    }),
    route({
      method: 'post',
      path: '/organisations/import',
      operation: 'importOrganisations',
      summary: 'Takes in organisations, all or none; each replaces the one of its code.',
      accepts: ['application/json', 'application/fhir+json', 'text/csv', 'text/plain'],
      body: organisationImport,
      mostBytes: MOST_IMPORTED,
      answers: { 200: { description: 'In force.', schema: organisationsImported }, 409: REFUSED },
      async handle({ body }) {
        const text = typeof body === 'string' ? body : JSON.stringify(body);
        return { status: 200, body: { organisations: await desk.importText(text) } };
      },
    }),
    route({
      method: 'get',
      path: '/organisations/:odsCode',
      operation: 'getOrganisation',
      summary: 'One organisation with its roles, relationships and successions.',
      params: byOdsCode,
      answers: { 200: { description: 'The organisation.', schema: organisation } },
      async handle({ params: { odsCode } }) {
        const body = desk.find(odsCode);
        return body ? { status: 200, body } : unknown(odsCode);
      },
    }),
    route({
      method: 'put',
      path: '/organisations/:odsCode',
      operation: 'putOrganisation',
      summary: 'Puts an organisation into ODS, or another in its place.',
      params: byOdsCode,
      body: organisation,
      answers: { 200: { description: 'In force.', schema: organisation }, 409: REFUSED },
      async handle({ params: { odsCode }, body }) {
        if (body.odsCode !== odsCode)
          throw new ApiError(
            400,
            'REQUEST_INVALID',
            `the address names ${odsCode}, the body ${body.odsCode}`,
            'Give both the same code.',
          );
        await desk.put(body as Organisation);
        return { status: 200, body: desk.find(odsCode) ?? body };
      },
    }),
    route({
      method: 'delete',
      path: '/organisations/:odsCode',
      operation: 'deleteOrganisation',
      summary: 'Takes an organisation out of ODS until a reset.',
      params: byOdsCode,
      answers: { 204: { description: 'It is gone.' }, 409: REFUSED },
      async handle({ params: { odsCode } }) {
        if (await desk.remove(odsCode)) return { status: 204 };
        if (!desk.find(odsCode)) return unknown(odsCode);
        throw new ApiError(
          409,
          'ORGANISATION_OF_WORLD',
          `${odsCode} stands in the world itself`,
          'Take it out of the world file, or close it: put it with status Inactive.',
        );
      },
    }),
  ];
}

function unknown(odsCode: string): never {
  throw notFound(
    `ODS has no organisation ${odsCode}`,
    'GET /api/v1/organisations lists those that there are.',
  );
}

import { dayOf } from '../../../src/organisations/calendar-day.ts';
import type { Organisation } from '../../../src/organisations/organisation.ts';
import type { Affiliation } from '../../../src/organisations/organisation-index.ts';
import { writeFhirAffiliation } from '../../../src/organisations/write-fhir-affiliation.ts';
import { writeFhirOrganization } from '../../../src/organisations/write-fhir-organization.ts';
import type { ApiRequest } from '../../gateway/api-message.ts';
import { decoded, queryParameters } from '../../gateway/query-parameters.ts';
import { baseOf, type OdsParts } from '../ods-parts.ts';
import { capabilityStatement } from './capability-statement.ts';
import { codeSystems, lookUpCode, type Terminology, validateCode } from './code-system.ts';
import { deletionList } from './deletion-list.ts';
import { expandValueSet } from './expand-value-set.ts';
import { findAffiliations } from './find-affiliations.ts';
import { notKnown, type OdtError } from './hapi-outcome.ts';
import { type OdtPage, odtBundle } from './odt-bundle.ts';
import type { OdtPaging } from './odt-parameters.ts';
import { readAffiliationSearch } from './read-affiliation-search.ts';
import { readOrganizationSearch } from './read-organization-search.ts';

export type OdtAnswer =
  | {
      readonly body: string;
      readonly result: string;
      readonly facts?: Readonly<Record<string, string | number>>;
      readonly remarks?: readonly string[];
    }
  | { readonly error: OdtError };

const PRIMARY = 'OrganizationAffiliation:primary-organization';
const PARTICIPATING = 'OrganizationAffiliation:participating-organization';

/** Answers a request that the proxy has let through (sds-ods 3.3). */
export function odtAnswer(request: ApiRequest, parts: OdsParts): OdtAnswer {
  const { organisations, clock, ids } = parts;
  const { path, method } = request;
  const index = organisations.current();
  const parameters = queryParameters(request.query);
  const base = baseOf(request);
  const now = clock.now();
  const today = dayOf(now);
  const expands = /^\/ValueSet\/?(\$expand)?$/.test(path);
  if (method !== (expands ? 'POST' : 'GET'))
    return { error: { status: 405, text: `HAPI-0427: Method ${method} is not supported here` } };
  const page = (
    resource: string,
    paging: OdtPaging,
    rest: Pick<OdtPage, 'total' | 'matches' | 'included'>,
    remarks: readonly string[],
  ): OdtAnswer => {
    const { maxAnswerBytes: maxBytes } = parts.world.current().ods.fhir;
    const { url } = request;
    const written = odtBundle({
      ...{
        base,
        resource,
        url,
        parameters,
        paging,
        id: ids.uuid().toLowerCase(),
        at: now,
        maxBytes,
      },
      ...rest,
    });
    if (typeof written !== 'string') return { error: written };
    const { total } = rest;
    return { body: written, result: `${total} found`, facts: { total }, remarks };
  };

  if (path === '/metadata') return one(capabilityStatement(base, today));
  if (expands) return terminology(expand(request.body));
  if (/^\/CodeSystem\/?(\$lookup)?$/.test(path) && parameters.some(([name]) => name === 'code'))
    return terminology(lookUpCode(index, parameters, today));
  if (path === '/CodeSystem/$validate-code') return terminology(validateCode(index, parameters));
  if (/^\/CodeSystem\/?$/.test(path)) {
    const found = codeSystems(index, parameters, today);
    const paging = { count: 100, offset: 0, onlyTotal: false, include: [], revinclude: [] };
    return page('CodeSystem', paging, { total: found.length, matches: found, included: [] }, []);
  }
  if (path === '/Organization') {
    const read = readOrganizationSearch(parameters);
    if (!read.ok) return read;
    const { paging, remarks } = read;
    const found = read.query ? index.search(read.query) : [];
    const shown = found.slice(paging.offset, paging.offset + paging.count);
    const matches = written(shown, writeFhirOrganization);
    const included = written(linksOf(shown, paging.revinclude), writeFhirAffiliation);
    return page('Organization', paging, { total: found.length, matches, included }, remarks);
  }
  if (path === '/OrganizationAffiliation') {
    const read = readAffiliationSearch(parameters);
    if (!read.ok) return read;
    const { paging, remarks } = read;
    const found = read.query ? findAffiliations(index, read.query) : [];
    const shown = found.slice(paging.offset, paging.offset + paging.count);
    const matches = written(shown, writeFhirAffiliation);
    const included = written(endsOf(shown, paging.include), writeFhirOrganization);
    return page(
      'OrganizationAffiliation',
      paging,
      { total: found.length, matches, included },
      remarks,
    );
  }
  const [, type = '', name = '', ...more] = path.split('/').map(decoded);
  if (more.length > 0 || name === '') return { error: notFound(path) };
  if (type === 'Organization') {
    const found = index.find(name);
    return found
      ? one(writeFhirOrganization(found), name)
      : { error: notKnown(`Organization/${name}`) };
  }
  if (type === 'OrganizationAffiliation') {
    const found = /^\d{1,15}$/.test(name) ? index.affiliation(Number(name)) : undefined;
    // The published example names an Organization here, whatever was asked for.
    return found ? one(writeFhirAffiliation(found)) : { error: notKnown(`Organization/${name}`) };
  }
  const list = type === 'List' ? deletionList(name, organisations.deletions(), today) : undefined;
  if (list) return one(list);
  return { error: type === 'List' ? notKnown(`List/${name}`) : notFound(path) };

  function linksOf(
    shown: readonly Organisation[],
    wanted: readonly string[],
  ): readonly Affiliation[] {
    return shown.flatMap(({ odsCode }) => [
      ...(wanted.includes(PRIMARY) ? index.affiliations({ source: odsCode }) : []),
      ...(wanted.includes(PARTICIPATING) ? index.affiliations({ target: odsCode }) : []),
    ]);
  }

  function endsOf(
    shown: readonly Affiliation[],
    wanted: readonly string[],
  ): readonly Organisation[] {
    const found = new Map<string, Organisation>();
    for (const { source, relationship } of shown) {
      const target = index.find(relationship.target);
      if (wanted.includes(PRIMARY)) found.set(source.odsCode, source);
      if (wanted.includes(PARTICIPATING) && target) found.set(target.odsCode, target);
    }
    return [...found.values()];
  }

  function expand(body: Buffer): Terminology {
    let value: unknown;
    try {
      value = JSON.parse(body.toString('utf8'));
    } catch {
      return { error: { status: 400, text: 'HAPI-0450: the body is no JSON that can be read' } };
    }
    return expandValueSet(index, value, { id: ids.uuid(), at: now, version: today });
  }
}

function* written<T, R>(all: readonly T[], write: (each: T) => R): Iterable<R> {
  for (const each of all) yield write(each);
}

function one(resource: object, ods?: string): OdtAnswer {
  return { body: JSON.stringify(resource), result: 'found', ...(ods && { facts: { ods } }) };
}

function terminology(made: Terminology): OdtAnswer {
  return 'error' in made ? made : one(made.value);
}

function notFound(path: string): OdtError {
  return { status: 404, text: `HAPI-0445: nothing is served at ${path.slice(0, 200)}` };
}

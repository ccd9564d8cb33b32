/** What the face says of itself. The published example is that of the STU3 service; this one is of R4. */
export function capabilityStatement(base: string, day: string) {
  const resource = (
    type: string,
    codes: readonly string[],
    searchParam: readonly string[] = [],
  ) => ({
    type,
    interaction: codes.map((code) => ({ code })),
    ...(searchParam.length > 0 && {
      searchParam: searchParam.map((name) => ({ name, type: typeOf(name) })),
    }),
  });
  return {
    resourceType: 'CapabilityStatement',
    url: `${base}/metadata`,
    ...{ name: 'OrganisationDataTerminology', status: 'active', date: day, publisher: 'spinebox' },
    ...{ kind: 'instance', fhirVersion: '4.0.1', format: ['application/fhir+json'] },
    rest: [
      {
        mode: 'server',
        resource: [
          resource(
            'Organization',
            ['read', 'search-type'],
            [
              ...['_id', '_lastUpdated', 'active', 'activeRoleCode', 'address-city'],
              ...['address-country', 'address-postalcode', 'identifier', 'lastChangeDate'],
              ...['name', 'roleCode'],
            ],
          ),
          resource(
            'OrganizationAffiliation',
            ['read', 'search-type'],
            [
              ...['_id', 'active', 'identifier', 'participating-organization'],
              ...['primary-organization', 'role'],
            ],
          ),
          resource('List', ['read']),
          {
            ...resource('CodeSystem', ['search-type'], ['url']),
            ...operations('CodeSystem', 'lookup', 'validate-code'),
          },
          { ...resource('ValueSet', []), ...operations('ValueSet', 'expand') },
        ],
      },
    ],
  };
}

function operations(type: string, ...names: readonly string[]) {
  return {
    operation: names.map((name) => ({
      ...{ name, definition: `http://hl7.org/fhir/OperationDefinition/${type}-${name}` },
    })),
  };
}

function typeOf(name: string): string {
  if (/date$|^_lastUpdated$/i.test(name)) return 'date';
  if (/organization$/.test(name)) return 'reference';
  if (name === 'url') return 'uri';
  return /^(name|address)/.test(name) ? 'string' : 'token';
}

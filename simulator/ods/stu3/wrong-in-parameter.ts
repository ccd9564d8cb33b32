import { changedBetween } from '../fhir/changed-between.ts';
import type { Stu3Error } from './stu3-error.ts';

const ODS_CODE = 'https://fhir.nhs.uk/Id/ods-organization-code';
/** Where this system stands depends on who serves it: the end of its address counts. */
const ROLE_SYSTEM = '/CodeSystem/ODSAPI-OrganizationRole-1';
const ALPHANUMERIC = /^[A-Za-z0-9]+$/;

const value = (text: string): Stu3Error => ({ code: 'INVALID_VALUE', text });

/** What is wrong with the value of one parameter (sds-ods 3.2). */
export function wrongInParameter(name: string, text: string): readonly Stu3Error[] {
  const [bare] = name.split(':');
  switch (bare) {
    case 'name':
      if (text.length < 3) return [value(`Supplied ${name} needs a minimum of 3 Characters.`)];
      if (text.length > 100) return [value(`Supplied ${name} too long, max 100 Characters.`)];
      return /^[A-Za-z0-9_@&.()'" /:,+;-]*$/.test(text)
        ? []
        : [value(`Supplied ${name} has invalid Character/s.`)];
    case 'address-postalcode':
      if (text.length < 2) return [value(`Supplied ${bare} is too short, min 2 characters.`)];
      if (text.length > 8) return [value(`Supplied ${bare} is too long, max 8 characters.`)];
      return /^[A-Za-z0-9\s]+$/.test(text)
        ? []
        : [value(`Supplied ${bare} contains invalid characters, alphanumeric characters only.`)];
    case 'address-city':
      if (text.length < 3) return [value(`Supplied ${bare} is too short, min 3 characters`)];
      if (text.length > 75) return [value(`Supplied ${bare} is too long, max 75 characters`)];
      return /^[A-Za-z\s\-',.]+$/.test(text)
        ? []
        : [
            value(
              `Supplied ${bare} contains invalid characters, valid characters include:  , . - ' and alphabetical characters`,
            ),
          ];
    case 'active':
      return isFlag(text) ? [] : [value('Invalid FHIR active parameter')];
    case 'ods-org-primaryRole':
      return isFlag(text)
        ? []
        : [value('Invalid FHIR ods-org-primaryRole parameter. Must be true or false.')];
    case 'ods-org-role':
      return wrongRole(text);
    case '_lastUpdated':
      if (!text.startsWith('gt')) return [value('Supplied date prefix is invalid, must be gt')];
      return changedBetween([text]).ok ? [] : [value('Supplied date is invalid')];
    case 'identifier':
      return wrongIdentifier(text);
    case '_id':
      return ALPHANUMERIC.test(text)
        ? []
        : [value('Supplied _id must be just alphanumeric characters.')];
    case '_count':
      return /^\d{1,9}$/.test(text) && Number(text) <= 20
        ? []
        : [value('Supplied limit is invalid, the parameter must take an integer between 0 and 20')];
    case '_page':
      return /^\d{1,9}$/.test(text) && Number(text) >= 1
        ? []
        : [value('page must be a number larger than 0')];
    case '_summary':
      return text === 'count' ? [] : [value('Invalid _summary parameter.')];
    case '_format':
      return /json/.test(text) ? [] : [value(`Unknown dialect specified "${text.slice(0, 100)}"`)];
    default:
      return [];
  }
}

function isFlag(text: string): boolean {
  return text === 'true' || text === 'false';
}

function wrongRole(text: string): readonly Stu3Error[] {
  const [system, codes, ...more] = text.includes('|') ? text.split('|') : [undefined, text];
  if (system !== undefined && !system.endsWith(ROLE_SYSTEM))
    return [
      {
        code: 'INVALID_CODE_SYSTEM',
        text: `Invalid ods-org-role parameter. Should be of the system ${ROLE_SYSTEM.slice(1)}.`,
      },
    ];
  const isFine =
    more.length === 0 && (codes ?? '').split(',').every((code) => /^\d{1,8}$/.test(code));
  return isFine
    ? []
    : [{ code: 'INVALID_CODE_VALUE', text: 'Invalid FHIR ods-org-role parameter' }];
}

function wrongIdentifier(text: string): readonly Stu3Error[] {
  const [system, code, ...more] = text.includes('|') ? text.split('|') : [ODS_CODE, text];
  if (system !== ODS_CODE)
    return [
      {
        code: 'INVALID_IDENTIFIER_SYSTEM',
        text: `Invalid identifier parameter. Should be ${ODS_CODE}.`,
      },
    ];
  return more.length === 0 && ALPHANUMERIC.test(code ?? '')
    ? []
    : [
        {
          code: 'INVALID_IDENTIFIER_VALUE',
          text: 'Supplied identifier must be just alphanumeric characters.',
        },
      ];
}

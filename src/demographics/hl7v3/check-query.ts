import { parseNhsNumber } from '../../domain/nhs-number.ts';
import type { PdsRequestKind } from './interactions.ts';
import { NHS_NUMBER_ROOT } from './names.ts';
import type { PdsQuery, WrittenTime } from './read-query.ts';
import { RESPONSE, type ResponseCode } from './response-codes.ts';
import { isHlTime } from './value-rules.ts';

/** A rule that a request breaks, by the name that Spine's stylesheets give it. */
export interface BrokenRule {
  readonly name: string;
  /** The response code, where one is known. */
  readonly code?: ResponseCode;
  /** What was wrong. Never patient data. */
  readonly detail: string;
}

const MOST_RETRIEVAL_ITEMS = 14;

/** The first rule of its kind that a query breaks (pds-identity 1.5, 1.6, 1.7, 1.10). */
export function checkQuery(kind: PdsRequestKind, query: PdsQuery): BrokenRule | undefined {
  const [twice] = query.repeated;
  if (twice) return broken('DUPLICATE_SEARCH_FIELDS_PROVIDED', `${twice} is given more than once`);
  switch (kind) {
    case 'simple-trace':
      return simpleTrace(query);
    case 'advanced-trace':
      return advancedTrace(query);
    case 'retrieval':
      return retrieval(query);
    case 'cross-check':
      return crossCheck(query);
    case 'confirm':
      return number(query, 'NHS_NUMBER_UNSPECIFIED', 'NHS_NUMBER_UNSPECIFIED');
    default:
      return undefined;
  }
}

function simpleTrace({ birthTime, name, gender }: PdsQuery): BrokenRule | undefined {
  if (!birthTime?.at) return missing('person.birthTime');
  if (!isHlTime(birthTime.at)) return invalid('person.birthTime is not a time of HL7');
  if (!name) return missing('person.name');
  if (name.families.length === 0) return missing('family');
  if (name.families.length > 1) return broken('INVALID_NAME_FORMAT', 'there are several family');
  if ([...name.families, ...name.given].some((each) => each.includes('*')))
    return broken('INVALID_NAME_FORMAT', 'a simple trace knows no wildcards');
  if (!gender) return missing('person.administrativeGenderCode');
  return isGender(gender) ? undefined : invalid('person.administrativeGenderCode is unknown');
}

function advancedTrace(query: PdsQuery): BrokenRule | undefined {
  const { historicData, ignoreHistory, searchTypes, name, gender, birthTime, deceasedTime } = query;
  if (!isFlag(historicData))
    return broken('INVALID_HISTORIC_DATA_INDICATOR', 'historicDataIndicator is not 0 or 1');
  if (ignoreHistory !== undefined && !isFlag(ignoreHistory))
    return invalid('ignoreHistoryIndicator is not 0 or 1');
  if (searchTypes.length !== 1)
    return coded(RESPONSE.searchTypeMissing, `there are ${searchTypes.length} searchParameter`);
  if (searchTypes[0] !== '1' && searchTypes[0] !== '2')
    return coded(RESPONSE.searchTypeInvalid, 'searchParameter is not 1 or 2');
  if (!name || name.families.length + name.given.length === 0)
    return coded(RESPONSE.nameMissing, 'there is no person.name');
  if (name.families.length > 1) return broken('INVALID_NAME_FORMAT', 'there are several family');
  if (!gender) return missing('person.administrativeGenderCode');
  if (!isGender(gender)) return invalid('person.administrativeGenderCode is unknown');
  if (!isTime(birthTime)) return invalid('person.birthTime is not a time of HL7');
  return isTime(deceasedTime) ? undefined : invalid('person.deceasedTime is not a time of HL7');
}

function retrieval(query: PdsQuery): BrokenRule | undefined {
  const { historicData, retrievalItems } = query;
  if (!isFlag(historicData))
    return broken('INVALID_HISTORIC_DATA_INDICATOR', 'historicDataIndicator is not 0 or 1');
  const wrong = number(query, 'NHS_NUMBER_UNSPECIFIED', 'NHS_NUMBER_UNSPECIFIED');
  if (wrong) return wrong;
  const { length } = retrievalItems;
  if (length > MOST_RETRIEVAL_ITEMS)
    return broken('TOO_MANY_RETRIEVAL_ITEMS', `there are ${length} retrievalItem`);
  return undefined;
}

function crossCheck(query: PdsQuery): BrokenRule | undefined {
  const { birthTime, name } = query;
  if (!birthTime?.at) return broken('DATE_OF_BIRTH_MISSING', 'there is no person.birthTime');
  if (!isHlTime(birthTime.at)) return invalid('person.birthTime is not a time of HL7');
  const wrong = number(query, 'MISSING_NHS_NUMBER', 'NOT_NEW_STYLE_NHS_NUMBER');
  if (wrong) return wrong;
  if (name && (name.families.length > 1 || name.given.length > 1))
    return broken('INVALID_NAME_FORMAT', 'there is more than one given or family');
  return undefined;
}

function number({ id }: PdsQuery, absent: string, oldStyle: string): BrokenRule | undefined {
  if (!id?.extension) return broken(absent, 'there is no person.id');
  if (id.root !== NHS_NUMBER_ROOT) return broken(oldStyle, 'the root of person.id is another');
  if (!/^\d{10}$/.test(id.extension))
    return broken('INVALID_NHS_NUMBER', 'person.id is not ten digits');
  if (!parseNhsNumber(id.extension))
    return broken('INVALID_NHS_NUMBER', 'the check digit of person.id is wrong');
  return undefined;
}

function isFlag(code: string | undefined): boolean {
  return code === '0' || code === '1';
}

function isGender(code: string): boolean {
  return ['0', '1', '2', '9'].includes(code);
}

function isTime(time: WrittenTime | undefined): boolean {
  const given = [time?.at, time?.from, time?.to].filter((each) => each !== undefined);
  return given.every(isHlTime);
}

function broken(name: string, detail: string): BrokenRule {
  return { name, detail };
}

function coded(code: ResponseCode, detail: string): BrokenRule {
  return { name: code.code, code, detail };
}

function missing(field: string): BrokenRule {
  return broken('MISSING_MANDATORY_SEARCH_FIELD', `there is no ${field}`);
}

function invalid(detail: string): BrokenRule {
  return broken('INVALID_SEARCH_FIELD', detail);
}

import { HL7_NS } from '../../wire/hl7/names.ts';
import { element, type WritableElement } from '../../wire/xml/write-xml.ts';
import { GENDERS, LOCAL_ID_ROOT, MESSAGE_TYPES } from './names.ts';
import { requestRoot, serviceOf } from './operations.ts';
import type { SmspName, SmspQuery, SmspRequest } from './smsp-message.ts';
import { writeFrame } from './write-frame.ts';

/** A request as a client sends it (pds-identity 3). */
export function writeSmspRequest(request: SmspRequest): string {
  const root = requestRoot(request.operation);
  const payload = element(root, { xmlns: HL7_NS, classCode: 'CACT', moodCode: 'EVN' }, [
    element('id', { root: request.id }),
    element('code', { codeSystem: MESSAGE_TYPES, code: root }),
    element('queryEvent', {}, queryParts(request.query)),
  ]);
  return writeFrame(request, serviceOf(request.operation), payload);
}

function queryParts(query: SmspQuery): readonly (WritableElement | undefined)[] {
  const { birthTime, nhsNumber, gender, name, postcode, localId } = query;
  const local = localId === undefined ? undefined : { root: LOCAL_ID_ROOT, extension: localId };
  return [
    birthTime === undefined
      ? undefined
      : part('DateOfBirth', element('value', { value: birthTime })),
    gender === undefined
      ? undefined
      : part('Gender', element('value', { code: gender, codeSystem: GENDERS })),
    local && part('LocalIdentifier', element('value', local)),
    nhsNumber && part('NHSNumber', element('value', { ...nhsNumber })),
    name && part('Name', element('value', {}, nameParts(name))),
    postcode === undefined
      ? undefined
      : part('Postcode', element('value', {}, [element('postalCode', {}, postcode)])),
  ];
}

// The value first: the reverse of Spine's own queries.
function part(name: string, value: WritableElement): WritableElement {
  const full = `Person.${name}`;
  return element(full, {}, [value, element('semanticsText', {}, full)]);
}

export function nameParts(name: SmspName): readonly (WritableElement | undefined)[] {
  const { prefix, given, family, suffix } = name;
  const optional = (tag: string, text: string | undefined) =>
    text === undefined ? undefined : element(tag, {}, text);
  return [
    optional('prefix', prefix),
    ...given.map((each) => element('given', {}, each)),
    optional('family', family),
    optional('suffix', suffix),
  ];
}

/** What a place holds, by which it is replaced. */
export type FieldKind =
  /** Of a person: words become words. */
  | 'name'
  | 'address'
  | 'telecom'
  | 'birth'
  /** Free text: every word and digit becomes another. */
  | 'text'
  | 'filename'
  | 'nhs'
  /** Bytes as base64. */
  | 'data'
  /** Only what is known from elsewhere is replaced. */
  | 'known';

const KINDS: Readonly<Record<Exclude<FieldKind, 'known'>, string>> = {
  name:
    'family familyname surname sn given givenname givennames forename forenames firstname lastname middlename middlenames ' +
    'othergivennames known_as knownas preferred_username nickname given_name family_name middle_name fullname patientname ' +
    'display_name displayedname previousname maidenname initials nhsid_nrbac_name',
  address:
    'line lines streetaddressline streetaddress housenamenumber housename housenumber district county town city locality ' +
    'postalcode postcode postaladdress street addressline1 addressline2 addressline3 addressline4 addressline5 ' +
    'addresskey additionallocator unitid streetname deliveryaddressline precinct birthplace paf uprn address-postalcode ' +
    'placeofbirth country_of_birth',
  telecom:
    'telecom telecoms telephone telephonenumber phone phonenumber mobile mobilephone email mail emailaddress fax ' +
    'facsimiletelephonenumber contactnumber homephone',
  birth:
    'birthtime birthdate birth_date dateofbirth dob born deceasedtime deceaseddatetime dateofdeath died birth death',
  text: 'text comment comments note notes originaltext div annotation freetext narrative pertinentinformationtext',
  filename: 'filename file_name originalfilename',
  nhs: 'nhsnumber nhs_number nhs-number nhsno nhs_no patientid',
  data: 'data',
};

const BY_NAME = new Map<string, FieldKind>(
  Object.entries(KINDS).flatMap(([kind, names]) =>
    names.split(' ').map((name) => [name, kind as FieldKind] as const),
  ),
);

/** What a field of this name holds, whether it is an element, a member, an attribute or a parameter. */
export function kindOfField(name: string): FieldKind | undefined {
  return BY_NAME.get(name.replace(/^.*:/, '').toLowerCase());
}

/** Elements and members that are organisations, places and things: their names are no person's. */
export const NO_PERSON =
  /organi[sz]ation|device|location|place|practice|software|system|service|provider|facility|scheme|supplier/i;
/** Elements and members whose `name` is a person's. */
export const PERSON =
  /person|patient|practitioner|author|agent|user|relative|contact|people|subject|who|caller|clinician|people/i;

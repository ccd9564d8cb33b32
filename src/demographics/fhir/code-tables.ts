/** Codes that HL7 and FHIR share, with FHIR's displays (pds-identity 1.11, 2.6, 2.7). */
export const DEATH_STATUS: Readonly<Record<string, string>> = {
  '1': 'Informal - death notice received via an update from a local NHS Organisation such as GP or Trust',
  '2': 'Formal - death notice received from Registrar of Deaths',
  U: 'Removed',
};

export const WRITTEN_FORMAT: Readonly<Record<string, string>> = {
  '11': 'Large print',
  '12': 'Braille',
  '13': 'Audio tape',
};

export const CONTACT_METHOD: Readonly<Record<string, string>> = {
  '1': 'Letter',
  '2': 'Visit',
  '3': 'Telephone',
  '4': 'E-mail',
  '5': 'Minicom (Textphone)',
  '6': 'Telephone contact via proxy',
  '7': 'Sign language',
  '8': 'No Telephone contact',
};

/** Reasons that FHIR knows. Every other one is told as `ORR`. */
export const REMOVAL_REASON: Readonly<Record<string, string>> = {
  DEA: 'Death',
  EMB: 'Embarkation',
  SCT: 'Transferred to Scotland',
  NIT: 'Transferred to Northern Ireland',
  TRA: 'Temporary resident not returned',
  ORR: 'Other reason',
};

/** Reasons that only applications with a special attribute are told. */
export const CONFIDENTIAL_REASON: Readonly<Record<string, string>> = {
  AFN: 'Armed Forces (notified by Armed Forces)',
  SDN: 'Services Dependant (notified by Armed Forces)',
};

export const SECURITY: Readonly<Record<string, string>> = {
  U: 'unrestricted',
  R: 'restricted',
  V: 'very restricted',
  REDACTED: 'redacted',
};

/** Sex of HL7; `9` not specified is FHIR's `other`, which local systems cannot set. */
export const GENDER = { '0': 'unknown', '1': 'male', '2': 'female', '9': 'other' } as const;

/** HL7's uses of names; what FHIR lets one write comes first for each of its words. */
export const NAME_USE: readonly (readonly [hl7: string, fhir: string])[] = [
  ['L', 'usual'],
  ['A', 'temp'],
  ['PREFERRED', 'nickname'],
  ['PREVIOUS', 'old'],
  ['PREVIOUS-MAIDEN', 'maiden'],
  ['PREVIOUS-BIRTH', 'maiden'],
  ['PREVIOUS-BACHELOR', 'old'],
];

export const ADDRESS_USE: readonly (readonly [hl7: string, fhir: string])[] = [
  ['H', 'home'],
  ['TMP', 'temp'],
  ['PST', 'billing'],
  ['WP', 'work'],
  ['HV', 'temp'],
];

export const TELECOM_USE: readonly (readonly [hl7: string, fhir: string])[] = [
  ['H', 'home'],
  ['WP', 'work'],
  ['HV', 'temp'],
  ['MC', 'mobile'],
];

/** FHIR's word for a code of HL7, or `otherwise` for one that it cannot say. */
export function fhirUse(
  table: readonly (readonly [string, string])[],
  code: string,
  otherwise: string,
): string {
  return table.find(([hl7]) => hl7 === code)?.[1] ?? otherwise;
}

export function hl7Use(
  table: readonly (readonly [string, string])[],
  word: unknown,
): string | undefined {
  return table.find(([, fhir]) => fhir === word)?.[0];
}

const SIGNED: Readonly<Record<string, string>> = {
  q1: 'Braille',
  q2: 'American Sign Language',
  q3: 'Australian Sign Language',
  q4: 'British Sign Language',
  q5: 'Makaton',
};
const LANGUAGES = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' });

/** The English name of a language of ISO 639-1 or of PDS's own five. */
export function languageName(code: string): string | undefined {
  if (Object.hasOwn(SIGNED, code)) return SIGNED[code];
  return /^[a-z]{2}$/.test(code) ? LANGUAGES.of(code) : undefined;
}

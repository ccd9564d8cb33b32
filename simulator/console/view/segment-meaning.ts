/** What a segment of GP Links says (mesh-nhais 2.5, 2.6), by its tag, or by tag and first element. */
const MEANINGS: Readonly<Record<string, string>> = {
  UNA: 'the signs that divide',
  UNB: 'interchange: sender, recipient, time, sequence',
  UNH: 'message: sequence and type',
  BGM: 'what kind of document',
  NHS: 'health authority and GP',
  UNT: 'end of message: segments, sequence',
  UNZ: 'end of interchange: messages, sequence',
  S01: 'a transaction begins',
  S02: 'a patient, or what was before',
  'NAD+FHS': 'health authority',
  'NAD+GP': 'responsible GP: GMC and local code',
  'NAD+RIC': 'residential institute',
  'NAD+PGP': 'previous GP',
  'NAD+PFH': 'previous health authority',
  'NAD+NFH': 'new health authority',
  'NAD+PAT': 'address, five lines and postcode',
  'NAD+PER': 'previous address',
  'DTM+137': 'written at',
  'DTM+206': 'end of the quarter',
  'DTM+329': 'date of birth',
  'DTM+956': 'date of acceptance',
  'DTM+957': 'entry to the UK',
  'DTM+958': 'exit from the UK',
  'DTM+961': 'date of deduction',
  'DTM+962': 'FP69 expires',
  'DTM+815': 'confirmed at',
  'RFF+950': 'which transaction it is',
  'RFF+TN': 'transaction number',
  'RFF+MIS': 'receipt of a message',
  'RFF+RIS': 'receipt of the interchange',
  'HEA+ACD': 'acceptance code',
  'HEA+ATP': 'acceptance type',
  'HEA+DM': 'drugs dispensed',
  'HEA+FRN': 'FP69 reason',
  GIS: 'deduction reason',
  'LOC+950': 'place of birth',
  'FTX+RGI': 'free text',
  'PNA+PAT': 'NHS number and names',
  'PNA+PER': 'former name or number',
  PDI: 'sex',
};

const CODES: Readonly<Record<string, string>> = {
  G1: 'acceptance',
  G2: 'amendment by the practice',
  G3: 'out of area: removal',
  G5: 'deduction request',
  F1: 'amendment by the authority',
  F2: 'deduction',
  F3: 'rejection of an acceptance',
  F4: 'approval of an acceptance',
  F8: 'close quarter notification',
  F9: 'FP69 prior notification',
  F10: 'FP69 flag removal',
  F11: 'rejection of a deduction request',
};

/** In a few words; `undefined` for a segment that GP Links does not know. */
export function segmentMeaning(segment: string): string | undefined {
  const [tag = '', first = ''] = segment.split(/[+:']/, 2);
  const said = MEANINGS[`${tag}+${first}`] ?? MEANINGS[tag];
  if (tag !== 'RFF' || first !== '950') return said;
  const code = /^RFF\+950:(\w+)/.exec(segment)?.[1] ?? '';
  return CODES[code] === undefined ? said : `${code}: ${CODES[code]}`;
}

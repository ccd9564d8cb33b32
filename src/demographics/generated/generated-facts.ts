/** What invented people are made of. None of it is anybody's: families and streets are put together from syllables. */

const FAMILY_BEGINNINGS = [
  ...['ALDER', 'AMBER', 'ASH', 'BARLEY', 'BECK', 'BIRCH', 'BRAMBLE', 'BROOK', 'CINDER', 'CLOVER'],
  ...['COPPER', 'CROW', 'DALE', 'DRIFT', 'ELM', 'EMBER', 'FALCON', 'FERN', 'FLINT', 'FROST'],
  ...['GORSE', 'HAVEN', 'HAZEL', 'HEATH', 'IVY', 'JUNIPER', 'KESTREL', 'LARCH', 'LINNET', 'MAPLE'],
  ...['MARSH', 'MOSS', 'NETTLE', 'OAK', 'OTTER', 'PEBBLE', 'QUARRY', 'REED', 'RIVER', 'ROWAN'],
  ...[
    'SEDGE',
    'SILVER',
    'SPARROW',
    'STONE',
    'THISTLE',
    'THORN',
    'TIMBER',
    'WILLOW',
    'WREN',
    'YARROW',
  ],
] as const;
const FAMILY_ENDINGS = [
  ...['BANK', 'BURY', 'BY', 'CLIFFE', 'COMBE', 'COTE', 'DEN', 'FIELD', 'FORD', 'GATE'],
  ...['GROVE', 'HAM', 'HURST', 'LEY', 'MERE', 'MORE', 'SHAW', 'STEAD', 'TON', 'WICK'],
] as const;

/** 1,000 family names. */
export const FAMILIES: readonly string[] = FAMILY_BEGINNINGS.flatMap((beginning) =>
  FAMILY_ENDINGS.map((ending) => beginning + ending),
);

/** Given names by gender. */
export const GIVEN: Readonly<Record<'1' | '2', readonly string[]>> = {
  1: [
    ...['ADAM', 'ALBERT', 'ARUN', 'BENJAMIN', 'CALLUM', 'DANIEL', 'DEV', 'EDWIN', 'ELIAS', 'FINN'],
    ...['GARETH', 'HASSAN', 'HUGO', 'IMRAN', 'JAMES', 'JOSEPH', 'KOFI', 'LEO', 'MARCUS', 'MATEO'],
    ...[
      'NATHAN',
      'OMAR',
      'OWEN',
      'PIOTR',
      'RAJ',
      'ROBERT',
      'SAMUEL',
      'THOMAS',
      'VICTOR',
      'WILLIAM',
    ],
  ],
  2: [
    ...[
      'AALIYAH',
      'ALICE',
      'AMARA',
      'BEATRICE',
      'CARYS',
      'CHLOE',
      'DIYA',
      'ELENA',
      'ESTHER',
      'FATIMA',
    ],
    ...['FREYA', 'GRACE', 'HANNAH', 'INDIRA', 'IRIS', 'JASMINE', 'KEIRA', 'LEILA', 'LUCY', 'MARIA'],
    ...['NIAMH', 'NORA', 'OLIVIA', 'PRIYA', 'ROSE', 'RUTH', 'SARA', 'SOFIA', 'VIVIAN', 'ZARA'],
  ],
};

export const PREFIXES: Readonly<Record<'1' | '2', readonly string[]>> = {
  1: ['MR', 'MR', 'MR', 'DR'],
  2: ['MRS', 'MS', 'MISS', 'DR'],
};

/** 1,200 streets. */
export const STREETS: readonly string[] = FAMILY_BEGINNINGS.flatMap((beginning) =>
  ['AVENUE', 'CLOSE', 'CRESCENT', 'DRIVE', 'GARDENS', 'LANE', 'PLACE', 'RISE', 'ROAD', 'STREET']
    .concat(['TERRACE', 'WALK', 'WAY', 'YARD', 'VIEW', 'COURT', 'END', 'HILL', 'MEWS', 'PARADE'])
    .concat(['PATH', 'ROW', 'SQUARE', 'VALE'])
    .map((kind) => `${beginning} ${kind}`),
);

export const TOWNS: readonly string[] = [
  ...['ABBOTSTEST', 'DUMMYBRIDGE', 'EXAMPLEHAM', 'FEIGNFORD', 'MOCKTON', 'PLACEHOLDER REGIS'],
  ...['SAMPLEBURY', 'STUBWELL', 'TESTTOWN', 'UPPER SPECIMEN'],
];

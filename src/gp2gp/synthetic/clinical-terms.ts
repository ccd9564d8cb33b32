/** A SNOMED CT concept with its term, as GP systems write it. */
export interface Term {
  readonly code: string;
  readonly term: string;
}

/** Something that is measured, with a range of believable values. */
export interface Measurement extends Term {
  readonly unit: string;
  readonly low: number;
  readonly high: number;
  readonly decimals: number;
}

type Terms<T> = readonly [T, ...T[]];

export const PROBLEMS: Terms<Term> = [
  { code: '38341003', term: 'Hypertensive disorder' },
  { code: '44054006', term: 'Type 2 diabetes mellitus' },
  { code: '195967001', term: 'Asthma' },
  { code: '40930008', term: 'Hypothyroidism' },
  { code: '49436004', term: 'Atrial fibrillation' },
  { code: '396275006', term: 'Osteoarthritis' },
  { code: '35489007', term: 'Depressive disorder' },
  { code: '90560007', term: 'Gout' },
];

export const FINDINGS: Terms<Term> = [
  { code: '49727002', term: 'Cough' },
  { code: '25064002', term: 'Headache' },
  { code: '386661006', term: 'Fever' },
  { code: '161891005', term: 'Backache' },
  { code: '267036007', term: 'Dyspnea' },
  { code: '84229001', term: 'Fatigue' },
  { code: '422587007', term: 'Nausea' },
];

export const MEASUREMENTS: Terms<Measurement> = [
  { code: '27113001', term: 'Body weight', unit: 'kg', low: 48, high: 118, decimals: 1 },
  { code: '50373000', term: 'Body height', unit: 'cm', low: 148, high: 196, decimals: 0 },
  { code: '60621009', term: 'Body mass index', unit: 'kg/m2', low: 18, high: 38, decimals: 1 },
  { code: '78564009', term: 'Pulse rate', unit: '/min', low: 54, high: 104, decimals: 0 },
  { code: '386725007', term: 'Body temperature', unit: 'Cel', low: 36, high: 39, decimals: 1 },
];

export const SYSTOLIC: Measurement = {
  code: '72313002',
  term: 'Systolic arterial pressure',
  unit: 'mm[Hg]',
  low: 104,
  high: 168,
  decimals: 0,
};

export const DIASTOLIC: Measurement = {
  code: '1091811000000102',
  term: 'Diastolic arterial pressure',
  unit: 'mm[Hg]',
  low: 58,
  high: 98,
  decimals: 0,
};

export const BLOOD_PRESSURE: Term = { code: '163020007', term: 'O/E - blood pressure reading' };

export const HEADINGS: Terms<Term> = [
  { code: '15621000000105', term: 'History' },
  { code: '394831002', term: 'Examination' },
  { code: '394841004', term: 'Comment' },
  { code: '308273005', term: 'Follow up' },
];

export const MEDICINES: Terms<Term & { readonly form: string }> = [
  { code: '325278007', term: 'Metformin 500mg tablets', form: 'tablet' },
  { code: '319284000', term: 'Amlodipine 10mg tablets', form: 'tablet' },
  { code: '318906001', term: 'Ramipril 10mg capsules', form: 'capsule' },
  { code: '330062008', term: 'Allopurinol 300mg tablets', form: 'tablet' },
  { code: '321989000', term: 'Citalopram 10mg tablets', form: 'tablet' },
  { code: '319773006', term: 'Aspirin 75mg dispersible tablets', form: 'tablet' },
  { code: '324059006', term: 'Doxycycline 100mg capsules', form: 'capsule' },
];

export const DOSAGES: Terms<string> = [
  'One to be taken each day',
  'One to be taken twice a day',
  'Two to be taken at night',
  'One to be taken three times a day with food',
];

export const CONSULTATIONS: Terms<Term> = [
  { code: '25671000000102', term: 'Surgery Consultation Note' },
  { code: '25651000000106', term: 'Home Visit Note' },
  { code: '25741000000100', term: 'Third Party Consultation' },
];

export const ADMINISTRATION: Term = { code: '37351000000107', term: 'Administration Note' };
export const OTHER_REPORT: Term = { code: '24591000000103', term: 'Other report' };
export const REGISTRATION: Term = { code: '25891000000102', term: 'GMS - Provisional' };
export const ACTIVE_PROBLEM: Term = { code: '394774009', term: 'Active problem' };
export const INACTIVE_PROBLEM: Term = { code: '394775005', term: 'Inactive problem' };
export const PRESCRIPTION: Term = { code: '394823007', term: 'NHS prescription' };
export const ROUTINE: Term = { code: '394848005', term: 'Normal' };
export const REVIEW: Term = { code: '182836005', term: 'Review of medication' };
export const REFERRAL: Term = { code: '3457005', term: 'Patient referral' };

/** Attachment kinds of gp2gp 2.7. */
export const SCANNED: Term = { code: '24761000000103', term: 'Scanned document' };
export const TEXT_DOCUMENT: Term = { code: '25821000000100', term: 'Original Text document' };
export const IMAGE: Term = { code: '25831000000103', term: 'Image' };
export const AUDIO: Term = { code: '24771000000105', term: 'Audio dictation' };
export const OCR_TEXT: Term = { code: '25841000000107', term: 'OCR Text document' };
export const OTHER_AUDIO: Term = { code: '37261000000101', term: 'Other audio' };
export const OTHER_SIGNAL: Term = { code: '37251000000104', term: 'Other digital signal' };
/** Also of the statement that stands for a payload that is too large (gp2gp 3.6). */
export const EDI_MESSAGE: Term = { code: '24891000000101', term: 'EDI messages' };

/** What narratives are made of. The letters outside ASCII are there for the encoders' sake. */
export const SENTENCES: Terms<string> = [
  'Feels well in general.',
  'No new symptoms since the last contact.',
  'Temperature 37.2 °C at home, measured twice.',
  'Sleeps badly; café au lait spots noted on the left arm.',
  'Advice given & leaflet handed out.',
  'Blood results < 3 months old were discussed.',
  'Will ring the practice if it gets worse.',
  'Seen together with Zoë, the practice nurse.',
  'Chest clear, no oedema, pulse regular.',
  'Plan agreed: review in six weeks.',
];

import type { Amended, NhaisTransaction, TransactionCode } from './interchange.ts';
import type { Oddity } from './nhais-deviation.ts';
import { codeOf } from './transaction-codes.ts';

/** A datum that a transaction must bring: its name, the segment that brings it, and whether it is there. */
interface Need {
  readonly name: string;
  readonly segment: string;
  isThere(transaction: NhaisTransaction): boolean;
}

const need = (name: string, segment: string, isThere: Need['isThere']): Need => ({
  name,
  segment,
  isThere,
});

/** A value is there when it is neither blank nor erased. */
const said = (value: Amended | undefined): boolean => typeof value === 'string' && value !== '';

const GP = need('a GP', 'NAD+GP', ({ gp }) => gp !== undefined);
const NHS_NUMBER = need('an NHS number', 'PNA+PAT', ({ patient }) => said(patient?.nhsNumber));
const SURNAME = need('a surname', 'PNA+PAT', ({ patient }) => said(patient?.surname));
const FORENAME = need('a first forename', 'PNA+PAT', ({ patient }) => said(patient?.forename));
const SEX = need('a sex', 'PDI', ({ patient }) => said(patient?.sex));
const BIRTH_DATE = need('a date of birth', 'DTM+329', ({ patient }) => said(patient?.birthDate));
const ADDRESS = need('an address', 'NAD+PAT', ({ patient }) =>
  Boolean(patient?.address?.lines.some(said)),
);
const POST_TOWN = need('a post town', 'NAD+PAT', ({ patient }) => said(patient?.address?.lines[3]));
const FORMER_ADDRESS = need('a previous address', 'NAD+PER', ({ patient }) =>
  Boolean(patient?.previousAddress?.lines.some(said)),
);
const FORMER_GP = need('a previous GP', 'NAD+PGP', ({ previousGp }) => said(previousGp));
const ACCEPTED = need('an acceptance date', 'DTM+956', (each) => said(each.acceptanceDate));
const ACCEPTANCE_CODE = need('an acceptance code', 'HEA+ACD', (each) => said(each.acceptanceCode));
const ACCEPTANCE_TYPE = need('an acceptance type', 'HEA+ATP', (each) => said(each.acceptanceType));
const ENTRY = need('a date of entry', 'DTM+957', ({ entryDate }) => said(entryDate));
const FREE_TEXT = need('free text', 'FTX+RGI', ({ freeText }) => said(freeText));
const DEDUCTED = need('a deduction date', 'DTM+961', (each) => said(each.deductionDate));
const REASON = need('a deduction reason', 'GIS', (each) => said(each.deductionReason));
const EXPIRY = need('an expiry date', 'DTM+962', (each) => said(each.fp69ExpiryDate));
const FP69_REASON = need('an FP69 reason', 'HEA+FRN', ({ fp69Reason }) => said(fp69Reason));
const CHANGE = need('a change', 'a segment with what changes', changesSomething);

const ACCEPTANCE = [GP, ACCEPTED, ACCEPTANCE_CODE, ACCEPTANCE_TYPE, SURNAME, SEX, ADDRESS];

/** What each type of acceptance needs beyond. */
const BY_ACCEPTANCE: Readonly<Record<string, readonly Need[]>> = {
  '1': [NHS_NUMBER, BIRTH_DATE],
  '3': [FORMER_ADDRESS, FORMER_GP],
  '4': [ENTRY],
};

/** Required data of each transaction (mesh-nhais 2.5.3). Optional data is not named. */
const NEEDS: Readonly<Record<TransactionCode, readonly Need[]>> = {
  G1: ACCEPTANCE,
  G2: [GP, NHS_NUMBER, CHANGE],
  G3: [GP, NHS_NUMBER, FREE_TEXT],
  G5: [GP, NHS_NUMBER, DEDUCTED, REASON],
  F1: [GP, NHS_NUMBER, CHANGE],
  F2: [GP, NHS_NUMBER, DEDUCTED, REASON],
  F3: [GP],
  F4: [GP],
  F8: [],
  F9: [GP, NHS_NUMBER, SURNAME, FORENAME, BIRTH_DATE, POST_TOWN, EXPIRY, FP69_REASON],
  F10: [GP, NHS_NUMBER],
  F11: [GP, NHS_NUMBER, FREE_TEXT],
};

/**
 * What a transaction of this code must bring and does not, and what it erases although only amendments do. A code
 * that is not known needs nothing; it is told elsewhere.
 */
export function checkTransaction(code: string, transaction: NhaisTransaction): readonly Oddity[] {
  const known = codeOf(code);
  if (!known) return [];
  const { acceptanceType = '' } = transaction;
  const more = known === 'G1' ? (BY_ACCEPTANCE[acceptanceType] ?? []) : [];
  const of = more.length > 0 ? `${code} of type ${acceptanceType}` : code;
  const missing = [...NEEDS[known], ...more].flatMap(({ name, segment, isThere }) =>
    isThere(transaction)
      ? []
      : {
          code: 'nhais.required',
          message: `${of} needs ${name}`,
          expected: `${segment} with ${name}`,
          found: 'nothing',
        },
  );
  return known === 'G2' || known === 'F1' ? missing : [...missing, ...erasures(code, transaction)];
}

function erasures(code: string, transaction: NhaisTransaction): Oddity[] {
  if (!values(transaction).some((value) => typeof value === 'object')) return [];
  const message = `${code} erases a value, which only amendments do`;
  return [{ code: 'nhais.erased', message, expected: 'a value, or nothing', found: '%' }];
}

/** Values that an amendment can change or erase. */
function values({ patient, ...transaction }: NhaisTransaction): readonly (Amended | undefined)[] {
  const { residentialInstitute, drugsDispensed, birthplace } = transaction;
  const { surname, forename, title, middleName, thirdForename, previousSurname } = patient ?? {};
  const { lines = [], postcode } = patient?.address ?? {};
  const names = [surname, forename, title, middleName, thirdForename, previousSurname];
  return [residentialInstitute, drugsDispensed, birthplace, ...names, ...lines, postcode];
}

function changesSomething(transaction: NhaisTransaction): boolean {
  const { patient, freeText } = transaction;
  const { amendedNhsNumber, birthDate, sex } = patient ?? {};
  const changed = [...values(transaction), amendedNhsNumber, birthDate, sex, freeText];
  return changed.some((value) => value !== undefined);
}

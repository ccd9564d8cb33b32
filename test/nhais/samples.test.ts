import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Amended, NhaisInterchange, NhaisPatient } from '../../src/nhais/interchange.ts';
import { readInterchange } from '../../src/nhais/read-interchange.ts';
import { receiptFor } from '../../src/nhais/receipt-for.ts';
import { writeInterchange } from '../../src/nhais/write-interchange.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..', 'shared', 'samples', 'nhais');
const skip = existsSync(ROOT) ? false : 'the shared samples are not here';
const FILES = skip
  ? []
  : readdirSync(ROOT, { recursive: true, encoding: 'utf8' })
      .map((name) => name.replaceAll('\\', '/'))
      .filter((name) => /\.dat$|edifact\/\w+\.txt$/.test(name))
      .sort();

const REQUIRED_OF_G1 = Array<string>(7).fill('nhais.required');

/** What is wrong with the samples that are not valid. Every other one is valid, and written again equal. */
const DEVIATIONS: Readonly<Record<string, readonly string[]>> = {
  'inttest/edifact/recep.dat': ['nhais.value', 'nhais.unt-count'],
  'inttest/inbound_uat_data/close_quarter_notification/close-quarter-notification-other-transactions.edifact.dat':
    ['nhais.unt-count', 'nhais.unt-sequence', 'nhais.unz-sequence', 'edifact.final-terminator'],
  'inttest/inbound_uat_data/close_quarter_notification/close-quarter-notification.edifact.dat': [
    'edifact.final-terminator',
  ],
  'inttest/inbound_uat_data/deduction_rejection/app-j-1.edifact.dat': ['edifact.final-terminator'],
  'unittest/edifact/inbound_example.txt': [
    'nhais.trading-partner',
    'nhais.trading-partner',
    'nhais.value',
    ...REQUIRED_OF_G1,
    'nhais.value',
    ...REQUIRED_OF_G1,
  ],
  'unittest/edifact/recep_example.txt': ['nhais.trading-partner', 'nhais.value'],
};

const sample = (name: string) => readFileSync(join(ROOT, name));
const readSample = (name: string) => {
  const reading = readInterchange(sample(name));
  assert.ok(reading.ok, name);
  return reading;
};
const transactionIn = ({ messages }: NhaisInterchange) => {
  for (const message of messages.toReversed())
    if (message.kind === 'registration') return message.transactions[0];
  return undefined;
};

test('every sample is read; the valid ones are written again equal, of the others it is told what is wrong', {
  skip,
}, () => {
  const found: Record<string, readonly string[]> = {};
  for (const name of FILES) {
    const { value, style, deviations } = readSample(name);
    if (deviations.length > 0) found[name] = deviations.map(({ code }) => code);
    else assert.deepEqual(writeInterchange(value, style), sample(name), name);
    assert.equal(readInterchange(sample(name), 'strict').ok, deviations.length === 0, name);
  }
  assert.equal(FILES.length, 42);
  assert.deepEqual(found, DEVIATIONS);
});

/** What the tests read of the adaptor's form of a transaction. */
interface Parameters {
  readonly parameter: readonly {
    readonly name: string;
    readonly valueString?: string;
    readonly resource?: Patient;
  }[];
}
interface Patient {
  readonly identifier?: readonly { readonly value: string }[];
  readonly generalPractitioner: readonly { readonly identifier: { readonly value: string } }[];
  readonly name?: readonly {
    readonly family: string;
    readonly given?: readonly string[];
    readonly prefix?: readonly string[];
  }[];
  readonly gender?: string;
  readonly birthDate?: string;
  readonly address?: readonly {
    readonly line: readonly (string | null)[];
    readonly postalCode?: string;
  }[];
}
interface Patches {
  readonly nhsNumber: string;
  readonly patches: readonly {
    readonly op: string;
    readonly path: string;
    readonly value?: unknown;
  }[];
}

const SEXES: Readonly<Record<string, string>> = {
  unknown: '0',
  male: '1',
  female: '2',
  other: '9',
};
const day = (text: string | undefined) => text?.replaceAll('-', '');
const lines = (address: readonly (Amended | undefined | null)[] | undefined) =>
  address?.flatMap((line) => line || []);

/** The adaptor's form as far as it is compared, from its resource. */
function factsOfPatient(patient: Patient | undefined) {
  const [name, former] = patient?.name ?? [];
  return {
    nhsNumber: patient?.identifier?.[0]?.value,
    gp: patient?.generalPractitioner[0]?.identifier.value,
    surname: name?.family,
    given: [...(name?.given ?? [])].sort(),
    title: name?.prefix?.[0],
    previousSurname: former?.family,
    sex: patient?.gender && SEXES[patient.gender],
    birthDate: day(patient?.birthDate),
    lines: lines(patient?.address?.[0]?.line),
    postcode: patient?.address?.[0]?.postalCode,
    previousLines: lines(patient?.address?.[1]?.line),
  };
}

function factsOfEdifact(patient: NhaisPatient = {}, gp: string) {
  const { forename, middleName, thirdForename, address, previousAddress } = patient;
  return {
    nhsNumber: patient.nhsNumber,
    gp,
    surname: patient.surname,
    given: [forename, middleName, thirdForename].flatMap((name) => name ?? []).sort(),
    title: patient.title,
    previousSurname: patient.previousSurname,
    sex: patient.sex,
    birthDate: patient.birthDate,
    lines: lines(address?.lines),
    postcode: address?.postcode,
    previousLines: lines(previousAddress?.lines),
  };
}

/** Where the adaptor keeps a member of a transaction. */
const MEMBERS = {
  acceptanceCode: 'acceptanceCode',
  acceptanceType: 'acceptanceType',
  acceptanceDate: 'acceptanceDate',
  dateOfUkEntry: 'entryDate',
  dateOfUkExit: 'exitDate',
  dateOfDeduction: 'deductionDate',
  deductionReasonCode: 'deductionReason',
  newHaCipher: 'newAuthority',
  fp69ExpiryDate: 'fp69ExpiryDate',
  fp69ReasonCode: 'fp69Reason',
  freeText: 'freeText',
  previousGpName: 'previousGp',
} as const;

test('what is read of a sample is what the adaptor reads of it: names, numbers, dates, addresses', {
  skip,
}, () => {
  let compared = 0;
  for (const name of FILES) {
    const fhir = name.replace('.edifact.dat', '.fhir.json');
    if (fhir === name || name.includes('/amendment/') || !existsSync(join(ROOT, fhir))) continue;
    const { parameter }: Parameters = JSON.parse(sample(fhir).toString());
    const transaction = transactionIn(readSample(name).value);
    // The close quarter has no form of its own in the adaptor.
    if (!transaction?.gp) continue;
    const { national, local } = transaction.gp;
    const resource = parameter.find((each) => each.resource)?.resource;
    const expected = factsOfPatient(resource);
    assert.deepEqual(factsOfEdifact(transaction.patient, `${national},${local}`), expected, name);
    for (const [theirs, ours] of Object.entries(MEMBERS)) {
      const value = parameter.find((each) => each.name === theirs)?.valueString;
      const isDate = value !== undefined && /^\d{4}-\d\d-\d\d$/.test(value);
      // The adaptor hands on free text with its release characters.
      const told: unknown = transaction[ours as keyof typeof transaction];
      const escaped: unknown =
        ours === 'freeText' && typeof told === 'string' ? told.replace(/[?+:']/g, '?$&') : told;
      assert.equal(escaped, isDate ? day(value) : value, `${name}: ${theirs}`);
    }
    compared += 1;
  }
  assert.equal(compared, 16);
});

test('what an amendment of a sample changes and erases is what the adaptor has as patches', {
  skip,
}, () => {
  const members: Readonly<Record<string, (patient: NhaisPatient) => Amended | undefined>> = {
    '/name/0/family': ({ surname }) => surname,
    '/name/0/given': ({ forename }) => forename,
    '/name/0/given/0': ({ forename }) => forename,
    '/name/0/given/1': ({ middleName }) => middleName,
    '/name/0/given/2': ({ thirdForename }) => thirdForename,
    '/name/0/prefix/0': ({ title }) => title,
    '/name/1/family': ({ previousSurname }) => previousSurname,
    '/birthDate': ({ birthDate }) => birthDate,
    '/address/0/postalCode': ({ address }) => address?.postcode,
    ...Object.fromEntries(
      [0, 1, 2, 3, 4].map((line) => [
        `/address/0/line/${line}`,
        ({ address }: NhaisPatient) => address?.lines[line],
      ]),
    ),
  };
  let compared = 0;
  for (const name of FILES.filter((each) => /\/amendment\/.*edifact\.dat$/.test(each))) {
    const { nhsNumber, patches }: Patches = JSON.parse(
      sample(name.replace('.edifact.dat', '.fhir.json')).toString(),
    );
    const { patient = {} } = transactionIn(readSample(name).value) ?? {};
    assert.equal(patient.nhsNumber, nhsNumber);
    for (const { op, path, value } of patches) {
      const member = members[path];
      if (!member) continue;
      const erased = op === 'remove' ? { erase: true } : undefined;
      const expected =
        typeof value === 'string' ? value.replaceAll(/^(\d{4})-(\d\d)-(\d\d)$/g, '$1$2$3') : erased;
      assert.deepEqual(member(patient), expected, `${name} ${path}`);
      compared += 1;
    }
  }
  assert.ok(compared > 35, String(compared));
});

test('the receipt of a sample is the one that stands beside it, byte for byte', { skip }, () => {
  let compared = 0;
  for (const name of FILES.filter((each) => /recep\.dat$/.test(each))) {
    const of = [
      name.replace('.recep.dat', '.edifact.dat'),
      name.replace('.recep.dat', '.dat'),
      name.replace('_recep.dat', '.dat'),
    ].find((each) => each !== name && FILES.includes(each));
    if (!of) continue;
    const receipt = readSample(name).value;
    const [, year, month, day, hour, minute] =
      /^(..)(..)(..)(..)(..)$/.exec(receipt.date + receipt.time) ?? [];
    const built = receiptFor(readSample(of).value, {
      at: new Date(`20${year}-${month}-${day}T${hour}:${minute}:00+01:00`),
      interchange: 1,
      message: 1,
    });
    assert.deepEqual(writeInterchange(built), sample(name), name);
    compared += 1;
  }
  assert.equal(compared, 13);
});

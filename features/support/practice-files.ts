import type {
  NhaisInterchange,
  NhaisTransaction,
  RegistrationMessage,
} from '../../src/nhais/interchange.ts';
import { receiptFor } from '../../src/nhais/receipt-for.ts';
import { writeInterchange } from '../../src/nhais/write-interchange.ts';

const GP = { national: '1234567', local: 'Z99001' };

/** The transfer-in of the domain document (mesh-nhais 2.9). */
export const TRANSFER_IN: NhaisTransaction = {
  ...{ number: 1207, gp: GP, previousGp: 'DR SAMPLE', previousAuthority: 'SY' },
  ...{ acceptanceCode: 'A', acceptanceType: '3', acceptanceDate: '20260310' },
  ...{ birthplace: 'TESTTOWN', freeText: "O'TEST + RECORDS EXPECTED" },
  patient: {
    ...{ nhsNumber: '9990000018', surname: 'TESTPATIENT', forename: 'ROBIN', title: 'MX' },
    ...{ birthDate: '19800102', sex: '9' },
    address: {
      lines: [undefined, '1 EXAMPLE ROAD', undefined, 'TESTTOWN', 'HAMPSHIRE'],
      postcode: 'ZZ1  1ZZ',
    },
    previousAddress: { lines: ['2 OLD ROAD', 'OLDTOWN'] },
  },
};

export const DEDUCTION: NhaisTransaction = {
  ...{ number: 1208, gp: GP, deductionReason: '2', deductionDate: '20260401' },
  ...{ freeText: 'LEFT AREA', patient: { nhsNumber: '9990000026' } },
};

export const REMOVAL: NhaisTransaction = {
  ...{ number: 1209, gp: GP, freeText: 'OUT OF AREA', patient: { nhsNumber: '9990000026' } },
};

export const AMENDMENT: NhaisTransaction = {
  ...{ number: 1210, gp: GP },
  patient: { nhsNumber: '9990000018', surname: 'CHANGED' },
};

export function withoutNumber({ patient, ...transaction }: NhaisTransaction): NhaisTransaction {
  const { nhsNumber, ...rest } = patient ?? {};
  return { ...transaction, patient: rest };
}

export type Part = readonly [code: string, ...transactions: NhaisTransaction[]];

export interface PracticeFile {
  readonly sequence?: number;
  /** Of the first message. */
  readonly message?: number;
  readonly sender?: string;
  readonly recipient?: string;
}

/** An interchange of the practice ABC1 for Hampshire: number 41, messages from 57 on, unless told. */
export function practiceInterchange(
  parts: readonly Part[],
  { sequence = 41, message = 57, sender = 'ABC1', recipient = 'SO01' }: PracticeFile = {},
): NhaisInterchange {
  return {
    ...{ sender, recipient, date: '260312', time: '0915', sequence },
    messages: parts.map(
      ([code, ...transactions], index): RegistrationMessage => ({
        ...{ kind: 'registration', sequence: message + index, code, cipher: recipient.slice(0, 2) },
        ...{ at: '202603120915', transactions },
      }),
    ),
  };
}

export function practiceFile(parts: readonly Part[], file: PracticeFile = {}): Buffer {
  return writeInterchange(practiceInterchange(parts, file));
}

/** The RECEP of the practice for what an authority sent. */
export function practiceReceipt(
  of: NhaisInterchange,
  numbers: {
    readonly interchange: number;
    readonly message: number;
    readonly result?: 'CP' | 'CA';
  },
): Buffer {
  const { result = 'CP', ...rest } = numbers;
  return writeInterchange(
    receiptFor(of, {
      ...{ ...rest, at: new Date('2026-03-12T14:00:00Z'), resultOf: () => result },
      ...(result === 'CA' && { result: 'ER' as const }),
    }),
  );
}

import type {
  NhaisInterchange,
  NhaisTransaction,
  RegistrationMessage,
} from '../../src/nhais/interchange.ts';
import { ukLocalTime } from '../../src/nhais/uk-local-time.ts';
import type { NhaisLink } from '../world/world.ts';
import type { OutgoingNumbers } from './compose.ts';
import { authorityCode } from './link-of.ts';

/** A transaction whose number may not be known yet. */
export interface OutgoingTransaction {
  readonly code: string;
  /** `yyyymmdd`; of a close quarter notification. */
  readonly quarterEnd?: string | undefined;
  readonly transaction: Omit<NhaisTransaction, 'number'> & { readonly number?: number };
}

/** A message for each code, in the order in which the codes come first. */
export function messagesOf(
  link: Pick<NhaisLink, 'cipher'>,
  planned: readonly OutgoingTransaction[],
  numbers: OutgoingNumbers,
): RegistrationMessage[] {
  return [...Map.groupBy(planned, ({ code }) => code)].map(([code, group]) => {
    const quarterEnd = group[0]?.quarterEnd;
    return {
      ...{ kind: 'registration', sequence: numbers.message(), code, cipher: link.cipher },
      at: ukLocalTime(numbers.at).moment,
      ...(quarterEnd !== undefined && { quarterEnd }),
      transactions: group.map(({ transaction }) => ({
        ...transaction,
        number: transaction.number ?? numbers.transaction(),
      })),
    };
  });
}

/** The end of a quarter, which asks for nothing and names nobody. */
export function closeQuarter(
  link: Pick<NhaisLink, 'cipher'>,
  numbers: OutgoingNumbers,
  quarterEnd: string,
): readonly RegistrationMessage[] {
  return messagesOf(link, [{ code: 'F8', quarterEnd, transaction: {} }], numbers);
}

/** The interchange of an authority around its messages, as NHAIS writes it (mesh-nhais 2.5.1). */
export function registrationsFrom(
  link: Pick<NhaisLink, 'cipher' | 'tradingPartner'>,
  { at, interchange }: OutgoingNumbers,
  messages: readonly RegistrationMessage[],
): NhaisInterchange {
  const { date, time } = ukLocalTime(at);
  return {
    ...{ sender: authorityCode(link), recipient: link.tradingPartner },
    ...{ date, time, sequence: interchange, messages },
    application: { reference: 'FHSREG', agreement: 'FHSA EDI TRANSFERS' },
  };
}

/** The last day of the quarter that ended before a day, both `yyyymmdd`. */
export function lastQuarterEnd(day: string): string {
  const [year, month] = [Number(day.slice(0, 4)), Number(day.slice(4, 6))];
  const first = Math.floor((month - 1) / 3) * 3;
  return new Date(Date.UTC(year, first, 0)).toISOString().slice(0, 10).replaceAll('-', '');
}

import type { Contract } from '../domain/contract.ts';
import { parseDuration } from '../domain/duration.ts';

/** The values of a message handler as SDS publishes them, by attribute name in lower case. */
export type HandlerValues = Readonly<Record<string, string | undefined>>;

/**
 * The contract that a message handler entry stands for (sds-ods 1.5). Values that are missing or cannot be
 * read count as the weaker promise: SDS holds entries of every age.
 */
export function contractOf(
  { service, action }: { readonly service: string; readonly action: string },
  owner: { readonly partyKey: string; readonly odsCode: string },
  values: HandlerValues,
): Contract {
  const actor = values.nhsmhsactor ?? '';
  return {
    cpaId: values.nhsmhscpaid ?? '',
    partyKey: owner.partyKey,
    odsCode: owner.odsCode,
    service,
    action,
    endpoint: values.nhsmhsendpoint ?? '',
    fqdn: values.nhsmhsfqdn ?? '',
    // SDS does not say how the hop is acknowledged; both ways are taken.
    acknowledgement: 'synchronous',
    reliability: {
      syncReply: /^mshsignalsonly$/i.test(values.nhsmhssyncreplymode ?? '')
        ? 'MSHSignalsOnly'
        : 'None',
      duplicateElimination: always(values.nhsmhsduplicateelimination),
      ackRequested: always(values.nhsmhsackrequested),
      actor: /nextMSH$/i.test(actor)
        ? 'nextMSH'
        : /toPartyMSH$/i.test(actor)
          ? 'toPartyMSH'
          : undefined,
      retries: wholeNumber(values.nhsmhsretries),
      retryIntervalMs: milliseconds(values.nhsmhsretryinterval),
      persistDurationMs: milliseconds(values.nhsmhspersistduration),
    },
  };
}

function always(text = ''): 'always' | 'never' {
  return /^always$/i.test(text) ? 'always' : 'never';
}

function wholeNumber(text = ''): number {
  return /^\d{1,4}$/.test(text) ? Number(text) : 0;
}

function milliseconds(text = ''): number {
  return parseDuration(text) ?? 0;
}

import { readCapture } from '../capture/read-capture.ts';
import { examineMessage } from '../checks/examine-message.ts';
import type { Finding } from '../domain/finding.ts';
import type { EbxmlMessage } from '../wire/ebxml/ebxml-message.ts';
import type { TransmissionWrapper } from '../wire/hl7/transmission-wrapper.ts';
import type { HttpCapture } from '../wire/http-capture/http-capture.ts';
import type { MimePackage } from '../wire/mime/mime-package.ts';
import type { Deviation } from '../wire/reading.ts';

/** Everything that can be said of one captured message without a directory. */
export interface Inspection {
  readonly capture: HttpCapture | undefined;
  readonly mime: MimePackage | undefined;
  readonly envelope: EbxmlMessage | undefined;
  readonly wrapper: TransmissionWrapper | undefined;
  /** What readers noticed, layer by layer. */
  readonly deviations: readonly (Deviation & { readonly layer: string })[];
  readonly findings: readonly Finding[];
  /** Why reading stopped; `undefined` when every layer was read. */
  readonly unreadable: (Deviation & { readonly layer: string }) | undefined;
}

/** Checks that say again what stands among the deviations, or what is told as unreadable. */
const SHOWN_ALREADY: ReadonlySet<string> = new Set([
  ...['READ-01', 'READ-02', 'READ-03', 'READ-04', 'READ-05', 'MIME-06', 'EBXML-HEADER-08'],
]);

/**
 * Reads a captured message and examines it: an HTTP request with or without its head, a MIME body, an
 * ebXML envelope, or an HL7 payload alone. Checks that need a directory are not run.
 */
export function inspectCapture(bytes: Uint8Array, now: Date): Inspection {
  const { capture, httpDeviations, httpFailure, message } = readCapture(bytes, now);
  const { transport, payload, unreadable } = message;
  const [first] = unreadable;
  return {
    capture,
    mime: transport?.mime ?? message.mime,
    envelope: transport?.envelope,
    wrapper: payload?.wrapper,
    deviations: [
      ...httpDeviations.map((deviation) => ({ ...deviation, layer: 'HTTP' })),
      ...message.deviations,
    ],
    findings: examineMessage(message).filter(({ check }) => !SHOWN_ALREADY.has(check)),
    unreadable: httpFailure
      ? { ...httpFailure, layer: 'HTTP' }
      : first && { ...first.failure, layer: first.layer },
  };
}

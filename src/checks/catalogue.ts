import type { Check } from './check.ts';
import { directoryChecks } from './directory.ts';
import { ebxmlHeaderChecks } from './ebxml-header.ts';
import { ebxmlPatternChecks } from './ebxml-pattern.ts';
import { httpChecks } from './http.ts';
import type { InboundMessage } from './inbound-message.ts';
import { manifestChecks } from './manifest.ts';
import { mimeChecks } from './mime.ts';

/**
 * Checks of a signal. Contract and directory do not apply to it: it belongs to the exchange of another
 * message, and receivers leave placeholders in its CPAId (mhs 3.6).
 */
export const signalChecks: readonly Check<InboundMessage>[] = [
  ...httpChecks,
  ...mimeChecks,
  ...ebxmlHeaderChecks,
];

/** Every check of a message as it came in, in the order in which Spine would refuse. */
export const messageChecks: readonly Check<InboundMessage>[] = [
  ...httpChecks,
  ...mimeChecks,
  ...ebxmlHeaderChecks,
  ...directoryChecks,
  ...ebxmlPatternChecks,
  ...manifestChecks,
];

import type { Check } from './check.ts';
import { directoryChecks } from './directory.ts';
import { ebxmlHeaderChecks } from './ebxml-header.ts';
import { ebxmlPatternChecks } from './ebxml-pattern.ts';
import { httpChecks } from './http.ts';
import type { InboundMessage } from './inbound-message.ts';
import { manifestChecks } from './manifest.ts';
import { mimeChecks } from './mime.ts';

/** Every check of a message as it came in, in the order in which Spine would refuse. */
export const messageChecks: readonly Check<InboundMessage>[] = [
  ...httpChecks,
  ...mimeChecks,
  ...ebxmlHeaderChecks,
  ...directoryChecks,
  ...ebxmlPatternChecks,
  ...manifestChecks,
];

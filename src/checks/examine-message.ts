import type { Finding } from '../domain/finding.ts';
import { acknowledgmentChecks } from './acknowledgment.ts';
import {
  contentChecks,
  messageChecks,
  payloadChecks,
  readabilityChecks,
  signalChecks,
} from './catalogue.ts';
import { examineAll } from './check.ts';
import type { ReadMessage } from './read-message.ts';
import { isSignal } from './signal.ts';

/**
 * Every check of one message, whatever could be read of it. Those that need what is not there (a directory,
 * HTTP, a payload) find nothing. XSDs judge apart (`schemasFor`), and so do rules of more than one message
 * (`conversationExaminer`).
 */
export function examineMessage(message: ReadMessage): readonly Finding[] {
  const { transport, payload, contents } = message;
  const findings = [...examineAll(readabilityChecks, message)];
  if (transport) {
    const signal = isSignal(transport.envelope);
    findings.push(...examineAll(signal ? signalChecks : messageChecks, transport));
    if (signal) findings.push(...examineAll(acknowledgmentChecks, transport.envelope));
    if (contents) findings.push(...examineAll(contentChecks, { ...contents, transport }));
  }
  if (payload) findings.push(...examineAll(payloadChecks, payload));
  return findings;
}

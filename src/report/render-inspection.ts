import type { Finding } from '../domain/finding.ts';
import type { EbxmlMessage } from '../wire/ebxml/ebxml-message.ts';
import type { TransmissionWrapper } from '../wire/hl7/transmission-wrapper.ts';
import type { MimePackage } from '../wire/mime/mime-package.ts';
import type { Inspection } from './inspect-capture.ts';

/** A verdict in one word, for tables and exit codes. */
export type InspectionVerdict = 'clean' | 'departures' | 'broken' | 'unreadable';

export function verdictOf({ findings, unreadable }: Inspection): InspectionVerdict {
  if (unreadable) return 'unreadable';
  if (findings.some(({ severity }) => severity === 'must')) return 'broken';
  return findings.length > 0 ? 'departures' : 'clean';
}

/** An inspection as plain text for a terminal. */
export function renderInspection(name: string, inspection: Inspection): string {
  const { capture, mime, envelope, wrapper, deviations, findings, unreadable } = inspection;
  const lines = [name];
  if (capture && capture.kind !== 'body') {
    const first =
      capture.kind === 'request' ? `${capture.method} ${capture.path}` : `HTTP ${capture.status}`;
    lines.push(
      '',
      'HTTP',
      field('', first),
      ...capture.headers.map(({ name: key, value }) => field(key, value)),
    );
  }
  if (mime) lines.push('', ...parts(mime));
  if (envelope) lines.push('', ...header(envelope));
  if (wrapper) lines.push('', ...hl7(wrapper));
  if (deviations.length > 0) {
    lines.push('', `Deviations (${deviations.length}): read all the same`);
    for (const { layer, code, message, at } of deviations) {
      lines.push(
        `  ${layer}: ${message}`,
        `      ${code}, line ${at.line} column ${at.column}, byte ${at.offset}`,
      );
    }
  }
  lines.push('', ...judged(findings));
  if (unreadable) {
    const { layer, code, message, at } = unreadable;
    lines.push('', `Unreadable from here: ${layer}: ${message}`);
    lines.push(`      ${code}, line ${at.line} column ${at.column}, byte ${at.offset}`);
  }
  lines.push('', `verdict: ${verdictOf(inspection)}`);
  return lines.join('\n');
}

function field(name: string, value: string): string {
  return `  ${name.padEnd(20)} ${value}`;
}

function parts(mime: MimePackage): string[] {
  const lines = [
    `MIME: ${mime.parts.length} parts, ${mime.length} bytes, boundary ${mime.type.boundary}`,
  ];
  for (const [
    index,
    { contentId, mediaType, charset, transferEncoding, body },
  ] of mime.parts.entries()) {
    const type = charset ? `${mediaType}; ${charset}` : mediaType;
    lines.push(
      `  ${String(index + 1).padStart(3)}  ${type.padEnd(28)} ${transferEncoding.padEnd(8)} ${String(body.length).padStart(9)} bytes at ${body.offset}  <${contentId ?? ''}>`,
    );
  }
  return lines;
}

function header(message: EbxmlMessage): string[] {
  const { from, to, cpaId, conversationId, service, action, messageId, timestamp } = message;
  const asks = [
    message.duplicateElimination ? 'DuplicateElimination' : '',
    message.ackRequested ? `AckRequested ${lastOf(message.ackRequested.actor)}` : '',
    message.syncReply ? 'SyncReply' : '',
  ].filter(Boolean);
  return [
    'ebXML',
    field('From', from.id),
    field('To', to.id),
    field('CPAId', cpaId),
    field('ConversationId', conversationId),
    field('Service, Action', `${service}  ${action}`),
    field('MessageId', messageId),
    field('Timestamp', timestamp),
    ...(message.refToMessageId ? [field('RefToMessageId', message.refToMessageId)] : []),
    ...(message.timeToLive ? [field('TimeToLive', message.timeToLive)] : []),
    field('asks for', asks.join(', ') || 'nothing'),
    ...(message.acknowledgment
      ? [field('acknowledges', message.acknowledgment.refToMessageId)]
      : []),
    ...(message.errorList?.errors ?? []).map(({ severity, errorCode, description }) =>
      field(severity, `${errorCode}  ${description}`),
    ),
    ...(message.manifest?.references ?? []).map(({ href, description }) =>
      field('Reference', `${href}  ${(description ?? '').replace(/\s+/g, ' ').trim()}`),
    ),
  ];
}

function hl7(wrapper: TransmissionWrapper): string[] {
  const { acknowledgement, reasons } = wrapper;
  return [
    `HL7 ${wrapper.rootName}`,
    field('id', wrapper.id),
    field('creationTime', wrapper.creationTime),
    field('sender, receiver', `${wrapper.senders.join(', ')}  to  ${wrapper.receivers.join(', ')}`),
    ...(acknowledgement
      ? [field('acknowledges', `${acknowledgement.typeCode}  ${acknowledgement.messageRef}`)]
      : []),
    ...reasons.map(({ code, displayName }) => field('reason', `${code}  ${displayName ?? ''}`)),
  ];
}

function judged(findings: readonly Finding[]): string[] {
  if (findings.length === 0) return ['Findings: none'];
  const lines = [`Findings (${findings.length})`];
  for (const { check, severity, clause, message, at, line, suggestion } of findings) {
    lines.push(`  ${severity.toUpperCase().padEnd(6)} ${check}: ${message}`);
    lines.push(`         at ${at}${line ? ` line ${line}` : ''}; ${clause}`);
    if (suggestion) lines.push(`         instead: ${suggestion}`);
  }
  return lines;
}

function lastOf(urn: string | undefined): string {
  return urn?.split(':').at(-1) ?? '';
}

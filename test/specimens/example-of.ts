import type { Finding } from '../../src/domain/finding.ts';
import { findingsIn } from './captured.ts';
import { CONVERSATION_SPECIMENS } from './conversation-specimens.ts';
import { findingsInAll } from './judge-conversation.ts';
import { MESSAGE_SPECIMENS } from './message-specimens.ts';

/** Findings that need schemas which are not ours to publish: written by hand, as libxml2 words them. */
const OF_SCHEMAS: Readonly<Record<string, string>> = {
  'SCHEMA-01':
    "adaptor: Element 'subject': The attribute 'typeCode' is required but missing.\nat COPC_IN000001UK01, part 2",
  'SCHEMA-02':
    "spine-omvt: Element 'code', attribute 'code': [facet 'enumeration'] The value '9b36.00' is not an element of the set.\nat RCMR_IN030000UK06, part 2",
};

/** What a check says of its first specimen. */
export function exampleOf(check: string): string | undefined {
  const message = MESSAGE_SPECIMENS.find((each) => each.check === check);
  const conversation = CONVERSATION_SPECIMENS.find((each) => each.check === check);
  const findings = message
    ? findingsIn(message.message)
    : conversation
      ? findingsInAll(conversation.messages)
      : [];
  const finding = findings.find((each) => each.check === check);
  return finding ? textOf(finding) : OF_SCHEMAS[check];
}

function textOf({ message, at, part, line, column, suggestion }: Finding): string {
  const where = [
    `at ${at}`,
    part === undefined ? '' : `part ${part}`,
    line === undefined ? '' : `line ${line} column ${column ?? 1}`,
  ].filter(Boolean);
  return [message, where.join(', '), ...(suggestion ? [`instead: ${suggestion}`] : [])].join('\n');
}

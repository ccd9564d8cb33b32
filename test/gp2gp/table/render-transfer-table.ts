import { renderRole } from './render-role.ts';
import { REQUESTER_EVENTS, REQUESTER_STATES } from './requester-rows.ts';
import { SENDER_EVENTS, SENDER_STATES } from './sender-rows.ts';

const HEAD = `# The transfer as two state machines

A practice plays one of two roles in a transfer. Each is a pure function of a state and an event
(\`src/gp2gp/requester.ts\`, \`src/gp2gp/sender.ts\`); what reaches the outside is an effect for the caller to perform.
The same events give the same state, so a transfer is played again after a restart. The rules are those of the
public sources on GP2GP: order of the steps, acknowledgement of each fragment, response codes, timers.

This page is made from the machines themselves: representative events are put to them in each of their states
(\`npm run docs:transfer\`). *Noted* means that the state remembers it and nothing is done.

Timers are data. \`overall\` is A x P(extract) + B x N x P(COPC), counted from the time stamp of the extract, where P is
the persist duration in the contract of the other practice and N the number of parts known so far: it starts anew
when an index makes N grow. \`extract-wait\` runs from the request, \`final-acknowledgement-wait\` from the extract.

What real systems do otherwise and what is tolerated is told with its number, D1 to D9:

| | |
|---|---|
| D1 | the request is accepted after the extract |
| D2 | a message is named by its ebXML id, or its ids differ |
| D3 | a continue names the HL7 id of the extract |
| D4 | a refusal is AR and not AE |
| D5 | the code stands in acknowledgementDetail alone |
| D8 | a description is only a file name |
| D9 | codes and addresses of large messages differ |
`;

/** The whole page. */
export function renderTransferTable(): string {
  return [
    HEAD,
    '## Requester: the practice that asks for the record\n',
    renderRole(REQUESTER_STATES, REQUESTER_EVENTS),
    '## Sender: the practice that holds the record\n',
    renderRole(SENDER_STATES, SENDER_EVENTS),
  ].join('\n');
}

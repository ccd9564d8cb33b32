import { type CodeNote, notesOf } from './code-note.ts';

/** Codes of MESH (mesh-nhais 1.7), and statuses that come without one (1.6). */
export const MESH_CODES: Readonly<Record<string, CodeNote>> = notesOf('mesh-nhais 1.7', {
  '02': [
    'the content of the message is missing or cannot be had',
    'A body, and every chunk that was announced.',
    'Send the content, and all chunks before the message is collected.',
  ],
  '06': [
    'the control data of the message are malformed',
    'Headers as the specification of each Mex header says.',
    'Correct the header that the answer names.',
  ],
  '07': [
    'the sender is not the mailbox in the path',
    'Mex-From with the mailbox that the token is for.',
    'Send Mex-From as the path says it.',
  ],
  '08': ['no recipient is named', 'Mex-To with a mailbox id.', 'Send the header Mex-To.'],
  '09': ['the version is none', 'Mex-Version 1.0.', 'Leave Mex-Version out, or send 1.0.'],
  '11': [
    'the message type is none that can be sent',
    'Mex-MessageType DATA.',
    'Leave Mex-MessageType out, or send DATA.',
  ],
  '12': [
    'the recipient is no mailbox that can be sent to',
    'A mailbox that is registered and open.',
    'Look the mailbox up by ODS code and workflow id, and send to one that the answer lists.',
  ],
  '14': [
    'the message was not collected in time',
    'The recipient collects and acknowledges within the days of its service.',
    'Have the recipient collect its messages; then send it again.',
    'should',
  ],
  '15': [
    'the file is not one that this workflow takes',
    'A file as the workflow prescribes.',
    'Correct the file.',
  ],
  '16': [
    'the sender may not send messages of this workflow',
    'A sender that is registered for the workflow.',
    'Register the mailbox as a sender of the workflow: mesh.workflowIds in the world.',
  ],
  '17': [
    'the workflow is not registered for this mailbox',
    'A recipient that is registered for the workflow.',
    'Register the mailbox as a receiver of the workflow: mesh.workflowIds in the world.',
  ],
  '18': [
    'this workflow is not served over MESH',
    'A workflow that is enabled.',
    'Use another workflow id.',
  ],
  '19': ['the expiry period is none', 'A whole number of days.', 'Correct the expiry period.'],
  '20': [
    'the message does not exist in this mailbox',
    'The id of a message that was listed, and is still kept.',
    'List the inbox again, and ask for a message of it.',
  ],
  '100': ['the mailbox is not enabled', 'A mailbox that is open.', 'Have the mailbox opened.'],
  'EPL-150': [
    'more than one mailbox fits',
    'ODS code and workflow id of one mailbox.',
    'Send to a mailbox by its id.',
  ],
  'EPL-151': [
    'no mailbox fits',
    'ODS code and workflow id of a mailbox that receives it.',
    'Look the recipient up by ODS code and workflow id.',
  ],
  validation: [
    'a header or parameter is missing or has no valid value',
    'Every required header, each within its form and length.',
    'Correct what the answer names under loc.',
  ],
  'HTTP-400': [
    'the request cannot be taken as it is',
    'A request that follows the specification.',
    'Correct what the answer says.',
  ],
  'HTTP-403': [
    'the caller is not let in to this mailbox',
    'Authorization: NHSMESH mailbox:nonce:count:time:hash, of this mailbox, not used before, its time within two hours of ours.',
    'Make a token for this request: a new nonce or the next count, UTC now, and the hash over all five with the password of the mailbox.',
  ],
  'HTTP-404': [
    'nothing of this name is in the mailbox',
    'A message or chunk of this mailbox, at an address of MESH.',
    'List the inbox, and ask for a message that it has.',
  ],
  'HTTP-406': [
    'none of the forms asked for is served',
    'Accept: application/vnd.mesh.v2+json, or none for the first form.',
    'Send one of the two media types in Accept.',
  ],
  'HTTP-410': [
    'the message was acknowledged, and is gone',
    'A download before the acknowledgement.',
    'Keep what was downloaded, and acknowledge once it is safe.',
  ],
  'HTTP-413': [
    'the body is larger than one chunk may be',
    'Chunks within the limit, with Mex-Chunk-Range.',
    'Split the message into smaller chunks.',
  ],
  'HTTP-417': [
    'the message is refused for what it says of itself',
    'A sender, a recipient and a workflow that fit together.',
    'Correct what the code names.',
  ],
  'HTTP-422': [
    'a header or parameter has no valid value',
    'Every header within its form and length.',
    'Correct what the answer names.',
  ],
  'HTTP-423': [
    'the message is not complete yet',
    'All chunks, before the message is asked for.',
    'Send the chunks that are missing.',
  ],
  'HTTP-429': [
    'too many requests',
    'Fewer requests in the time.',
    'Wait before asking again, a little longer each time.',
  ],
});

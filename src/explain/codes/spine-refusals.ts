import { type CodeNote, notesOf } from './code-note.ts';

/** The refusals of Spine by the names of its error base (mhs 2.3, 4.5). */
export const SPINE_REFUSALS: Readonly<Record<string, CodeNote>> = notesOf('mhs 2.3, 4.5', {
  SOAP_ACTION_MISSING: [
    'the request has no SOAPAction',
    'A SOAPAction header: the service, a slash, the action.',
    'Send SOAPAction with every message, taken from the Service and Action of its envelope.',
  ],
  SERVICE_NOT_SUPPORTED: [
    'the service and interaction are not served at this path',
    'A service and action that are registered, posted to the path of their messaging pattern.',
    'Check SOAPAction against the envelope, and the path against the pattern of the contract.',
  ],
  MESSAGE_NOT_WELL_FORMED: [
    'the message cannot be read as a message of Spine',
    'A package that can be taken apart and an envelope in which each mandatory element stands once.',
    'Mend the package or the envelope at the place that is named, and send it again.',
  ],
  MESSAGE_TOO_LARGE: [
    'the message is larger than Spine takes',
    'A message of at most 5 MB in at most 100 parts.',
    'Send large attachments as fragments in messages of their own.',
  ],
  SYSTEM_FAILURE: [
    'Spine itself failed',
    'An answer that takes the message or says what is wrong with it.',
    'Send the same message again after the retry interval of the contract: the code says that it may pass.',
  ],
  ROUTING_FAILURE: [
    'Spine could not route the message',
    'A recipient that Spine can find and reach.',
    'Check the To party in SDS, then send the same message again: the code says that it may pass.',
  ],
  INVALID_MESSAGE_HEADER_VERSION: [
    'the version of the MessageHeader is not 2.0',
    'eb:version="2.0" on the MessageHeader.',
    'Write eb:version="2.0" on the MessageHeader.',
  ],
  TO_PARTY_UNKNOWN: [
    'the To party is registered nowhere',
    'A party key that SDS knows in To/PartyId.',
    'Look the recipient up in SDS and use the party key of its entry.',
  ],
  FROM_PARTY_UNKNOWN: [
    'the From party is registered nowhere',
    'The party key under which your system is registered in From/PartyId.',
    'Use the party key of your own entry in SDS.',
  ],
  CPA_ID_UNKNOWN: [
    'no contract has this CPAId',
    "The CPAId of the recipient's contract for this interaction.",
    'Look the CPAId up in SDS by party key and interaction, and do not keep it longer than SDS may be cached.',
  ],
  CPA_ID_INCONSISTENT: [
    'the CPAId belongs to another contract',
    "The CPAId of the recipient's contract for exactly this interaction.",
    'Look the CPAId up in SDS by party key and interaction: each interaction of a party has its own.',
  ],
  CONTRACT_NOT_FOUND: [
    'the recipient has no contract for this interaction',
    'An interaction for which the To party is registered.',
    'Look up in SDS whether the recipient takes this interaction before sending it.',
  ],
  PARTY_NOT_SPOKEN_FOR: [
    'the certificate does not speak for the From party',
    'A client certificate whose name is registered for the From party.',
    'Send with the certificate of the party that the message names, or register its name.',
  ],
  USER_WITHOUT_SESSION: [
    'the user whom the payload names is not at work',
    'An author with a live session and the role profile that is selected in it.',
    'Start a session for the user, or name the user and role profile of the session that is live.',
  ],
  TIME_TO_LIVE_EXPIRED: [
    'the message had expired when it came',
    'A TimeToLive that lies in the future.',
    'Compute TimeToLive from the time of sending and the persist duration of the contract; check the clock.',
  ],
  DUPLICATE_ELIMINATION_INCONSISTENT_WITH_CONTRACT: [
    'DuplicateElimination is not as the contract says',
    'eb:DuplicateElimination when, and only when, the contract says always.',
    'Write the element as the contract in SDS asks.',
  ],
  ACK_REQUESTED_INCONSISTENT_WITH_CONTRACT: [
    'AckRequested is not as the contract says',
    'eb:AckRequested when, and only when, the contract says always.',
    'Write the element as the contract in SDS asks.',
  ],
  ACK_REQUESTED_VERSION_INVALID: [
    'the version of AckRequested is not 2.0',
    'eb:version="2.0" on AckRequested.',
    'Write eb:version="2.0" on AckRequested.',
  ],
  ACK_REQUESTED_SIGNED_INVALID: [
    'AckRequested asks for a signature',
    'eb:signed="false" on AckRequested.',
    'Write eb:signed="false" on AckRequested.',
  ],
  ACK_REQUESTED_ACTOR_INVALID: [
    'the actor of AckRequested is not that of the contract',
    'The actor of the pattern: nextMSH, or toPartyMSH for end-party reliability.',
    'Take the actor from nhsMHSActor of the contract.',
  ],
  SYNCREPLY_INCONSISTENT_WITH_CONTRACT: [
    'SyncReply is not as the contract says',
    'eb:SyncReply when, and only when, the contract asks for MSHSignalsOnly.',
    'Write the element as the contract in SDS asks.',
  ],
  SYNCREPLY_VERSION_INVALID: [
    'the version of SyncReply is not 2.0',
    'eb:version="2.0" on SyncReply.',
    'Write eb:version="2.0" on SyncReply.',
  ],
  SYNCREPLY_ACTOR_INVALID: [
    'the actor of SyncReply is not the next SOAP actor',
    'SOAP:actor="http://schemas.xmlsoap.org/soap/actor/next" on SyncReply.',
    'Write the next SOAP actor on SyncReply.',
  ],
  INVALID_MANIFEST_REFERENCE: [
    'the manifest does not name what the message carries',
    'A manifest of version 2.0 whose every cid: reference names one part.',
    'Give each part its Content-Id, and name exactly that in the manifest.',
  ],
  EBXML_ACK_INVALID: [
    'the acknowledgement is none',
    'A signal with a MessageHeader, an Acknowledgment and no ErrorList.',
    'Answer with an Acknowledgment, or with a MessageError, never with both.',
  ],
  SERVICE_OBJECTION: [
    'the service behind Spine does not take the message',
    'A message that the service takes.',
    'Do what the text of the error says.',
  ],
});

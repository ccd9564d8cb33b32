import type { FaultAction, FaultFace } from './fault.ts';

type Kind = FaultAction['kind'];

const EVERYWHERE = ['delay', 'latency', 'unavailable', 'malformed', 'drop'] as const;

/** What each face has a form for. Of anything else it says in its trace that it does not know it. */
export const FACE_ACTIONS: Readonly<Record<FaultFace, readonly Kind[]>> = {
  // Of messages that one party sends another through Spine.
  spine: [...EVERYWHERE, 'soap-fault', 'message-error', 'no-answer'],
  ldap: [...EVERYWHERE, 'result'],
  'sds-fhir': [...EVERYWHERE, 'result'],
  'pds-hl7': [
    ...EVERYWHERE,
    ...(['soap-fault', 'no-answer', 'duplicate-answer', 'message-error'] as const),
    ...(['refuse-update', 'move-serial-number', 'wrong-version', 'unknown-reason'] as const),
  ],
  'pds-fhir': [...EVERYWHERE, 'result', 'refuse-update', 'move-serial-number'],
  smsp: [...EVERYWHERE, 'result', 'soap-fault'],
  identity: [...EVERYWHERE, 'result'],
  ods: [...EVERYWHERE, 'result'],
  mesh: [...EVERYWHERE, 'result'],
  // Of what a health authority does with an interchange and sends.
  nhais: ['delay', 'latency', 'no-answer', 'interchange'],
  // Of the REST face, and of deliveries to the queue.
  adaptor: [
    ...EVERYWHERE,
    ...(['result', 'soap-fault', 'message-error', 'no-answer', 'duplicate-answer'] as const),
  ],
};

export function knowsAction(face: FaultFace, kind: Kind): boolean {
  return FACE_ACTIONS[face].includes(kind);
}

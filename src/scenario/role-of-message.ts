import {
  APPLICATION_ACKNOWLEDGEMENT,
  EHR_EXTRACT,
  EHR_EXTRACT_WITH_REDACTIONS,
  EHR_REQUEST,
  LARGE_MESSAGE,
} from '../domain/interaction.ts';
import type { MessageRole, ReferenceFacts } from './transcript.ts';

export interface RoleFacts {
  readonly interaction: string;
  /** Whether it was sent by whoever asked for the record. */
  readonly ofRequester: boolean;
  readonly references: readonly ReferenceFacts[];
  /** Of an acknowledgement: the role of the message that it is about; `undefined` when that is not known. */
  readonly about: MessageRole | undefined;
}

/** What a message is to a transfer. */
export function roleOfMessage({
  interaction,
  ofRequester,
  references,
  about,
}: RoleFacts): MessageRole {
  switch (interaction) {
    case EHR_REQUEST:
      return 'request';
    case EHR_EXTRACT:
    case EHR_EXTRACT_WITH_REDACTIONS:
      return 'extract';
    case LARGE_MESSAGE:
      // Who asked for the record sends continues, the other side fragments (gp2gp 5.2 number 5).
      if (ofRequester) return 'continue';
      return references.some(({ href }) => /^mid:/i.test(href)) ? 'index' : 'fragment';
    case APPLICATION_ACKNOWLEDGEMENT:
      return about === undefined ? 'stray-acknowledgement' : (ACKNOWLEDGES[about] ?? 'other');
    default:
      return 'other';
  }
}

const ACKNOWLEDGES: Partial<Readonly<Record<MessageRole, MessageRole>>> = {
  request: 'request-acknowledgement',
  extract: 'final-acknowledgement',
  continue: 'continue-acknowledgement',
  fragment: 'fragment-acknowledgement',
  index: 'fragment-acknowledgement',
};

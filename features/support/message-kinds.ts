import type { Pattern } from '../../src/domain/contract.ts';
import { EHR_REQUEST, GP2GP_SERVICE } from '../../src/domain/interaction.ts';
import { CANNED_QUERY } from './canned-query.ts';

export interface MessageKind {
  readonly pattern: Pattern;
  readonly service: string;
  readonly action: string;
}

/** One interaction of the stage's world for each pattern of mhs 2.2, by the pattern's name in scenarios. */
export const MESSAGE_KINDS = {
  'forward reliable message': {
    pattern: 'forward-reliable',
    service: GP2GP_SERVICE,
    action: EHR_REQUEST,
  },
  'end-party reliable message': {
    pattern: 'forward-end-party',
    service: 'urn:nhs:names:services:itk',
    action: 'COPC_IN000001GB01',
  },
  'forward express message': {
    pattern: 'forward-express',
    service: 'urn:nhs:names:services:ebs',
    action: 'PRSC_IN080000UK03',
  },
  'asynchronous reliable request': {
    pattern: 'asynchronous-reliable',
    service: 'urn:nhs:names:services:psis',
    action: 'REPC_IN150016UK05',
  },
  'asynchronous express query': {
    pattern: 'asynchronous-express',
    service: 'urn:nhs:names:services:psisquery',
    action: 'QUPC_IN160101UK05',
  },
  'synchronous query': {
    pattern: 'synchronous',
    service: CANNED_QUERY.service,
    action: CANNED_QUERY.action,
  },
} as const satisfies Readonly<Record<string, MessageKind>>;

export type MessageKindName = keyof typeof MESSAGE_KINDS;

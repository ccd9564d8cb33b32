import type { Contract } from '../../src/domain/contract.ts';
import type { BuiltMessage } from '../../src/gp2gp/build-message.ts';
import type { GpMessage } from '../../src/gp2gp/read-message.ts';
import type { HttpOutcome } from '../../src/platform/http-client.ts';
import type { HttpReply } from '../../src/platform/http-message.ts';
import type { EbxmlMessage } from '../../src/wire/ebxml/ebxml-message.ts';
import type { Reading } from '../../src/wire/reading.ts';
import type { Limits } from '../world/world.ts';
import type { Attempt, NextStep } from './judge-attempt.ts';

/** Something that shows outside: what it is about, and the right way to do it. */
export type Practised<Input, Output> = (input: Input, right: (input: Input) => Output) => Output;

/** What a message came to before the business of it begins (mhs 4.1). */
export type ArrivalVerdict =
  | 'message'
  | 'signal'
  | 'duplicate'
  | 'not-for-me'
  | 'unreadable'
  /** It could not be handed on, so Spine is to send it again. */
  | 'not-taken';

/**
 * What a message handler decides that somebody outside can notice. `Role` names the kinds of message that leave.
 */
export interface HandlerConduct<Role extends string = string> {
  /** Bytes taken apart: MIME, envelope, manifest. */
  readonly readMessage: Practised<
    { readonly contentType: string | undefined; readonly body: Buffer },
    Reading<GpMessage>
  >;

  // What Spine delivers (mhs 4.1).
  readonly isForMe: Practised<{ readonly envelope: EbxmlMessage }, boolean>;
  readonly isDuplicate: Practised<{ readonly envelope: EbxmlMessage }, Promise<boolean>>;
  /** What Spine is answered; `silence` answers nothing, `cut` ends the connection. */
  readonly answerSpine: Practised<
    {
      readonly verdict: ArrivalVerdict;
      readonly envelope: EbxmlMessage | undefined;
      readonly reply: HttpReply;
    },
    Promise<HttpReply | 'silence' | 'cut'>
  >;
  /** Whether a message is worked on before Spine has its answer. Never, rightly (mhs 5.5 B8). */
  readonly worksBeforeAnswering: Practised<{ readonly envelope: EbxmlMessage }, boolean>;
  readonly limits: Practised<{ readonly limits: Limits }, Limits>;

  // What leaves.
  /** The message as it is posted, at each attempt; `undefined` posts nothing and counts as acknowledged. */
  readonly leave: Practised<
    { readonly role: Role; readonly message: BuiltMessage; readonly attempt: number },
    BuiltMessage | undefined
  >;
  readonly judgeAnswer: Practised<
    { readonly answer: HttpOutcome; readonly messageId: string; readonly contract: Contract },
    Attempt
  >;
  readonly nextStep: Practised<
    {
      readonly sent: {
        readonly messageId: string;
        readonly attempts: number;
        readonly since: number;
        readonly contract: Contract;
      };
      readonly attempt: Attempt;
      readonly now: number;
      readonly retryCount: 'retries' | 'attempts';
    },
    NextStep
  >;
}

/** Does the right thing, whatever it is. */
export function rightly<Input, Output>(input: Input, right: (input: Input) => Output): Output {
  return right(input);
}

/** A handler that does everything as it should. */
export function rightConduct<Role extends string = string>(): HandlerConduct<Role> {
  return {
    readMessage: rightly,
    isForMe: rightly,
    isDuplicate: rightly,
    answerSpine: rightly,
    worksBeforeAnswering: rightly,
    limits: rightly,
    leave: rightly,
    judgeAnswer: rightly,
    nextStep: rightly,
  };
}

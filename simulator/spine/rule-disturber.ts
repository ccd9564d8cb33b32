import type { InjectedFault } from '../../src/faults/fault.ts';
import { delayOf, type FaultBook } from '../../src/faults/fault-book.ts';
import type { Random } from '../../src/platform/random.ts';
import type { AcceptanceFault, MessageDisturber } from '../doors/message-disturber.ts';
import type { World } from '../world/world.ts';

/**
 * Makes go wrong what the fault rules of the world say of the face `spine`: `caller` is the party key of the sender,
 * `operation` the interaction, `ods` the organisation that the message is for, `message` its id or conversation. Each arrival counts as an attempt.
 */
export function ruleDisturber(
  book: FaultBook,
  random: Random,
  world: () => World,
): MessageDisturber {
  return {
    atDoor({ envelope: { from, to, action, messageId, conversationId } }) {
      const ods = world().party(to.id)?.odsCode;
      const found = book.meet({
        face: 'spine',
        caller: from.id,
        operation: action,
        messages: [messageId, conversationId],
        ...(ods !== undefined && { ods }),
      });
      const ms = delayOf(found, random);
      const by = `the fault ${found[0]?.rule}`;
      const delay: readonly AcceptanceFault[] = ms > 0 ? [{ kind: 'delay', ms, by }] : [];
      return [...delay, ...found.flatMap(faultOf)];
    },
  };
}

function faultOf({ rule, action }: InjectedFault): readonly AcceptanceFault[] {
  const by = `the fault ${rule}`;
  switch (action.kind) {
    case 'unavailable':
      return [{ kind: 'http-error', status: 503, by }];
    case 'malformed':
      return [{ kind: 'malformed', by }];
    case 'drop':
      return [{ kind: 'no-answer', by }];
    case 'no-answer':
      return [{ kind: 'no-acknowledgement', by }];
    case 'soap-fault':
      return [{ kind: 'soap-fault', code: action.code, text: action.text, by }];
    case 'message-error': {
      const { code, text } = action;
      return [{ kind: 'message-error', code, text, severity: 'Error', by }];
    }
    default:
      return [];
  }
}

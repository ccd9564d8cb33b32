import { knowsAction } from './face-actions.ts';
import type { FaultFace, InjectedFault } from './fault.ts';

/** What a fault did to an answer, for its record: every face tells it in the same words. */
export function tellFault(face: FaultFace, { rule, action }: InjectedFault): string {
  if (!knowsAction(face, action.kind))
    return `the fault ${rule} asks for ${action.kind}, which this face does not know`;
  return `the fault ${rule} asks for: ${action.kind}${detail(action)}`;
}

function detail(action: InjectedFault['action']): string {
  if (action.kind === 'delay') return ` ${action.ms} ms`;
  if (action.kind === 'interchange') return ` ${action.how}`;
  return 'code' in action ? ` ${action.code}` : '';
}

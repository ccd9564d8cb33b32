import { parseNhsNumber } from '../../src/domain/nhs-number.ts';
import { FACE_ACTIONS, knowsAction } from '../../src/faults/face-actions.ts';
import { FAULT_FACES } from '../../src/faults/fault.ts';
import type { WorldConfig } from './world-config.ts';
import type { ConfigProblem } from './world-problem.ts';

/** Faults that would never be seen: the world stands, but not as its author means it. */
export function* checkFaults({ faults }: WorldConfig): Iterable<ConfigProblem> {
  for (const [name, { faces = FAULT_FACES, when, actions, attempts }] of Object.entries(faults)) {
    const path = ['faults', name];
    for (const [at, { kind }] of actions.entries()) {
      if (faces.some((face) => knowsAction(face, kind))) continue;
      const able = FAULT_FACES.filter((face) => FACE_ACTIONS[face].includes(kind)).join(', ');
      const text = `is known to none of ${faces.join(', ')}: it has a form on ${able}`;
      yield { severity: 'warning', path: [...path, 'actions', at, 'kind'], text, got: kind };
    }
    for (const [at, number] of (when.nhsNumber ?? []).entries()) {
      if (parseNhsNumber(number)) continue;
      const text = 'is no NHS number: nobody is asked about under it';
      const got = JSON.stringify(number);
      yield { severity: 'warning', path: [...path, 'when', 'nhsNumber', at], text, got };
    }
    if (attempts?.to !== undefined && attempts.to < attempts.from) {
      const text = `ends before it begins, at attempt ${attempts.from}`;
      const got = String(attempts.to);
      yield { severity: 'warning', path: [...path, 'attempts', 'to'], text, got };
    }
  }
}

import type { World } from '../../../simulator/world/world.ts';
import type { Contract } from '../../../src/domain/contract.ts';
import type { EbxmlDefect, EbxmlPath } from '../../../src/wire/ebxml/ebxml-style.ts';
import type { Draft } from '../draft.ts';

/** Changes a right message into one that is odd or wrong in one way. */
export type Deviation = (draft: Draft, world: World) => Draft;

export function defect(...defects: readonly EbxmlDefect[]): Deviation {
  return (draft) => ({ ...draft, envelopeStyle: { ...draft.envelopeStyle, defects } });
}

export function attribute(element: EbxmlPath, name: string, value: string): Deviation {
  return defect({ kind: 'set-attribute', element, attribute: name, value });
}

/** Writes the message as another contract would have it. */
export function asIf(change: (contract: Contract) => Contract): Deviation {
  return (draft) => ({ ...draft, contract: change(draft.contract) });
}

/** Puts one text in place of another in the bytes. Throws when it is not there: nothing would deviate. */
export function replaced(text: string, by: string): Deviation {
  return (draft) => ({
    ...draft,
    alter(body) {
      const at = body.indexOf(text);
      if (at < 0) throw new Error(`the message has no ${text} to replace`);
      return Buffer.concat([
        body.subarray(0, at),
        Buffer.from(by),
        body.subarray(at + Buffer.byteLength(text)),
      ]);
    },
  });
}

import type { Contract } from '../../src/domain/contract.ts';
import type { Draft } from '../../src/scenario/draft.ts';
import type { Went } from '../../src/scenario/play-state.ts';
import type { ScenarioFile } from '../../src/scenario/scenario-shape.ts';
import type { Letter } from './post-office.ts';

/** A message as it went out, for being sent again. */
export interface Kept {
  readonly label: string;
  readonly headers: Letter['headers'];
  readonly body: Buffer;
  readonly draft: Draft;
  readonly contract: Contract;
  readonly conversationId: string;
}

/** Keeps the bytes of those messages alone that a step repeats. */
export function keepRepeated({ steps }: ScenarioFile) {
  const wanted = new Set(
    steps.flatMap(({ do: actions }) =>
      actions.flatMap((each) => ('repeat' in each ? each.repeat : [])),
    ),
  );
  const kept = new Map<string, Kept>();
  return {
    keep(message: Kept): void {
      if (wanted.has(message.label)) kept.set(message.label, message);
    },
    find: (label: string) => kept.get(label),
  };
}

/** The same bytes once more, or the same under other ids. */
export function postedAgain(
  { label: first, headers, body, draft, contract, conversationId }: Kept,
  { newId, label }: { readonly newId: boolean; readonly label: string },
  uuid: () => string,
): { readonly letter: Letter; readonly went: Went; readonly remarks: readonly string[] } {
  const { kind, contentId } = draft;
  const messageId = newId ? uuid() : draft.messageId;
  const sameIds = draft.hl7Id === draft.messageId;
  const hl7Id = newId ? (sameIds ? messageId : uuid()) : draft.hl7Id;
  const text = newId
    ? body.toString('latin1').replaceAll(draft.messageId, messageId).replaceAll(draft.hl7Id, hl7Id)
    : undefined;
  const bytes = text === undefined ? body : Buffer.from(text, 'latin1');
  return {
    letter: { headers, body: bytes, messageId, contract },
    went: { label, kind, conversationId, messageId, hl7Id, contentId },
    remarks: [newId ? `${first} again under another id` : `${first} again, byte for byte`],
  };
}

import {
  APPLICATION_ACKNOWLEDGEMENT,
  EHR_EXTRACT,
  EHR_EXTRACT_WITH_REDACTIONS,
  EHR_REQUEST,
  LARGE_MESSAGE,
} from '../../domain/interaction.ts';
import { sameId } from '../transfer-event.ts';
import { interactionOf, type SpineRow } from './spine-row.ts';

/** An extract with its answers, first to last. */
export interface AnsweredExtract {
  readonly extract: SpineRow;
  readonly answers: readonly SpineRow[];
}

/** A conversation that began with a request, sorted by what each message is (gp2gp 5.2). */
export interface Conversation {
  readonly conversationId: string;
  readonly request: SpineRow;
  /** Answers to the request, first to last. */
  readonly requestAnswers: readonly SpineRow[];
  readonly extracts: readonly AnsweredExtract[];
  /** Large messages of the sender, each with its answers. */
  readonly fragments: readonly AnsweredExtract[];
  /** Large messages of the requester. */
  readonly continues: readonly SpineRow[];
  /** The last thing that the sender said. */
  readonly lastOfSender: SpineRow | undefined;
}

export interface GroupingOptions {
  /** What comes more than so long after the request does not count; everything does unless given. */
  readonly cutoffMs?: number;
}

/** UK07 counts as UK06 does; the tool of the published statistics knows UK06 alone (gp2gp 5.2 number 3). */
const EXTRACTS: ReadonlySet<string> = new Set([EHR_EXTRACT, EHR_EXTRACT_WITH_REDACTIONS]);

/**
 * Groups rows into conversations. One whose first message is no request is left out (gp2gp 5.2). In the order of
 * their requests.
 */
export function conversationsOf(
  rows: readonly SpineRow[],
  { cutoffMs = Number.POSITIVE_INFINITY }: GroupingOptions = {},
): readonly Conversation[] {
  const groups = Map.groupBy(rows, ({ conversationId }) => conversationId.toUpperCase());
  const found: Conversation[] = [];
  for (const group of groups.values()) {
    const sorted = group.toSorted((one, other) => one.time - other.time);
    const [request] = sorted;
    if (!request || interactionOf(request) !== EHR_REQUEST) continue;
    found.push(
      conversationOf(
        request,
        sorted.filter(({ time }) => time - request.time <= cutoffMs),
      ),
    );
  }
  return found.sort((one, other) => one.request.time - other.request.time);
}

function conversationOf(request: SpineRow, rows: readonly SpineRow[]): Conversation {
  const acknowledgements = rows.filter((row) => interactionOf(row) === APPLICATION_ACKNOWLEDGEMENT);
  const answersTo = (row: SpineRow) =>
    acknowledgements.filter(({ messageRef }) => sameId(messageRef, row.guid));
  const answered = (row: SpineRow): AnsweredExtract => ({ extract: row, answers: answersTo(row) });
  const large = rows.filter((row) => interactionOf(row) === LARGE_MESSAGE);
  const isOfSender = ({ sender }: SpineRow) => sender === request.recipient;
  return {
    conversationId: request.conversationId,
    request,
    requestAnswers: answersTo(request),
    extracts: rows.filter((row) => EXTRACTS.has(interactionOf(row))).map(answered),
    fragments: large.filter(isOfSender).map(answered),
    continues: large.filter((row) => !isOfSender(row)),
    lastOfSender: rows.findLast(isOfSender),
  };
}

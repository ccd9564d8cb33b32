import {
  type ExaminedSide,
  examineSide,
  type SideToExamine,
} from '../../src/capture/examine-side.ts';
import type { NamedMessage } from '../../src/capture/named-message.ts';
import {
  type ConversationExaminer,
  type ConversationFinding,
  conversationExaminer,
} from '../../src/checks/conversation-examiner.ts';
import type { Finding } from '../../src/domain/finding.ts';
import { LARGE_MESSAGE } from '../../src/domain/interaction.ts';
import { BoundedMap } from '../../src/platform/bounded-map.ts';

/** A side that passed, as it is handed over for examination. */
export interface TrafficSide extends Omit<SideToExamine, 'at'> {
  readonly at: number;
  /** Legs of one system see one conversation. */
  readonly system: string;
}

/** What was found, as plain data. */
export interface ExaminedTraffic extends Omit<ExaminedSide, 'read'> {
  /** What a message showed of earlier ones of its conversation. */
  readonly earlier: readonly {
    readonly names: NamedMessage;
    readonly findings: readonly Finding[];
  }[];
}

interface Talk {
  readonly examiner: ConversationExaminer;
  readonly names: Map<string, NamedMessage>;
  /** Findings that were told already. */
  readonly told: Set<string>;
}

const MOST_CONVERSATIONS = 500;
/** In longer conversations parts of records are judged together in dozens: each look goes over all messages. */
const EACH_UP_TO = 60;
const DOZENS = 50;

/** Applies the checks to what passes, one side after the other in the order in which they passed. */
export function trafficExaminer(): (side: TrafficSide) => ExaminedTraffic {
  const talks = new BoundedMap<string, Talk>(MOST_CONVERSATIONS);
  let messages = 0;

  return ({ system, ...side }) => {
    const { read, ...examined } = examineSide({ ...side, at: new Date(side.at) });
    const { conversationId, interaction } = examined.names;
    if (side.side === 'response' || !read?.transport || !conversationId)
      return { ...examined, earlier: [] };
    const id = `${system} ${conversationId.toUpperCase()}`;
    const talk = talks.get(id) ?? {
      examiner: conversationExaminer(),
      names: new Map(),
      told: new Set(),
    };
    // The conversation that was silent for longest is forgotten first.
    talks.delete(id);
    talks.set(id, talk);
    const key = String(++messages);
    talk.examiner.take(key, read);
    talk.names.set(key, examined.names);
    const count = talk.names.size;
    if (count > EACH_UP_TO && interaction === LARGE_MESSAGE && count % DOZENS !== 0)
      return { ...examined, earlier: [] };
    return together(examined, key, talk);
  };
}

function together(
  examined: Omit<ExaminedSide, 'read'>,
  key: string,
  { examiner, names, told }: Talk,
): ExaminedTraffic {
  const own: Finding[] = [];
  const earlier = new Map<string, Finding[]>();
  for (const found of examiner.findings()) {
    const { about, ...finding } = found;
    const mark = markOf(found);
    if (told.has(mark)) continue;
    told.add(mark);
    if (about === key) own.push(finding);
    else earlier.set(about, [...(earlier.get(about) ?? []), finding]);
  }
  return {
    ...examined,
    findings: [...examined.findings, ...own],
    earlier: [...earlier].map(([about, findings]) => ({ names: names.get(about) ?? {}, findings })),
  };
}

function markOf({ about, check, message, at }: ConversationFinding): string {
  return JSON.stringify([about, check, message, at]);
}

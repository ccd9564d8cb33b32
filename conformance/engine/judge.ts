import type { Simulator } from '../../simulator/simulator.ts';
import { lookUp } from '../../simulator/spine/look-up.ts';
import type { World } from '../../simulator/world/world.ts';
import { conversationExaminer } from '../../src/checks/conversation-examiner.ts';
import { examineMessage } from '../../src/checks/examine-message.ts';
import type { DirectoryFacts, HttpFacts } from '../../src/checks/inbound-message.ts';
import { readForExamination } from '../../src/checks/read-message.ts';
import type { Finding } from '../../src/domain/finding.ts';
import type { Entry } from '../../src/journal/entry.ts';
import { hashChain } from '../../src/journal/hash-chain.ts';
import type { ScenarioResult } from '../../src/report/results.ts';
import { type NotRun, openSchemaJudge, WITHOUT_SCHEMAS } from '../../src/report/schema-judge.ts';
import type { Transcript, TranscriptMessage } from '../../src/scenario/transcript.ts';
import type { EbxmlMessage } from '../../src/wire/ebxml/ebxml-message.ts';
import { outcomesOf } from './outcomes.ts';

export type LocatedFinding = Finding & { readonly sequence: number };

/** Judges the messages of one situation. Keeps no content. */
export interface MessageExaminer {
  /** What is wrong with a message of the system; those of others are only taken note of. */
  take(entry: Entry, body: Buffer, from: TranscriptMessage['from']): readonly Finding[];
  /** What is wrong with the system's part of the conversations, and what the schemas say. */
  finish(): Promise<readonly LocatedFinding[]>;
}

/** What judges the messages of the system, whatever a scenario was about. */
export interface Judge extends AsyncDisposable {
  readonly notRun: readonly NotRun[];
  examiner(): MessageExaminer;
  outcomesOf(transcripts: readonly Transcript[]): ScenarioResult['outcomes'];
  evidence(): Promise<{ readonly entries: number; readonly chain: string }>;
}

export interface JudgeOptions {
  readonly simulator: Simulator;
  /** Folder of the XSDs; `undefined` leaves their checks out. */
  readonly schemas: string | undefined;
}

/** Throws SchemasMissingError and SchemaUnusableError. */
export async function openJudge({ simulator, schemas: folder }: JudgeOptions): Promise<Judge> {
  const schemas = folder === undefined ? undefined : openSchemaJudge(folder);
  const { journal, world } = simulator;
  return {
    notRun: schemas?.notRun ?? WITHOUT_SCHEMAS,
    outcomesOf,
    async evidence() {
      const { entries, chain } = await hashChain(journal);
      return { entries, chain };
    },
    examiner() {
      const conversation = conversationExaminer();
      const own = new Set<string>();
      const bySchema: Promise<readonly LocatedFinding[]>[] = [];
      return {
        take(entry, body, from) {
          const { sequence, at, request } = entry;
          const current = world.current();
          const http = httpOf(entry);
          const message = readForExamination({
            contentType: http.contentType,
            body,
            http,
            directory: (envelope) => directoryOf(current, envelope),
            limits: current.limits,
            scan: from === 'system',
            now: new Date(at),
          });
          conversation.take(String(sequence), message);
          if (from !== 'system' || !request) return [];
          own.add(String(sequence));
          if (schemas) {
            const judged = schemas
              .judge(message)
              .then((findings) => findings.map((each) => ({ ...each, sequence })));
            // Awaited at the end; until then nobody listens.
            judged.catch(() => undefined);
            bySchema.push(judged);
          }
          return merged(examineMessage(message), entry.findings ?? []);
        },
        async finish() {
          const said = conversation
            .findings()
            .filter(({ about }) => own.has(about))
            .map(({ about, ...finding }) => ({ ...finding, sequence: Number(about) }));
          return [...said, ...(await Promise.all(bySchema)).flat()];
        },
      };
    },
    async [Symbol.asyncDispose]() {
      await schemas?.[Symbol.asyncDispose]();
    },
  };
}

/** Spine's findings stand beside ours where ours do not say the same. */
function merged(ours: readonly Finding[], ofSpine: readonly Finding[]): readonly Finding[] {
  const known = new Set(ours.map(({ check }) => check));
  return [...ours, ...ofSpine.filter(({ check }) => !known.has(check))];
}

function directoryOf(world: World, envelope: EbxmlMessage): DirectoryFacts {
  const { spine } = world;
  return {
    ...lookUp(world, envelope),
    partyOf: (asid) => (asid === spine.asid ? spine.partyKey : world.partyByAsid(asid)?.partyKey),
  };
}

function httpOf({ request }: Entry): HttpFacts {
  const header = (wanted: string) =>
    request?.headers.find(([name]) => name.toLowerCase() === wanted)?.[1];
  const length = Number(header('content-length'));
  return {
    method: request?.method ?? '',
    path: request?.path ?? '',
    soapAction: header('soapaction'),
    contentType: header('content-type'),
    contentLength:
      header('content-length') === undefined || Number.isNaN(length) ? undefined : length,
    chunked: header('transfer-encoding') !== undefined,
  };
}

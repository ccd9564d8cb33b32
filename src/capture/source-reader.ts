import { readFileSync } from 'node:fs';
import type { CapturedExchange, CapturedSide } from './captured-exchange.ts';
import type { CaptureSource } from './gather-sources.ts';
import { readSource } from './read-source.ts';

/** What a source holds, and why not all of it could be read. */
export interface SourceContent {
  readonly exchanges: readonly CapturedExchange[];
  readonly because: string | undefined;
}

/** Reads the files of a source. The last one is remembered, so that one at a time is held in memory. */
export function sourceReader(mostBytes: number): (source: CaptureSource) => SourceContent {
  let last: { readonly source: CaptureSource; readonly content: SourceContent } | undefined;
  return (source) => {
    if (last?.source === source) return last.content;
    const content = contentOf(source, mostBytes);
    last = { source, content };
    return content;
  };
}

function contentOf({ files, bytes }: CaptureSource, mostBytes: number): SourceContent {
  if (bytes > mostBytes)
    return { exchanges: [], because: `${bytes} bytes; more than ${mostBytes} are kept unread` };
  const [first, second] = files;
  const request = readSource(readFileSync(first));
  if (!request.ok) return { exchanges: [], because: request.because };
  if (second === undefined) return { exchanges: request.exchanges, because: undefined };
  const answer = readSource(readFileSync(second));
  const [asked] = request.exchanges;
  const [answered] = answer.ok ? answer.exchanges : [];
  const side = answered?.response ?? answered?.request;
  if (!asked || !side)
    return {
      exchanges: request.exchanges,
      because: answer.ok ? undefined : `of the answer: ${answer.because}`,
    };
  return {
    exchanges: [
      {
        ...asked,
        response: answerOf(side),
        findings: [...asked.findings, ...(answered?.findings ?? [])],
      },
    ],
    because: undefined,
  };
}

/** Without its head it is the answer by the name of its file alone; what status it had is not known. */
function answerOf({ status, headers, body }: CapturedSide): CapturedSide {
  return { ...(status !== undefined && { status }), headers, body };
}

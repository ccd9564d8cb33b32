import type { CapturedExchange, CapturedSide } from './captured-exchange.ts';
import { type ExaminedSide, examineSide } from './examine-side.ts';
import type { CaptureSource } from './gather-sources.ts';
import { ownTime } from './own-time.ts';
import type { SourceContent } from './source-reader.ts';

/** An exchange that was examined, and where to find it again: its bytes are not held. */
export interface Look {
  readonly name: string;
  readonly source: CaptureSource;
  /** Among the exchanges of its source; `undefined` where the source could not be read. */
  readonly index: number | undefined;
  /** When it passed, by a note of the capture or by the message itself. */
  readonly at: Date | undefined;
  /** Without what was read: that holds the bytes. */
  readonly examined: readonly Omit<ExaminedSide, 'read'>[];
  /** Why it could not be read, or not all of it. */
  readonly because: string | undefined;
}

/** Examines every exchange of a source. */
export function lookAtSource(
  source: CaptureSource,
  { exchanges, because }: SourceContent,
): readonly Look[] {
  const { name } = source;
  if (exchanges.length === 0)
    return [
      {
        ...{ name, source, index: undefined, at: undefined, examined: [] },
        because: because ?? 'it holds no exchange',
      },
    ];
  return exchanges.map((exchange, index) => {
    const examined = sidesOf(exchange).map(([side, content]) =>
      examineSide({ side, ...content, at: exchange.at ?? dateOf(content) }),
    );
    const times = examined.map(({ read }) => read && ownTime(read));
    return {
      name: exchanges.length > 1 ? `${name} [${index + 1}]` : name,
      ...{ source, index },
      at: exchange.at ?? times.find((time) => time !== undefined) ?? dateOfAnswer(exchange),
      examined: examined.map(({ read: _, ...rest }) => rest),
      because: because ?? whyUnread(exchange, examined),
    };
  });
}

function sidesOf(exchange: CapturedExchange) {
  return (['request', 'response'] as const).flatMap((side) => {
    const content = exchange[side];
    return content ? [[side, content] as const] : [];
  });
}

function dateOfAnswer({ response }: CapturedExchange): Date | undefined {
  return response && dateOf(response);
}

function dateOf({ headers = [] }: CapturedSide): Date | undefined {
  const date = headers.find(([name]) => name.toLowerCase() === 'date')?.[1];
  const time = date === undefined ? Number.NaN : Date.parse(date);
  return Number.isNaN(time) ? undefined : new Date(time);
}

function whyUnread(
  { facts, findings }: CapturedExchange,
  examined: readonly ExaminedSide[],
): string | undefined {
  if (facts.unusable) return findings[0]?.message ?? 'it is no exchange';
  const side = examined.find(({ form }) => form === 'unreadable');
  if (!side) return undefined;
  return (
    side.findings.find(({ check }) => check.startsWith('READ-'))?.message ?? 'it is no message'
  );
}

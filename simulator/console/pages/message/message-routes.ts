import { pipeline } from 'node:stream/promises';
import type { Entry } from '../../../../src/journal/entry.ts';
import type { ConsoleParts } from '../../console-parts.ts';
import { type ConsoleAnswer, type ConsoleRoute, NothingHereError } from '../../page.ts';
import { safeName } from '../../view/safe-name.ts';
import { decodedStream } from './decoded-part.ts';
import { fileNameOf, loadSide, type SideName } from './load-side.ts';
import { messagePage, whole } from './message-page.ts';

/** One exchange on record: the page, and the bytes as files. */
export function messageRoutes({ journal }: Pick<ConsoleParts, 'journal'>): readonly ConsoleRoute[] {
  const common = { method: 'get', section: 'transfers' } as const;
  const entryOf = async (sequence: string | undefined): Promise<Entry> => {
    const number = whole(sequence ?? null);
    const entry = number === undefined ? undefined : await journal.get(number);
    if (entry) return entry;
    throw new NothingHereError(
      `Entry ${(sequence ?? '').slice(0, 40)} is not on record.`,
      'It may have been forgotten in a reset, or let go of when the journal was full. Transfers lists what there is.',
    );
  };
  const sideOf = async (entry: Entry, name: string | undefined) => {
    const side = isSide(name) ? await loadSide(journal, entry, name) : undefined;
    if (side?.body) return { ...side, body: side.body };
    throw new NothingHereError(
      `Entry ${entry.sequence} has no such body.`,
      side?.trouble ?? 'Ask for the other side.',
    );
  };
  return [
    {
      ...common,
      path: '/messages/:sequence',
      answer: async ({ params, query }) =>
        messagePage(journal, await entryOf(params.sequence), query),
    },
    {
      ...common,
      path: '/messages/:sequence/body/:side',
      async answer({ params }): Promise<ConsoleAnswer> {
        const entry = await entryOf(params.sequence);
        const { name, body } = await sideOf(entry, params.side);
        const file = `message-${entry.sequence}-${name}.bin`;
        const write = (response: NodeJS.WritableStream) => pipeline(body.stream(), response);
        return { download: { name: file, length: body.length, write } };
      },
    },
    {
      ...common,
      path: '/messages/:sequence/part/:number',
      async answer({ params, query }): Promise<ConsoleAnswer> {
        const entry = await entryOf(params.sequence);
        const side = await sideOf(entry, query.get('side') ?? 'request');
        const { body, parts, name } = side;
        const number = whole(params.number ?? null) ?? 0;
        const part = parts[number - 1];
        if (!part)
          throw new NothingHereError(
            `The ${name} of entry ${entry.sequence} has no such part.`,
            `It has ${parts.length}.`,
          );
        const usual = `message-${entry.sequence}-${name}-part-${number}.bin`;
        const file = safeName(fileNameOf(side, part) ?? usual, usual);
        const { offset, length } = part.body;
        if (query.get('as') === 'sent') {
          const write = (response: NodeJS.WritableStream) =>
            pipeline(body.stream(offset, length), response);
          return { download: { name: `${file}.sent`, length, write } };
        }
        const write = (response: NodeJS.WritableStream) =>
          pipeline(decodedStream(body, part), response);
        return { download: { name: file, write } };
      },
    },
  ];
}

function isSide(name: string | undefined): name is SideName {
  return name === 'request' || name === 'response';
}

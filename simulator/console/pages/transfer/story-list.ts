import { bytesText } from '../../../../src/report/html/words.ts';
import type { StoryMessage } from '../../../../src/story/conversation-story.ts';
import type { Child, Markup } from '../../../../src/wire/html/markup.ts';
import { h } from '../../element.ts';
import type { DiagramOptions } from './diagram.ts';
import type { DiagramRow } from './diagram-rows.ts';
import { messagePath } from './draw-message.ts';
import {
  attemptText,
  elapsed,
  gapText,
  messageLines,
  messageTitle,
  partsTitle,
  rowSentence,
} from './row-words.ts';

/** The diagram in words, row by row: for narrow screens, and for whoever prefers to read. */
export function storyList(options: DiagramOptions): Markup {
  const { story, rows } = options;
  const since = Date.parse(story.startedAt);
  return h(
    'ol',
    { class: 'told', 'aria-label': 'Messages in the order of time' },
    rows.map((row) =>
      row.kind === 'gap'
        ? h('li', { class: 'gap' }, h('span', {}), h('span', {}, `${gapText(row.ms)} later`))
        : h(
            'li',
            {},
            h('span', { class: 'when' }, elapsed(row.at, since)),
            h('div', {}, item(options, row, since)),
          ),
    ),
  );
}

function item(options: DiagramOptions, row: DiagramRow, since: number): Child {
  const { story, unfoldLink } = options;
  const parts = story.counts.partsExpected;
  switch (row.kind) {
    case 'message':
      return messageItem(options, row.message, since);
    case 'attempt': {
      const { message, hop, attempt } = row;
      const [from, to] = hop === 'send' ? [message.from, message.via] : [message.via, message.to];
      return [
        h(
          'a',
          { href: messagePath(attempt.sequence) },
          `${messageTitle(message, parts)}, attempt ${attempt.number}`,
        ),
        ` ${from} \u2192 ${to}: ${attemptText(attempt)}`,
        attempt.faults.map((fault) =>
          h('span', { class: 'line note' }, `\u26a1 on purpose: ${fault}`),
        ),
      ];
    }
    case 'parts':
      return [
        h('strong', {}, partsTitle(row.messages, parts)),
        ' ',
        h('a', { href: unfoldLink(row.id) }, 'show each'),
      ];
    case 'lookups': {
      const [first] = row.lookups;
      return [
        h('a', { href: messagePath(first.sequence) }, `asks ${first.to.toUpperCase()}`),
        ` ${rowSentence(row, parts, since)}`,
      ];
    }
    case 'states':
      return h('span', { class: 'soft' }, rowSentence(row, parts, since));
    case 'gap':
      return undefined;
  }
}

function messageItem(
  { story, unfoldLink }: DiagramOptions,
  message: StoryMessage,
  since: number,
): Child {
  const { id, from, to, bytes, sends, deliveries, lost } = message;
  const hop = deliveries.at(-1) ?? sends.at(-1);
  const sequence = sends.at(-1)?.sequence ?? hop?.sequence ?? lost?.sequence;
  const title = messageTitle(message, story.counts.partsExpected);
  return [
    sequence === undefined ? title : h('a', { href: messagePath(sequence) }, title),
    ` ${from} \u2192 ${to}, ${bytesText(bytes)}`,
    hop !== undefined && `, ${attemptText(hop)}`,
    sends.length + deliveries.length > 2 && [
      ' ',
      h('a', { href: unfoldLink(id) }, `show all ${sends.length + deliveries.length} sends`),
    ],
    messageLines(message, since).map(({ tone, text }) =>
      h('span', { class: `line ${tone}` }, text),
    ),
  ];
}

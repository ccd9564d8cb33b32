import { bytesText, durationText } from '../../../../src/report/html/words.ts';
import type { ConversationStory } from '../../../../src/story/conversation-story.ts';
import type { Child, Markup } from '../../../../src/wire/html/markup.ts';
import { h } from '../../element.ts';
import { stateTone } from '../transfer-words.ts';
import { messagePath } from './draw-message.ts';

/** How the transfer stands, in one sentence, with what went wrong first. */
export function verdictCard(story: ConversationStory): Markup {
  const { standing, classified, counts, startedAt, updatedAt, firstWrong } = story;
  const { endedAt, state, sequence } = standing;
  const took = Date.parse(endedAt ?? updatedAt) - Date.parse(startedAt);
  const pairs: readonly (readonly [string, Child])[] = [
    ['started', h('time', { datetime: startedAt }, startedAt.replace('T', ' ').slice(0, 19))],
    [endedAt === undefined ? 'so far' : 'took', durationText(took)],
    ['messages', counts.messages],
    ['size', bytesText(counts.bytes)],
    ['parts', counts.partsExpected > 0 && `${counts.partsDone} of ${counts.partsExpected}`],
    ['sent again', counts.retries > 0 && counts.retries],
    ['broken rules', counts.broken > 0 && h('span', { class: 'bad' }, counts.broken)],
    ['departures', counts.departures > 0 && h('span', { class: 'odd' }, counts.departures)],
    ['faults on purpose', counts.faults > 0 && h('span', { class: 'note' }, counts.faults)],
    [
      'gp2gp 5.3',
      classified && `${classified.reason ?? classified.status} (rule ${classified.rule})`,
    ],
  ];
  const after = endedAt === undefined ? '' : ` after ${durationText(took)}`;
  const sentence = `${story.sentence}${after}.`;
  return h(
    'div',
    { class: `card verdict is-${stateTone(state)}` },
    h(
      'p',
      {},
      h(
        'span',
        { class: 'said' },
        sequence === undefined ? sentence : h('a', { href: messagePath(sequence) }, sentence),
      ),
      firstWrong && [
        h('br'),
        state === 'filed' ? 'Not as it should be: ' : 'The first thing wrong: ',
        h('a', { href: messagePath(firstWrong.sequence) }, firstWrong.text),
      ],
    ),
    h(
      'dl',
      {},
      pairs
        .filter(([, value]) => value !== false && value !== undefined)
        .map(([name, value]) => h('div', {}, h('dt', {}, name), h('dd', {}, value))),
    ),
  );
}

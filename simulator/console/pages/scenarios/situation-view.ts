import type { Child, Markup } from '../../../../src/wire/html/markup.ts';
import type { SituationView } from '../../../doors/scenario-desk.ts';
import { CONSOLE, h } from '../../element.ts';
import { badge } from '../../pieces/badge.ts';
import { copyable } from '../../pieces/copyable.ts';
import { dataTable } from '../../pieces/data-table.ts';
import { empty } from '../../pieces/empty.ts';
import { facts } from '../../pieces/facts.ts';
import { moment } from '../../pieces/moment.ts';

/** Events that are shown; of a large record there are thousands. */
const MOST_EVENTS = 200;
const MOST_MESSAGES = 200;

export function situationAddress(id: string): string {
  return `${CONSOLE}/scenarios/${encodeURIComponent(id)}`;
}

/** Situations that are in place, each with what is to be done. */
export function loadedSituations(loaded: readonly SituationView[]): Child {
  if (loaded.length === 0) return undefined;
  return [
    h('h2', {}, 'In place'),
    h(
      'div',
      { class: 'grid' },
      loaded.map((situation) => {
        const { id, title, whatToDo, messages, problems } = situation;
        return h(
          'article',
          { class: 'card' },
          h('h3', {}, h('a', { href: situationAddress(id), id: `situation-${id}` }, title)),
          h('p', {}, whatToDo),
          h(
            'div',
            { class: 'row' },
            problems.length > 0 && badge('bad', `${problems.length} problems`),
            badge('plain', `${messages.length} messages sent`),
            buttons(situation),
          ),
        );
      }),
    ),
  ];
}

/** Start it, give it a cue, take it away. */
export function buttons({ id, plays, cues }: SituationView): Child {
  const address = situationAddress(id);
  const deed = (path: string, label: string, className: string | undefined, cue?: string) =>
    h(
      'form',
      { class: 'inline', method: 'post', action: `${address}/${path}` },
      cue !== undefined && h('input', { type: 'hidden', name: 'cue', value: cue }),
      h(
        'button',
        { type: 'submit', class: className, id: `${path}-${id}${cue ? `-${cue}` : ''}` },
        label,
      ),
    );
  return [
    plays === 'requester' && deed('start', 'Start', 'primary'),
    cues.map((cue) => deed('cue', cue, undefined, cue)),
    deed('remove', 'Take it away', 'danger'),
  ];
}

/** What a situation is, what is to be done, and what has happened. */
export function situationFacts(situation: SituationView): Markup {
  const { file, seed, parameters, system, counterpart, patients, plays, replay } = situation;
  const given = Object.entries(parameters).map(([name, value]) => `${name}=${value}`);
  return h(
    'section',
    { class: 'card', 'aria-label': 'What it is' },
    facts([
      ['file', h('code', {}, file)],
      ['counterpart', `${counterpart.odsCode}, ${plays}`],
      ['party key', copyable(counterpart.partyKey, 'party key')],
      ['ASID', copyable(counterpart.asid, 'ASID')],
      ['system', system],
      ...Object.entries(patients).map(([name, number]): readonly [string, Child] => [
        name,
        copyable(number, 'NHS number'),
      ]),
      ['parameters', given.join(', ')],
      ['seed', seed],
      ['again', copyable(replay, 'command')],
    ]),
  );
}

/** @param sequenceOf the journal entry of a message by its MessageId, where there is one */
export function situationProgress(
  { messages, events, problems }: SituationView,
  sequenceOf: (messageId: string) => number | undefined,
): Child {
  const shown = messages.slice(-MOST_MESSAGES);
  return [
    problems.length > 0 &&
      h(
        'div',
        { class: 'alert bad', role: 'alert' },
        h('strong', {}, 'Steps that could not be done: this says nothing of the system'),
        h(
          'ul',
          {},
          problems.map((problem) => h('li', {}, problem)),
        ),
      ),
    h('h2', {}, `Messages of the counterpart (${messages.length})`),
    messages.length === 0
      ? empty('It has sent nothing yet', 'It waits for the system, or to be started.')
      : dataTable(
          'Messages of the counterpart',
          [
            {
              title: 'Message',
              cell: ({ label, messageId }) => {
                const sequence = sequenceOf(messageId);
                return sequence === undefined
                  ? label
                  : h('a', { href: `${CONSOLE}/messages/${sequence}`, id: `m-${sequence}` }, label);
              },
            },
            { title: 'Kind', cell: ({ kind }) => kind },
            {
              title: 'Outcome',
              cell: ({ outcome }) =>
                outcome === 'acknowledged' ? badge('good', outcome) : outcome,
            },
            { title: 'Wrong on purpose', cell: ({ remarks }) => remarks.join('; ') },
            {
              title: 'Conversation',
              className: 'wide',
              cell: ({ conversationId }) =>
                h(
                  'a',
                  {
                    href: `${CONSOLE}/transfers/${encodeURIComponent(conversationId)}`,
                    class: 'mono',
                  },
                  conversationId.slice(0, 8),
                ),
            },
          ],
          shown,
        ),
    messages.length > shown.length &&
      h('p', { class: 'soft' }, `the last ${shown.length} of ${messages.length}`),
    eventList(events),
  ];
}

function eventList(events: SituationView['events']): Child {
  if (events.length === 0) return undefined;
  return [
    h('h2', {}, 'What happened'),
    h(
      'ol',
      { class: 'card events' },
      events.slice(-MOST_EVENTS).map(({ at, text }) => h('li', {}, moment(at, 'time'), ' ', text)),
    ),
    events.length > MOST_EVENTS &&
      h('p', { class: 'soft' }, `the last ${MOST_EVENTS} of ${events.length} events`),
  ];
}

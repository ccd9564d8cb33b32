import { type Child, h, htmlDocument } from '../../wire/html/markup.ts';
import { factList } from '../html/fact-list.ts';
import { headOf } from '../html/page-head.ts';
import { toneOf } from '../html/summary-view.ts';
import { verdictTiles } from '../html/verdict-tiles.ts';
import { BASIS_MEANINGS, badge, counted, durationText } from '../html/words.ts';
import { verdictWords } from '../render-summary.ts';
import { WORST_FIRST } from '../summary.ts';
import type { SignedStatement } from './sign-statement.ts';
import type { Statement } from './statement.ts';

/** The statement for people. It says itself that it is a view, and how the signed document is checked. */
export function statementPage({ statement, xml }: SignedStatement): string {
  const { system, run, summary, requirements, notRun, results, journal, signer } = statement;
  const facts: readonly (readonly [string, string])[] = [
    ['System', system.name],
    ['ODS code', system.odsCode],
    ['Party key', system.partyKey],
    ['ASID', system.asid],
    ['Roles', system.roles.join(', ') || 'none'],
    ['Run', `${run.startedAt}, ${durationText(run.durationMs)}, seed ${run.seed}`],
    ['Part of the suite', run.shard ? `shard ${run.shard} only` : 'all that was chosen'],
    ['Schemas', statement.schemas === 'run' ? 'XSDs judged, too' : 'XSDs were not run'],
    ['Judged by', `${statement.product.name} ${statement.product.version}`],
    [
      'Requirements',
      `${requirements.all}, ${requirements.judged} judged, ${requirements.uncovered.length} uncovered`,
    ],
    ['Signed', `${statement.signedAt} by ${signer.subject.replaceAll('\n', ', ')}`],
  ];
  return htmlDocument(headOf(`Conformance statement: ${system.name}`), [
    h(
      'header',
      {},
      h('p', { class: 'k' }, 'GP2GP conformance statement'),
      h('h1', {}, system.name),
      h('p', { class: `vd ${toneOf(summary)}` }, verdictWords(statement)),
      factList(facts),
    ),
    h(
      'main',
      {},
      h('h2', {}, 'What was judged'),
      verdictTiles(summary),
      WORST_FIRST.map((verdict) => scenariosView(statement, verdict)),
      h(
        'p',
        { class: 'q' },
        `Basis in brackets: ${Object.entries(BASIS_MEANINGS)
          .map(([basis, meaning]) => `${basis} ${meaning}`)
          .join(', ')}.`,
      ),
      requirements.uncovered.length > 0 && [
        h('h2', {}, 'Requirements without a scenario'),
        h('p', {}, requirements.uncovered.join(', ')),
      ],
      notRun.length > 0 && [
        h('h2', {}, 'Checks that were not run'),
        h(
          'ul',
          {},
          notRun.map(({ check, because }) => h('li', {}, h('code', {}, check), ` ${because}`)),
        ),
      ],
      h('h2', {}, 'What it rests on'),
      h(
        'dl',
        {},
        evidence(`results.json, ${results.bytes} bytes, SHA-256`, results.sha256),
        evidence(`Journal, ${counted(journal.entries, 'entry')}, last link`, journal.chain),
        evidence('Certificate of the signer, SHA-256', signer.certificate),
      ),
      h('h2', {}, 'How to check it'),
      h(
        'p',
        {},
        'This page is a view; what is signed is statement.xml, which stands below, too. It is checked with:',
      ),
      h(
        'pre',
        { tabindex: 0 },
        h(
          'code',
          {},
          'spinebox statement verify statement.xml --results results.json --journal JOURNAL --trust trust.pem',
        ),
      ),
      h(
        'details',
        { class: 'mx' },
        h('summary', {}, 'The signed document'),
        h('pre', { tabindex: 0, class: 'wr' }, h('code', {}, xml)),
      ),
    ),
  ]);
}

function scenariosView({ scenarios }: Statement, verdict: (typeof WORST_FIRST)[number]): Child {
  const some = scenarios.filter((each) => each.verdict === verdict);
  if (some.length === 0) return undefined;
  return [
    h('h3', {}, badge(verdict), ` ${counted(some.length, 'scenario')}`),
    h('p', { class: 'q' }, some.map(({ id, basis }) => `${id} (${basis})`).join(', ')),
  ];
}

function evidence(name: string, digest: string): Child {
  return h('div', {}, h('dt', {}, name), h('dd', {}, h('code', {}, digest)));
}

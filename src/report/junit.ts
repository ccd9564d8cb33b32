import { legible } from '../wire/xml/escape-xml.ts';
import { element, type WritableElement, writeXml } from '../wire/xml/write-xml.ts';
import { baselineTold } from './baseline/render-baseline.ts';
import { evidenceText } from './evidence-text.ts';
import type { RunResults, ScenarioResult, Verdict } from './results.ts';
import { summaryOf } from './summary.ts';

/**
 * The results as JUnit XML, for the readers that continuous integration has: a suite for each feature, a case for each
 * scenario. `fail` is a failure, `error` an error, `skip` and `notApplicable` are skipped; `report` has passed, with
 * what was seen as its output. A known failure is skipped, with why it is known. The same results always give the same characters.
 */
export function junitXml(results: RunResults): string {
  const { scenarios, durationMs } = results;
  const features = [...new Set(scenarios.map(({ feature }) => feature))];
  const root = element(
    'testsuites',
    {
      name: legible(`GP2GP conformance of ${results.system.name}`),
      ...counts(scenarios),
      ...time(durationMs),
    },
    features.map((feature) =>
      suite(
        feature,
        scenarios.filter((each) => each.feature === feature),
        results,
      ),
    ),
  );
  return `${writeXml(root, { declaration: true, indent: '  ' })}\n`;
}

function suite(
  feature: string,
  scenarios: readonly ScenarioResult[],
  { product, seed, system }: RunResults,
): WritableElement {
  const spent = scenarios.reduce((sum, { durationMs }) => sum + durationMs, 0);
  const startedAt = scenarios.map((each) => each.startedAt).sort()[0] ?? '';
  return element(
    'testsuite',
    {
      name: legible(feature),
      ...counts(scenarios),
      ...time(spent),
      // Its readers want a time without zone.
      timestamp: startedAt.replace(/(?:\.\d+)?Z$/, ''),
    },
    [
      properties([
        ['product', `${product.name} ${product.version}`],
        [
          'system',
          `${system.name}, ODS ${system.odsCode}, ASID ${system.asid}, ${system.partyKey}${system.boundary === 'adaptor' ? ', behind an MHS adaptor' : ''}`,
        ],
        ['seed', String(seed)],
      ]),
      ...scenarios.map(testCase),
    ],
  );
}

function testCase(scenario: ScenarioResult): WritableElement {
  const { id, title, feature, basis, role, requirements, seed, replay, durationMs } = scenario;
  return element(
    'testcase',
    { name: legible(`${id} ${title}`), classname: legible(feature), ...time(durationMs) },
    [
      properties([
        ['id', id],
        ['verdict', scenario.verdict],
        ['basis', basis],
        ['role', role],
        ...requirements.map((each) => ['requirement', each] as const),
        ['seed', String(seed)],
        ['replay', replay],
        ...(scenario.baseline ? [['baseline', baselineTold(scenario.baseline)] as const] : []),
      ]),
      outcome(scenario),
    ],
  );
}

function outcome(scenario: ScenarioResult): WritableElement | undefined {
  const { baseline } = scenario;
  if (baseline?.status !== 'known') return OUTCOMES[scenario.verdict](scenario);
  const message = legible(`${baselineTold(baseline)} (${reasonOf(scenario)})`);
  return element('skipped', { message }, legible(evidenceText(scenario)));
}

const OUTCOMES: Readonly<
  Record<Verdict, (scenario: ScenarioResult) => WritableElement | undefined>
> = {
  pass: (scenario) => (scenario.reason ? output(reasonOf(scenario)) : undefined),
  fail: (scenario) => problem('failure', 'departure of the system', scenario),
  error: (scenario) => problem('error', 'error of spinebox', scenario),
  skip: (scenario) => element('skipped', { message: reasonOf(scenario) }),
  notApplicable: (scenario) =>
    element('skipped', { message: `not applicable: ${reasonOf(scenario)}` }),
  report: (scenario) => output(`reported, fails nobody: ${legible(evidenceText(scenario))}`),
};

function problem(name: string, type: string, scenario: ScenarioResult): WritableElement {
  return element(name, { message: reasonOf(scenario), type }, legible(evidenceText(scenario)));
}

function output(text: string): WritableElement {
  return element('system-out', {}, text);
}

function reasonOf({ reason, verdict }: ScenarioResult): string {
  return legible(reason ?? `${verdict}, without a reason`);
}

function properties(pairs: readonly (readonly [string, string])[]): WritableElement {
  return element(
    'properties',
    {},
    pairs.map(([name, value]) => element('property', { name, value: legible(value) })),
  );
}

function counts(scenarios: readonly ScenarioResult[]): Readonly<Record<string, string>> {
  const known = scenarios.filter(({ baseline }) => baseline?.status === 'known');
  const others = scenarios.filter(({ baseline }) => baseline?.status !== 'known');
  const { fail, error, skip, notApplicable } = summaryOf(others);
  return {
    tests: String(scenarios.length),
    failures: String(fail),
    errors: String(error),
    skipped: String(skip + notApplicable + known.length),
  };
}

function time(durationMs: number): { readonly time: string } {
  return { time: (durationMs / 1000).toFixed(3) };
}

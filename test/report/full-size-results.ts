import { seededRandom } from '../../src/platform/random.ts';
import type { Basis, RunResults, ScenarioResult, Verdict } from '../../src/report/results.ts';
import { finding, message, REQUIREMENTS, results, scenario } from './specimen-results.ts';

const FEATURES = [
  ...['Asking for a record', 'Small extracts', 'Attachments in fragments', 'Refusals'],
  ...['Timeouts and late messages', 'Sending a record', 'Transport'],
];
const BASES: readonly Basis[] = ['N', 'P', 'A', 'I'];
const MANY: readonly Verdict[] = ['pass', 'pass', 'pass', 'pass', 'fail', 'skip', 'report'];

/**
 * Results as large as the suite can make them: so many scenarios, each with up to so many messages, all ids
 * different, findings and remarks on many of them. The same seed gives the same.
 */
export function fullSizeResults(scenarios = 300, messages = 300, seed = 1): RunResults {
  const random = seededRandom(seed);
  const pick = <T>(from: readonly T[]): T => from[random.int(0, from.length - 1)] as T;
  const uuid = () =>
    [8, 4, 4, 4, 12]
      .map((length) => Array.from({ length }, () => '0123456789ABCDEF'[random.int(0, 15)]).join(''))
      .join('-');
  let sequence = 1;
  const all = Array.from({ length: scenarios }, (_, at): ScenarioResult => {
    const id = `GP2GP-REQ-${String(at + 1).padStart(3, '0')}`;
    const verdict = at % 97 === 96 ? 'error' : pick(MANY);
    const conversationId = uuid();
    const length = at % 3 === 0 ? messages : random.int(3, Math.max(3, messages / 4));
    const timeline = Array.from({ length }, (_, index) =>
      message(sequence++, {
        from: index % 2 === 0 ? 'system' : 'counterpart',
        role: ROLES[index] ?? (index % 2 === 0 ? 'fragment-acknowledgement' : 'fragment'),
        afterMs: index * random.int(20, 90),
        ...{ messageId: uuid(), hl7Id: uuid(), conversationId },
        bytes: random.int(900, 4_900_000),
        ...(random.int(0, 9) === 0 && { remarks: ['delayed by 2 s on purpose'] }),
        ...(random.int(0, 19) === 0 && { code: '30' }),
        ...(random.int(0, 39) === 0 && { taken: false, remarks: ['refused by Spine'] }),
      }),
    );
    const found = timeline.filter(() => random.int(0, 5) === 0).map((each) => each.sequence);
    return scenario(id, verdict, {
      title: `A record with ${at} attachments arrives while something else happens`,
      feature: pick(FEATURES),
      role: pick(['requester', 'sender']),
      basis: pick(BASES),
      requirements: [pick(REQUIREMENTS).id],
      timeline,
      findings: found.map((each, index) =>
        finding(each, {
          message: `reference ${index} of the manifest names a part that is not there`,
          severity: pick(['must', 'should', 'note']),
        }),
      ),
      tolerated: [{ id: 'D2', text: 'the ebXML MessageId is not the HL7 id', sequence: found[0] }],
      steps: Array.from({ length: 9 }, (_, step) => ({
        text: `Then the system does what step ${step} of the scenario says it must do`,
        status: verdict === 'fail' && step === 7 ? 'failed' : step > 7 ? 'not-reached' : 'passed',
        observed: [`fragment acknowledgement (#${sequence - 1}), final acknowledgement AE 30`],
      })),
    });
  });
  return results(all, {
    requirements: REQUIREMENTS,
    journal: { entries: sequence, chain: 'c4'.repeat(32) },
  });
}

const ROLES = ['request', 'request-acknowledgement', 'extract', 'continue'];

import type { Check } from './check.ts';
import { attributeAt, placed, placeOf } from './payload-place.ts';
import type { ReadPayload } from './read-message.ts';
import { organisationIn, patientIn, uuidAt } from './transfer-parties.ts';

const BASE = 'ControlActEvent/subject/EhrExtract';
const WHOLE_RECORD = '37241000000102';

/** Whether a payload is a core extract, of whatever version. */
export function isExtract({ facts }: ReadPayload): boolean {
  return /^RCMR_IN030000UK\d\d$/.test(facts.root.name);
}

function hasExtract(payload: ReadPayload): boolean {
  return isExtract(payload) && payload.facts.count(BASE) > 0;
}

export const extractHasPayload: Check<ReadPayload> = {
  id: 'EXTRACT-01',
  clause: 'gp2gp 2.7',
  basis: 'N',
  severity: 'must',
  title: 'an extract holds one EhrExtract',
  advice: 'Put exactly one EhrExtract into the subject of the control act.',
  *examine(payload) {
    const { facts } = payload;
    const count = facts.count(BASE);
    if (!isExtract(payload) || facts.count('ControlActEvent/subject') === 0) return;
    if (count !== 1) {
      yield { message: `there are ${count} EhrExtract`, ...placeOf(payload, BASE, 1) };
    }
  },
};

export const extractId: Check<ReadPayload> = {
  id: 'EXTRACT-02',
  clause: 'gp2gp 2.7',
  basis: 'N',
  severity: 'must',
  title: 'EhrExtract has an id, an upper-case UUID',
  advice: 'Write EhrExtract/id.',
  *examine(payload) {
    if (hasExtract(payload)) yield* uuidAt(payload, `${BASE}/id`);
  },
};

export const extractPatient: Check<ReadPayload> = {
  id: 'EXTRACT-03',
  clause: 'gp2gp 2.7',
  basis: 'N',
  severity: 'must',
  title: 'an extract names one patient by NHS number',
  advice: 'Write the NHS number of the request.',
  *examine(payload) {
    if (hasExtract(payload)) yield* patientIn(payload, BASE);
  },
};

export const extractAuthor: Check<ReadPayload> = {
  id: 'EXTRACT-04',
  clause: 'gp2gp 2.7',
  basis: 'N',
  severity: 'must',
  title: 'the author of an extract is the practice that sends it, by its ODS code',
  advice: 'Write the ODS code of the sending practice as author: the destination of the request.',
  *examine(payload) {
    if (hasExtract(payload)) yield* organisationIn(payload, BASE, 'author');
  },
};

export const extractDestination: Check<ReadPayload> = {
  id: 'EXTRACT-05',
  clause: 'gp2gp 2.7',
  basis: 'N',
  severity: 'must',
  title: 'the destination of an extract is the practice that asked, by its ODS code',
  advice:
    'Write the ODS code of the requesting practice as destination: the author of the request.',
  *examine(payload) {
    if (hasExtract(payload)) yield* organisationIn(payload, BASE, 'destination');
  },
};

export const extractAnswersRequest: Check<ReadPayload> = {
  id: 'EXTRACT-06',
  clause: 'gp2gp 1.4, 2.7',
  basis: 'N',
  severity: 'must',
  title: 'an extract names the request that it answers',
  advice: 'Copy EhrRequest/id of the request into inFulfillmentOf/priorEhrRequest/id.',
  *examine(payload) {
    if (hasExtract(payload)) yield* uuidAt(payload, `${BASE}/inFulfillmentOf/priorEhrRequest/id`);
  },
};

export const extractHoldsRecord: Check<ReadPayload> = {
  id: 'EXTRACT-07',
  clause: 'gp2gp 2.7',
  basis: 'N',
  severity: 'must',
  title: 'an extract has a folder, and in its folders a composition',
  advice: 'Write an ehrFolder for each practice, and an EhrEmpty in it where there is no record.',
  *examine(payload) {
    const { extract } = payload.facts;
    if (!extract || !isExtract(payload)) return;
    const where = placeOf(payload, `${BASE}/component`);
    if (extract.folders === 0) yield { message: 'there is no ehrFolder', ...where };
    else if (extract.compositions === 0) yield { message: 'there is no ehrComposition', ...where };
  },
};

export const extractIsWhole: Check<ReadPayload> = {
  id: 'EXTRACT-08',
  clause: 'gp2gp 2.7',
  basis: 'N',
  severity: 'should',
  title: 'an extract says that it is the whole record',
  advice: `Write limitingEhrExtractSpecification with the code ${WHOLE_RECORD}.`,
  *examine(payload) {
    if (!hasExtract(payload)) return;
    const path = `${BASE}/limitation/limitingEhrExtractSpecification/code`;
    const code = attributeAt(payload, path, 'code');
    if (code === WHOLE_RECORD) return;
    const message =
      code === undefined ? 'the extract has no limitation' : `the limitation is ${code}`;
    yield { message, ...placeOf(payload, path), suggestion: `code="${WHOLE_RECORD}"` };
  },
};

export const agentsAreListed: Check<ReadPayload> = {
  id: 'EXTRACT-09',
  clause: 'gp2gp 2.7',
  basis: 'N',
  severity: 'should',
  title: 'every agent that is referred to stands in the agent directory',
  advice: 'List everybody who authored or took part in the agentDirectory of the folder.',
  *examine(payload) {
    if (!isExtract(payload)) return;
    for (const { id, at } of payload.facts.extract?.strangers ?? []) {
      const where = placed(payload, `${BASE}//agentRef/id`, at);
      yield { message: `no agent directory has the agent ${id}`, ...where };
    }
  },
};

export const extractChecks: readonly Check<ReadPayload>[] = [
  extractHasPayload,
  extractId,
  extractPatient,
  extractAuthor,
  extractDestination,
  extractAnswersRequest,
  extractHoldsRecord,
  extractIsWhole,
  agentsAreListed,
];

import { EHR_REQUEST } from '../domain/interaction.ts';
import type { Check } from './check.ts';
import { placeOf } from './payload-place.ts';
import type { ReadPayload } from './read-message.ts';
import { organisationIn, patientIn, uuidAt } from './transfer-parties.ts';

const BASE = 'ControlActEvent/subject/EhrRequest';

function hasRequest({ facts }: ReadPayload): boolean {
  return facts.root.name === EHR_REQUEST && facts.count(BASE) > 0;
}

export const requestHasPayload: Check<ReadPayload> = {
  id: 'REQUEST-01',
  clause: 'gp2gp 2.4',
  basis: 'N',
  severity: 'must',
  title: 'a request holds one EhrRequest',
  advice: 'Put exactly one EhrRequest into the subject of the control act.',
  *examine(payload) {
    const { facts } = payload;
    const count = facts.count(BASE);
    if (facts.root.name !== EHR_REQUEST || facts.count('ControlActEvent/subject') === 0) return;
    if (count !== 1) {
      yield { message: `there are ${count} EhrRequest`, ...placeOf(payload, BASE, 1) };
    }
  },
};

export const requestId: Check<ReadPayload> = {
  id: 'REQUEST-02',
  clause: 'gp2gp 2.4, 1.4',
  basis: 'N',
  severity: 'must',
  title: 'EhrRequest has an id of its own, an upper-case UUID',
  advice: 'Write EhrRequest/id: the extract must name it as its prior request.',
  *examine(payload) {
    if (hasRequest(payload)) yield* uuidAt(payload, `${BASE}/id`);
  },
};

export const requestPatient: Check<ReadPayload> = {
  id: 'REQUEST-03',
  clause: 'gp2gp 2.4',
  basis: 'N',
  severity: 'must',
  title: 'a request names one patient by NHS number',
  advice: 'Write the NHS number that PDS gave, under the root of NHS numbers.',
  *examine(payload) {
    if (hasRequest(payload)) yield* patientIn(payload, BASE);
  },
};

export const requestAuthor: Check<ReadPayload> = {
  id: 'REQUEST-04',
  clause: 'gp2gp 2.4',
  basis: 'N',
  severity: 'must',
  title: 'the author of a request is the practice that asks, by its ODS code',
  advice: 'Write the ODS code of the requesting practice as author.',
  *examine(payload) {
    if (hasRequest(payload)) yield* organisationIn(payload, BASE, 'author');
  },
};

export const requestDestination: Check<ReadPayload> = {
  id: 'REQUEST-05',
  clause: 'gp2gp 2.4',
  basis: 'N',
  severity: 'must',
  title: 'the destination of a request is the practice that is asked, by its ODS code',
  advice: 'Write the ODS code of the previous practice as destination.',
  *examine(payload) {
    if (hasRequest(payload)) yield* organisationIn(payload, BASE, 'destination');
  },
};

export const requestTravelsAlone: Check<ReadPayload> = {
  id: 'REQUEST-06',
  clause: 'gp2gp 2.4',
  basis: 'N',
  severity: 'should',
  title: 'a request carries no attachments',
  advice: 'Send the request with its payload as the only reference of the manifest.',
  *examine({ facts, contents }) {
    const count = contents?.references.length ?? 1;
    if (facts.root.name !== EHR_REQUEST || count <= 1) return;
    yield { message: `the manifest of the request has ${count} references`, at: 'Manifest' };
  },
};

export const requestChecks: readonly Check<ReadPayload>[] = [
  requestHasPayload,
  requestId,
  requestPatient,
  requestAuthor,
  requestDestination,
  requestTravelsAlone,
];

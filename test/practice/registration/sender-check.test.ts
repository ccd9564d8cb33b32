import assert from 'node:assert/strict';
import { test } from 'node:test';
import { person, registration } from '../../demographics/hl7v3/client/pds-answers.ts';
import { PATIENT, REQUESTER, SENDER } from '../stage.ts';
import { openPdsStage, type PdsStage } from './pds-stage.ts';

/** Plays a transfer in which PDS changes its mind once the requester has registered the patient. */
async function refusal(
  change: (pds: PdsStage['pds']) => void,
  lookups: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  await using stage = await openPdsStage(lookups);
  stage.spine.intercept = ({ message }) => {
    if (message.envelope.action === 'RCMR_IN010000UK05') change(stage.pds);
    return undefined;
  };
  const id = await stage.ask();
  await Promise.all([stage.ended(REQUESTER, id), stage.ended(SENDER, id)]);
  const [seen] = stage.sender.transfers();
  const { code, because } = seen?.outcome ?? {};
  const [known] = stage.requester.transfers();
  assert.equal(known?.outcome?.code, code, 'both sides know the same code');
  return `${code ?? 'none'}: ${because}`;
}

test('whoever is not the practice that PDS names is refused with 19', async () => {
  const others = [registration('Z99003'), registration(SENDER, { to: '20250101' })];
  assert.equal(
    await refusal(({ people }) =>
      people.set(PATIENT, person({ nhsNumber: PATIENT, registrations: others })),
    ),
    '19: PDS names Z99003, not the requester',
  );
  assert.equal(
    await refusal(({ people }) =>
      people.set(PATIENT, person({ nhsNumber: PATIENT, sensitivity: 'Y', registrations: [] })),
    ),
    '19: PDS names no practice, not the requester',
  );
  assert.match(await refusal(({ people }) => people.clear()), /^19: PDS: 1 No match/);
});

test('where PDS itself fails the sender says 20, so that it is worth asking again', async () => {
  assert.equal(
    await refusal((pds) => {
      pds.retrieval = () => ({ status: 503, headers: [] });
    }),
    '20: PDS answered with status 503',
  );
});

test('a sender that is told not to check asks nobody', async () => {
  const noCheck = { senderCheck: { pds: false } };
  assert.equal(
    await refusal(({ people }) => people.clear(), noCheck),
    'none: the requester has filed the record',
  );
});

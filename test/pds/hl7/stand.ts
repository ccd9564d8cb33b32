import assert from 'node:assert/strict';
import type { SessionJudge } from '../../../simulator/doors/session-judge.ts';
import { type PdsApplication, pdsApplication } from '../../../simulator/pds/hl7/pds-application.ts';
import { mergePatch } from '../../../simulator/world/merge-patch.ts';
import type { WorldPatch } from '../../../simulator/world/world-config.ts';
import { memoryRegister } from '../../../src/demographics/register/memory-register.ts';
import type { PatientRegister } from '../../../src/demographics/register/register.ts';
import { SPECIAL_FAULTS } from '../../../src/demographics/special/special-faults.ts';
import { specialPatients } from '../../../src/demographics/special/special-patients.ts';
import type { OrganisationStatus } from '../../../src/domain/organisation-status.ts';
import { faultBook } from '../../../src/faults/fault-book.ts';
import type { Entry } from '../../../src/journal/entry.ts';
import { type Clock, systemClock } from '../../../src/platform/clock.ts';
import type { HttpAnswer } from '../../../src/platform/http-client.ts';
import { systemIds } from '../../../src/platform/ids.ts';
import { seededRandom } from '../../../src/platform/random.ts';
import { message } from '../../spine/messages.ts';
import { openStand, type Stand } from '../../spine/stand.ts';
import { delivery, faultOf, syncAnswer } from './answers.ts';
import { hl7, type MessageOrder, QUERY, type SoapOrder, soap, UPDATE } from './requests.ts';

const ORGANISATIONS: Readonly<Record<string, OrganisationStatus>> = {
  ...{ Z99001: 'open', Z99002: 'open', Z99003: 'open', Z99008: 'closed' },
};

export interface PdsStandOptions {
  readonly world?: WorldPatch;
  readonly clock?: Clock;
  readonly sessions?: SessionJudge;
  /** The faults of the special patients are in the world unless this is false. */
  readonly specialFaults?: boolean;
}

/** PDS behind a real Spine, asked by a practice that the test plays. */
export interface PdsStand extends AsyncDisposable {
  readonly stand: Stand;
  readonly register: PatientRegister;
  readonly application: PdsApplication;
  /** Posts a query and gives whatever comes back. */
  post(
    interaction: string,
    content: string,
    order?: MessageOrder,
    envelope?: SoapOrder,
  ): Promise<HttpAnswer>;
  ask(
    interaction: string,
    content: string,
    order?: MessageOrder,
    envelope?: SoapOrder,
  ): Promise<ReturnType<typeof syncAnswer>>;
  refused(
    interaction: string,
    content: string,
    order?: MessageOrder,
    envelope?: SoapOrder,
  ): Promise<ReturnType<typeof faultOf>>;
  /** Posts an asynchronous request; gives Spine's own answer and the envelope that was sent. */
  send(
    interaction: string,
    content: string,
    order?: MessageOrder & { readonly messageId?: string },
  ): Promise<{ readonly answer: HttpAnswer; readonly messageId: string; readonly id: string }>;
  /** Sends a request and waits for the next message that comes to the practice. */
  converse(
    interaction: string,
    content: string,
    order?: MessageOrder,
  ): Promise<ReturnType<typeof delivery> & { readonly id: string; readonly messageId: string }>;
  /** Findings of the last exchange that was put on record. */
  findings(): Promise<readonly string[]>;
}

export async function openPdsStand(options: PdsStandOptions = {}): Promise<PdsStand> {
  const clock = options.clock ?? systemClock();
  const faults = options.specialFaults === false ? {} : { faults: SPECIAL_FAULTS };
  let application: PdsApplication | undefined;
  let register: PatientRegister | undefined;
  const stand = await openStand({
    world: mergePatch(faults, options.world ?? {}) as WorldPatch,
    clock,
    applications(world) {
      const now = () => clock.now();
      register = memoryRegister({
        patients: specialPatients(now()),
        now,
        visibleAfterMs: () => world.current().pds.updateVisibleAfterMs,
      });
      application = pdsApplication({
        ...{ world, register, clock, ids: systemIds(), random: seededRandom(1) },
        organisation: (ods) => ORGANISATIONS[ods] ?? 'unknown',
        faults: faultBook(() => world.current().faults),
        ...(options.sessions ? { sessions: options.sessions } : {}),
      });
      return { pds: application };
    },
  });
  assert.ok(application && register);
  const post: PdsStand['post'] = (interaction, content, order, envelope) =>
    stand.send({
      path: '/sync-service',
      headers: [
        ['Content-Type', 'text/xml'],
        ['SOAPAction', `${QUERY}/${interaction}`],
      ],
      body: Buffer.from(soap(interaction, hl7(interaction, content, order), envelope)),
      envelope: message(stand.world.current()).envelope,
    });
  const send: PdsStand['send'] = async (interaction, content, order = {}) => {
    const id = order.id ?? crypto.randomUUID().toUpperCase();
    const posting = message(stand.world.current(), {
      ...{ to: 'YES-0000806', action: interaction },
      service: interaction.startsWith('QUPA') ? QUERY : UPDATE,
      payload: hl7(interaction, content, { ...order, id }),
      ...(order.messageId ? { envelope: { messageId: order.messageId } } : {}),
    });
    const answer = await stand.send(posting);
    return { answer, messageId: posting.envelope.messageId, id };
  };
  return {
    ...{ stand, register, application, post, send },
    ask: async (...asked) => syncAnswer(await post(...asked)),
    refused: async (...asked) => faultOf(await post(...asked)),
    async converse(interaction, content, order) {
      const before = stand.riverside.delivered.length;
      const { answer, messageId, id } = await send(interaction, content, order);
      assert.equal(answer.status, 202, answer.body.toString());
      const delivered = (await stand.riverside.count(before + 1))[before];
      assert.ok(delivered);
      return { ...delivery(delivered), id, messageId };
    },
    async findings() {
      const [last]: readonly Entry[] = await stand.journal.find({ newestFirst: true, limit: 1 });
      return (last?.findings ?? []).map(({ check }) => check);
    },
    [Symbol.asyncDispose]: () => stand[Symbol.asyncDispose](),
  };
}

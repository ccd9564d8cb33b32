import type { Simulator } from '../../simulator/simulator.ts';
import type { Party } from '../../simulator/world/world.ts';
import { GP2GP_SERVICE } from '../../src/domain/interaction.ts';
import { buildMessage } from '../../src/gp2gp/build-message.ts';
import { type GpMessage, readMessage } from '../../src/gp2gp/read-message.ts';
import type { RecordAttachment } from '../../src/gp2gp/synthetic/attachments.ts';
import type { CertificateStore } from '../../src/pki/certificate-store.ts';
import { openHttpClient } from '../../src/platform/http-client.ts';
import { PRACTICES, type PracticeName } from './cast.ts';
import { openMailbox } from './mailbox.ts';
import { PATIENCE_MS } from './messaging.ts';
import { answersInTurn, usual } from './reactions.ts';
import { startRecipient } from './recipient.ts';

/** What a scripted practice sends. */
export interface ScriptedMessage {
  readonly toPartyKey: string;
  readonly interaction: string;
  readonly conversationId: string;
  readonly messageId: string;
  readonly payload: Uint8Array;
  readonly attachments?: readonly RecordAttachment[];
}

/** A practice that does on the wire what the scenario says, and nothing of its own accord. */
export interface ScriptedPractice extends AsyncDisposable {
  readonly name: PracticeName;
  readonly url: string;
  /** As the directory has it, this practice's own code included. */
  self(): Promise<Party>;
  /** Posts to Spine. Throws when Spine does not take it. */
  post(message: ScriptedMessage): Promise<void>;
  /** Message `number` of an interaction that has come, counted from 1, once it is there. */
  received(interaction: string, number?: number): Promise<GpMessage>;
  /** How many of an interaction have come so far. */
  count(interaction: string): number;
}

export async function openScriptedPractice(
  name: PracticeName,
  certificates: CertificateStore,
  simulator: () => Promise<Simulator>,
): Promise<ScriptedPractice> {
  const { fqdn, partyKey } = PRACTICES[name];
  const recipient = await startRecipient(certificates, fqdn, answersInTurn([usual]));
  const client = openHttpClient({ identity: await certificates.identity(fqdn) });
  const mailbox = openMailbox(name, recipient);
  const ofKind = (interaction: string) =>
    mailbox.all().filter(({ message }) => message.action === interaction);

  return {
    name,
    url: recipient.url,
    async self() {
      const party = (await simulator()).world.current().party(partyKey);
      if (!party) throw new Error(`the directory does not know ${name}`);
      return party;
    },
    async post({ toPartyKey, interaction, ...message }) {
      const { world, spine } = await simulator();
      const contract = world.current().contractFor(toPartyKey, GP2GP_SERVICE, interaction);
      if (!contract) throw new Error(`${toPartyKey} has no contract for ${interaction}`);
      const plan = { ...message, contract, fromPartyKey: partyKey, time: new Date() };
      const { headers, body } = buildMessage(plan);
      const url = `${spine.url}/reliablemessaging/forwardreliable`;
      const answer = await client.post(url, { headers, body });
      if ('failed' in answer || answer.status !== 202) {
        const said = 'failed' in answer ? answer.message : answer.body.toString();
        throw new Error(`Spine did not take ${interaction} from ${name}: ${said}`);
      }
    },
    async received(interaction, number = 1) {
      const what = `${interaction} number ${number}`;
      const { headers, body } = await mailbox.await(
        what,
        (arrival) =>
          ofKind(interaction)[number - 1]?.message.messageId === arrival.message.messageId,
        PATIENCE_MS,
      );
      const read = readMessage(String(headers['content-type']), body);
      if (!read.ok) throw new Error(`${what} cannot be read: ${read.failure.message}`);
      return read.value;
    },
    count: (interaction) => ofKind(interaction).length,
    async [Symbol.asyncDispose]() {
      await client.close();
      await recipient[Symbol.asyncDispose]();
    },
  };
}

import assert from 'node:assert/strict';
import type { MeshClient } from '../../features/support/mesh-client.ts';
import {
  type Part,
  type PracticeFile,
  practiceInterchange,
} from '../../features/support/practice-files.ts';
import type { NhaisInterchange } from '../../src/nhais/interchange.ts';
import { readInterchange } from '../../src/nhais/read-interchange.ts';
import { receiptFor } from '../../src/nhais/receipt-for.ts';
import { writeInterchange } from '../../src/nhais/write-interchange.ts';

const HANDSHAKE = { 'mex-ClientVersion': 'test', 'mex-OSName': 'test', 'mex-OSVersion': '1' };

/** The GP side of GP Links over MESH, as the NHAIS adaptor goes about it (mesh-nhais 2.3). */
export interface GpSystem {
  /** Sends an interchange with the next numbers. Gives the id of its message. */
  send(parts: readonly Part[], file?: PracticeFile): Promise<string>;
  /**
   * One poll: handshake, list, and of each message download, processing, RECEP for registrations, acknowledgement.
   * Gives the interchanges that came.
   */
  poll(): Promise<readonly NhaisInterchange[]>;
  /** Ids in the inbox. */
  inbox(): Promise<readonly string[]>;
}

export function gpSystem(client: MeshClient, authority: string, partner: string): GpSystem {
  let interchange = 40;
  let message = 56;
  const handshake = async () =>
    assert.equal((await client.call('POST', '', { headers: HANDSHAKE })).status, 200);
  const post = async (workflow: string, body: Buffer) => {
    await handshake();
    return client.send(authority, workflow, body, {
      ...{ 'Mex-From': client.mailbox, 'Mex-FileName': 'edifact.dat', 'Mex-MessageType': 'DATA' },
      ...{ 'Mex-Content-Compressed': 'N', 'Content-Type': 'application/octet-stream' },
    });
  };
  const inbox = async () =>
    (await client.call('GET', '/inbox')).json().messages as readonly string[];
  return {
    inbox,
    async send(parts, file = {}) {
      interchange += 1;
      const first = message + 1;
      message += parts.length;
      const built = practiceInterchange(parts, {
        ...{ sequence: interchange, message: first, sender: partner, ...file },
      });
      return post('NHAIS_REG', writeInterchange(built));
    },
    async poll() {
      await handshake();
      const came: NhaisInterchange[] = [];
      for (const id of await inbox()) {
        const answer = await client.call('GET', `/inbox/${id}`);
        assert.equal(answer.status, 200);
        const workflow = answer.headers['mex-workflowid'] ?? '';
        // What belongs to others is left where it lies.
        if (!workflow.startsWith('NHAIS_')) continue;
        const reading = readInterchange(answer.body);
        assert.ok(reading.ok);
        came.push(reading.value);
        if (workflow === 'NHAIS_REG') {
          const numbers = { interchange: ++interchange, message: ++message };
          const receipt = receiptFor(reading.value, { at: new Date(), ...numbers });
          await post('NHAIS_RECEP', writeInterchange(receipt));
        }
        const done = await client.call('PUT', `/inbox/${id}/status/acknowledged`);
        assert.equal(done.status, 200);
      }
      return came;
    },
  };
}

import type { WorldPatch } from './world-config.ts';

const RIVERSIDE = 'Z99001GP1';
const HILLSIDE = 'Z99002GP1';
const SYSTEM = 'Z99003GP1';
const HAMPSHIRE = 'SO01HA1';
const KENT = 'KC01HA1';

/**
 * The three mailboxes and workflows of the public sandbox (mesh-nhais 1.10), so that its tools work as they are, and a
 * link of GP Links for each practice.
 */
export const DEFAULT_MAILBOXES: WorldPatch = {
  mesh: {
    mailboxes: {
      X26ABC1: { name: 'TESTMB1', ods: 'X26' },
      X26ABC2: { name: 'TESTMB2', ods: 'X26', billingEntity: 'Wales' },
      X26ABC3: { name: 'TESTMB3', ods: 'X27' },
      [RIVERSIDE]: { name: 'Riverside Surgery', ods: 'Z99001' },
      [HILLSIDE]: { name: 'Hillside Practice', ods: 'Z99002' },
      [SYSTEM]: { name: 'System under test', ods: 'Z99003' },
      [HAMPSHIRE]: { name: 'NHAIS Hampshire and Isle of Wight', ods: 'SO01' },
      [KENT]: { name: 'NHAIS Kent', ods: 'KC01' },
    },
    workflowIds: {
      TEST_WORKFLOW: { senders: ['X26ABC1'], receivers: ['X26ABC2'] },
      TEST_WORKFLOW_ACK: { senders: ['X26ABC2'], receivers: ['X26ABC1', 'X26ABC3'] },
      TEST_WORKFLOW2: { senders: ['X26ABC1'], receivers: ['X26ABC1', 'X26ABC2', 'X26ABC3'] },
      ...Object.fromEntries(
        ['NHAIS_REG', 'NHAIS_RECEP'].map((id) => {
          const all = [RIVERSIDE, HILLSIDE, SYSTEM, HAMPSHIRE, KENT];
          return [id, { senders: all, receivers: all }];
        }),
      ),
    },
  },
  nhais: {
    links: {
      riverside: link('SO', 'TES1', 'Z99001', RIVERSIDE, HAMPSHIRE),
      hillside: link('SO', 'TES2', 'Z99002', HILLSIDE, HAMPSHIRE),
      sut: link('SO', 'TES3', 'Z99003', SYSTEM, HAMPSHIRE),
      'sut-kent': link('KC', 'TES3', 'Z99003', SYSTEM, KENT),
    },
  },
};

function link(
  cipher: string,
  tradingPartner: string,
  practice: string,
  gpMailbox: string,
  haMailbox: string,
): WorldPatch {
  return { cipher, tradingPartner, practice, gpMailbox, haMailbox };
}

import { Readable } from 'node:stream';
import type { AdaptorDesk } from '../../simulator/doors/adaptor-desk.ts';
import type {
  MailboxDesk,
  MeshDraft,
  MeshEvent,
  MeshMessageView,
} from '../../simulator/doors/mailbox-desk.ts';
import type {
  InterchangeView,
  NhaisDesk,
  SpontaneousTransaction,
} from '../../simulator/doors/nhais-desk.ts';
import type { OrganisationDesk } from '../../simulator/doors/organisation-desk.ts';
import type { Organisation } from '../../src/organisations/organisation.ts';
import { SimulatorError } from '../../src/platform/simulator-error.ts';

const AT = '2026-01-05T09:00:00.000Z';

/** What a desk says when it cannot do as it is told. */
export class DeskRefusal extends SimulatorError {
  readonly code = 'SIM_DESK';
  readonly remedy = 'Ask for something else.';
}

/** Mailboxes in memory: A and B, and what is sent between them. */
export function fakeMailboxes(): MailboxDesk & { readonly drafts: readonly MeshDraft[] } {
  const drafts: MeshDraft[] = [];
  const messages = new Map<string, { view: MeshMessageView; body: Uint8Array }>();
  const views = () => [...messages.values()].map(({ view }) => view);
  const change = (id: string, event: Omit<MeshEvent, 'at'>) => {
    const kept = messages.get(id);
    if (!kept) throw new DeskRefusal(`there is no ${id}`);
    const events = [{ ...event, at: AT }, ...kept.view.events];
    kept.view = { ...kept.view, status: event.status, events };
  };
  return {
    drafts,
    mailboxes: () =>
      ['X26ABC1', 'X26ABC2'].map((id) => ({
        ...{ id, name: `Box ${id}`, odsCode: 'X26', active: id === 'X26ABC1' },
        waiting: views().filter(({ to, status }) => to === id && status === 'accepted').length,
      })),
    inbox: (mailbox) => views().filter(({ to }) => to === mailbox),
    outbox: (mailbox) => views().filter(({ from }) => from === mailbox),
    message: (id) => messages.get(id)?.view,
    content: (id) => {
      const kept = messages.get(id);
      return kept && Readable.from([Buffer.from(kept.body)]);
    },
    async send(draft) {
      if (draft.workflowId === 'REFUSED') throw new DeskRefusal('the workflow is not known');
      const id = `M${drafts.push(draft)}`;
      const { from, to, workflowId, body, fileName, subject, localId } = draft;
      const view: MeshMessageView = {
        ...{ id, from, to, workflowId, type: 'DATA', status: 'accepted', fileName, subject },
        ...{ localId, bytes: body.length, chunks: 1, createdAt: AT },
        events: [{ status: 'accepted', at: AT }],
      };
      messages.set(id, { view, body });
      return id;
    },
    async acknowledge(mailbox, id) {
      if (messages.get(id)?.view.to !== mailbox) throw new DeskRefusal(`${id} is not for it`);
      change(id, { status: 'acknowledged' });
    },
    change: async (id, event) => change(id, event),
    async empty(mailbox) {
      for (const [id, { view }] of messages)
        if (mailbox === undefined || view.to === mailbox) messages.delete(id);
    },
    onArrival: () => () => undefined,
  };
}

export const PRACTICE: Organisation = {
  odsCode: 'Z99001',
  name: 'RIVERSIDE PRACTICE',
  recordClass: 'RC1',
  status: 'Active',
  refOnly: false,
  lastChangeDate: '2026-01-01',
  periods: [{ type: 'Operational', start: '2001-04-01' }],
  address: { lines: ['1 RIVER STREET'], town: 'TESTTOWN', postcode: 'ZZ99 1AA' },
  contacts: [{ type: 'tel', value: '01632 960000' }],
  roles: [{ roleId: 'RO177', uniqueRoleId: 1, primary: true, status: 'Active', periods: [] }],
  relationships: [
    {
      ...{ relId: 'RE4', uniqueRelId: 2, status: 'Active', target: 'Z99X', periods: [] },
      targetPrimaryRole: { roleId: 'RO98', uniqueRoleId: 3 },
    },
  ],
  successions: [],
};

/** Organisations in memory; the first one stands in the world itself. */
export function fakeOrganisations(): OrganisationDesk {
  const known = new Map<string, Organisation>([['Z99001', PRACTICE]]);
  known.set('Z99X', {
    ...{ ...PRACTICE, odsCode: 'Z99X', name: 'TESTSHIRE ICB', relationships: [] },
    roles: [{ roleId: 'RO98', uniqueRoleId: 3, primary: true, status: 'Active', periods: [] }],
  });
  const all = () => [...known.values()].sort((a, b) => (a.odsCode < b.odsCode ? -1 : 1));
  return {
    all,
    find: (code) => known.get(code),
    async importText(text) {
      if (!text.includes('Z99')) throw new DeskRefusal('line 1: this is no organisation');
      return text.split('Z99').length - 1;
    },
    put: async (organisation) => void known.set(organisation.odsCode, organisation),
    remove: async (code) => code !== 'Z99001' && known.delete(code),
  };
}

/** Health authorities that note down what they are to send. */
export function fakeNhais(interchanges: readonly InterchangeView[] = []): NhaisDesk & {
  readonly sent: readonly SpontaneousTransaction[];
} {
  const sent: SpontaneousTransaction[] = [];
  return {
    sent,
    links: () => [
      {
        ...{ name: 'riverside', cipher: 'SO', practice: 'TES5', authority: 'SO01' },
        ...{ gpMailbox: 'Z99001OT001', haMailbox: 'SO01OT001' },
        numbers: { interchangeOut: 8, messageOut: 8, interchangeIn: 41, transactionOut: 17 },
        unreceipted: [8],
      },
    ],
    interchanges: (link) => interchanges.filter((each) => link === undefined || each.link === link),
    async send(transaction) {
      if (transaction.code === 'F2' && !transaction.reason)
        throw new DeskRefusal('a deduction has a reason');
      return 8 + sent.push(transaction);
    },
  };
}

export function fakeAdaptors(): AdaptorDesk {
  return {
    adaptors: () => [
      {
        ...{ odsCode: 'Z99050', rest: 'http://127.0.0.1:8482', embedded: true, queue: 'inbound' },
        ...{ broker: 'amqp://127.0.0.1:8484', waiting: 2, consumers: 1, connected: true },
      },
    ],
    work: () => [
      {
        ...{ messageId: 'M-2', conversationId: 'C-1', interaction: 'RCMR_IN030000UK06' },
        ...{ direction: 'inbound', state: 'INBOUND_RESPONSE_RECEIVED', at: AT },
      },
      {
        ...{ messageId: 'M-1', conversationId: 'C-1', interaction: 'RCMR_IN010000UK05' },
        ...{ direction: 'outbound', state: 'OUTBOUND_MESSAGE_ACKD', at: AT },
      },
    ],
  };
}

import { Readable } from 'node:stream';
import type {
  MailboxDesk,
  MeshDraft,
  MeshMessageView,
  MeshStatus,
} from '../../simulator/doors/mailbox-desk.ts';

/** Mailboxes without MESH: what lies in them, in memory. */
export interface MemoryMailboxes extends MailboxDesk {
  /** What happened, in order: `sent NHAIS_RECEP to A`, `acknowledged 1`. */
  readonly happened: readonly string[];
  /** Sends fail with this as long as it is set. */
  broken: Error | undefined;
  /** A report of MESH that something failed. */
  report(to: string, workflowId: string, description: string): void;
  /** A registration that was sent with gzip. */
  packed(to: string, body: Uint8Array): void;
}

export function memoryMailboxes(ids: readonly string[]): MemoryMailboxes {
  const messages: { view: MeshMessageView; body: Uint8Array }[] = [];
  const listeners = new Set<(message: MeshMessageView) => void>();
  const happened: string[] = [];
  const put = (
    view: Partial<MeshMessageView> & Pick<MeshMessageView, 'to' | 'workflowId'>,
    body: Uint8Array,
  ) => {
    const whole: MeshMessageView = {
      ...{ id: `M${messages.length + 1}`, from: undefined, type: 'DATA', status: 'accepted' },
      ...{ bytes: body.length, chunks: 1, createdAt: '2026-03-12T09:00:00.000Z', events: [] },
      ...view,
    };
    messages.push({ view: whole, body });
    for (const listener of listeners) listener(whole);
    return whole.id;
  };
  const change = (id: string, status: MeshStatus) => {
    const found = messages.find(({ view }) => view.id === id);
    if (found) found.view = { ...found.view, status };
  };
  const desk: MemoryMailboxes = {
    broken: undefined,
    happened,
    mailboxes: () =>
      ids.map((id) => ({ id, name: id, odsCode: 'Z99999', active: true, waiting: 0 })),
    inbox: (mailbox) => messages.map(({ view }) => view).filter(({ to }) => to === mailbox),
    outbox: (mailbox) => messages.map(({ view }) => view).filter(({ from }) => from === mailbox),
    message: (id) => messages.find(({ view }) => view.id === id)?.view,
    content(id) {
      const found = messages.find(({ view }) => view.id === id);
      return found && Readable.from([found.body]);
    },
    async send({ body, ...draft }: MeshDraft) {
      if (desk.broken) throw desk.broken;
      happened.push(`sent ${draft.workflowId} to ${draft.to}`);
      return put(draft, body);
    },
    async acknowledge(_mailbox, id) {
      happened.push(`acknowledged ${id}`);
      change(id, 'acknowledged');
    },
    change: async (id, { status }) => change(id, status),
    async empty() {
      messages.length = 0;
    },
    onArrival(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    packed: (to, body) =>
      void put({ to, from: 'Z99001GP1', workflowId: 'NHAIS_REG', contentEncoding: 'gzip' }, body),
    report(to, workflowId, description) {
      const at = '2026-03-12T09:00:00.000Z';
      const events = [{ status: 'undeliverable' as const, at, description }];
      put({ to, workflowId, type: 'REPORT', events }, Buffer.alloc(0));
    },
  };
  return desk;
}

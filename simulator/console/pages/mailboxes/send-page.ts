import type { SimulatorError } from '../../../../src/platform/simulator-error.ts';
import type { MailboxDesk, MeshDraft } from '../../../doors/mailbox-desk.ts';
import type { MeshConfig } from '../../../world/mesh-config.ts';
import { CONSOLE, h } from '../../element.ts';
import type { PageView } from '../../page.ts';
import { crumbs } from '../../pieces/crumbs.ts';
import { FormError } from '../world/attempt.ts';
import { type Field, formField, refusedAlert } from '../world/form-field.ts';

/** Puts a message into a mailbox without asking at the door: what is wrong at the door is tried by a client. */
export function sendPage(
  desk: MailboxDesk,
  config: MeshConfig,
  typed: URLSearchParams,
  refused?: SimulatorError,
): PageView {
  const field = (name: string, label: string, more: Partial<Field> = {}) =>
    formField({ name, label, value: typed.get(name) ?? '', ...more }, refused);
  const workflows = new Set([
    ...Object.keys(config.workflowIds),
    ...desk.mailboxes().flatMap(({ id }) =>
      desk
        .inbox(id)
        .slice(-20)
        .map(({ workflowId }) => workflowId),
    ),
  ]);
  return {
    title: 'Send a message',
    ...(refused && { status: 422 }),
    body: [
      crumbs(['Mailboxes', '/mailboxes'], ['Send']),
      refusedAlert(refused),
      h(
        'form',
        { class: 'fields card', method: 'post', action: `${CONSOLE}/mailboxes/send` },
        h(
          'datalist',
          { id: 'boxes' },
          desk.mailboxes().map(({ id, name }) => h('option', { value: id }, name)),
        ),
        h(
          'datalist',
          { id: 'workflows' },
          [...workflows].sort().map((id) => h('option', { value: id })),
        ),
        field('from', 'From mailbox', { required: true, list: 'boxes' }),
        field('to', 'To mailbox', { required: true, list: 'boxes' }),
        field('workflowId', 'Workflow', { required: true, list: 'workflows' }),
        field('subject', 'Subject'),
        field('localId', 'Local id', { hint: 'By which the sender asks for its state.' }),
        field('fileName', 'File name'),
        h(
          'label',
          { class: 'field' },
          'Content',
          h('textarea', { name: 'content', rows: 8 }, typed.get('content') ?? ''),
          h(
            'span',
            { class: 'hint' },
            'As UTF-8. Files go by the command line: spinebox mesh send --file FILE.',
          ),
        ),
        h('button', { type: 'submit', class: 'primary' }, 'Send'),
      ),
    ],
  };
}

/** Throws a FormError. */
export function meshDraftOf(form: URLSearchParams): MeshDraft {
  const given = (name: string) => form.get(name)?.trim() || undefined;
  const wanted = (name: string, what: string): string => {
    const value = given(name);
    if (value !== undefined) return value;
    throw new FormError(`${what} is missing`, 'Mailboxes and workflow are needed.');
  };
  const [subject, localId, fileName] = [given('subject'), given('localId'), given('fileName')];
  return {
    from: wanted('from', 'the mailbox that sends').toUpperCase(),
    to: wanted('to', 'the mailbox that gets it').toUpperCase(),
    workflowId: wanted('workflowId', 'the workflow'),
    // Browsers send ends of lines as CRLF; segments and JSON do not mind, and LF is what people mean.
    body: Buffer.from((form.get('content') ?? '').replaceAll('\r\n', '\n')),
    ...(subject && { subject }),
    ...(localId && { localId }),
    ...(fileName && { fileName }),
  };
}

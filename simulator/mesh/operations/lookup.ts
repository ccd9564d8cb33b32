import { type Answer, answerJson } from '../answer/answer.ts';
import type { Asked } from '../http/asked.ts';

/** Who receives a workflow, of one organisation or of all. Nobody needs a token for it (mesh-nhais 1.8). */
export function lookup(workflow: string, ods: string | undefined, asked: Asked): Answer {
  const { settings, version, internalId } = asked;
  const wanted = ods?.toUpperCase();
  const known = Object.hasOwn(settings.workflowIds, workflow) && settings.workflowIds[workflow];
  const found = (known ? known.receivers : []).flatMap((id) => {
    const mailbox = settings.mailboxes[id];
    if (!mailbox?.active || (wanted !== undefined && mailbox.ods.toUpperCase() !== wanted))
      return [];
    return [{ id, name: mailbox.name ?? id }];
  });
  const result = `${found.length} mailboxes`;
  if (version === 2) {
    const results = found.map(({ id, name }) => ({ mailbox_id: id, mailbox_name: name }));
    return answerJson(2, 200, { results }, result);
  }
  const results = found.map(({ id, name }) => ({
    ...{ address: id, description: name, endpoint_type: 'MESH' },
  }));
  return answerJson(1, 200, { query_id: internalId, results }, result);
}

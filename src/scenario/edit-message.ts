import { type BuiltMessage, buildMessage, type MessagePlan } from '../gp2gp/build-message.ts';
import type { DocumentToWrite } from '../gp2gp/document-to-write.ts';
import { writeDescription } from '../wire/ebxml/description.ts';
import { editText } from './edit-text.ts';
import type { Edit } from './step-shape.ts';

export interface EditedMessage extends BuiltMessage {
  /** What was changed on purpose, and what could not be. */
  readonly remarks: readonly string[];
}

/** Builds a message and changes it as a scenario says, in its order; what is in parts is changed before they are joined. */
export function buildEdited(plan: MessagePlan, edits: readonly Edit[]): EditedMessage {
  const remarks: string[] = [];
  const apply = (text: string, edit: Edit): string => {
    const changed = editText(text, edit);
    const what = `${verbOf(edit)} in its ${edit.in}`;
    remarks.push(changed.found ? `changed on purpose: ${what}` : `nothing to change: ${what}`);
    return changed.text;
  };
  const of = (where: Edit['in']) => edits.filter((edit) => edit.in === where);
  const payload = of('payload').reduce(
    (bytes, edit) => Buffer.from(apply(Buffer.from(bytes).toString('utf8'), edit)),
    Buffer.from(plan.payload.buffer, plan.payload.byteOffset, plan.payload.byteLength),
  );
  let documents: readonly DocumentToWrite[] = plan.documents ?? [];
  for (const edit of of('description')) documents = editFirst(documents, describing(apply, edit));
  for (const edit of of('content')) documents = editFirst(documents, contenting(apply, edit));
  const built = buildMessage({ ...plan, payload, documents });
  const enveloped = of('envelope').reduce((body, edit) => {
    // The envelope is the first part: up to the end of its root.
    const end = body.indexOf(':Envelope>', body.indexOf('</')) + ':Envelope>'.length;
    const close = body.indexOf('</SOAP:Envelope>');
    const to = close < 0 ? end : close + '</SOAP:Envelope>'.length;
    const text = apply(body.subarray(0, to).toString('utf8'), edit);
    return Buffer.concat([Buffer.from(text), body.subarray(to)]);
  }, built.body);
  const body = of('body').reduce(
    (bytes, edit) => Buffer.from(apply(bytes.toString('latin1'), edit), 'latin1'),
    enveloped,
  );
  return { ...built, body, remarks };
}

type Apply = (text: string, edit: Edit) => string;
type Change = (document: DocumentToWrite) => DocumentToWrite | undefined;

function describing(apply: Apply, edit: Edit): Change {
  return (document) => {
    const { description } = document;
    const text = typeof description === 'string' ? description : writeDescription(description);
    return { ...document, description: apply(text, edit) };
  };
}

function contenting(apply: Apply, edit: Edit): Change {
  return (document) => {
    if (document.kind !== 'inline') return undefined;
    const text = Buffer.from(document.content).toString('latin1');
    return { ...document, content: Buffer.from(apply(text, edit), 'latin1') };
  };
}

/** Changes the first document that can be changed so. */
function editFirst(documents: readonly DocumentToWrite[], change: Change): DocumentToWrite[] {
  let done = false;
  return documents.map((document) => {
    if (done) return document;
    const changed = change(document);
    done = changed !== undefined;
    return changed ?? document;
  });
}

function verbOf(edit: Edit): string {
  if (edit.replace !== undefined || edit.pattern !== undefined) return 'a text';
  if (edit.remove !== undefined) return `${edit.remove} removed`;
  if (edit.set !== undefined) return `${edit.set} set`;
  if (edit.truncate !== undefined) return 'cut off';
  if (edit.pad !== undefined) return 'made longer';
  return edit.nest === undefined ? 'a text put in' : 'nested elements put in';
}

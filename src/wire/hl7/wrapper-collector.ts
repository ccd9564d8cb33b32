import type { Deviation } from '../reading.ts';
import type { XmlOpening } from '../xml/xml-handlers.ts';
import { collectField, newDraft, type WrapperDraft } from './wrapper-fields.ts';

/** Elements of a ControlActEvent that are its content; the wrapper ends where one of them begins. */
const CONTENT = new Set([
  'ControlActEvent/subject',
  'ControlActEvent/query',
  'ControlActEvent/queryAck',
  'ControlActEvent/CreateRequest',
  'ControlActEvent/SCRequest',
  'ControlActEvent/setResourcePermissionsRequest',
]);

/** Gathers a wrapper from the start tags of a document and says when it has seen enough. */
export class WrapperCollector {
  readonly draft: WrapperDraft = newDraft();
  readonly deviations: Deviation[] = [];
  /** The root's start tag; `undefined` until it has come. */
  root: XmlOpening | undefined;

  /** @param path local names below the root, joined with slashes; empty for the root itself */
  element(path: string, opening: XmlOpening): 'stop' | undefined {
    if (path === '') this.root = opening;
    if (path === '' || opening.namespace !== this.root?.namespace) return undefined;
    if (CONTENT.has(path)) {
      this.draft.controlAct ??= opening.name;
      return this.#complete() ? 'stop' : undefined;
    }
    collectField(this.draft, path, opening, (code, message) => {
      this.deviations.push({ code: `hl7.${code}`, message, at: opening.at });
    });
    return undefined;
  }

  /** Whether all that is mandatory has come; if not, it may still follow out of order. */
  #complete(): boolean {
    const { once, senders, receivers, systems, interactionId } = this.draft;
    const come = once.has('id') && interactionId !== undefined;
    return come && senders.length > 0 && receivers.length > 0 && systems.length > 0;
  }
}

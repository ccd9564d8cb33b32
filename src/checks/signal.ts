import type { EbxmlMessage } from '../wire/ebxml/ebxml-message.ts';
import { SIGNAL_SERVICE } from '../wire/ebxml/names.ts';

/** Whether a message belongs to the exchange of another one: an acknowledgement, an error, a ping (mhs 3.6). */
export function isSignal({ service, acknowledgment, errorList }: EbxmlMessage): boolean {
  return service === SIGNAL_SERVICE || acknowledgment !== undefined || errorList !== undefined;
}

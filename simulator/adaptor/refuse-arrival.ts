import { buildSoapFault, writeSoapFault } from '../../src/wire/soap/soap-fault.ts';
import type { HandOn } from '../mhs/receiver-handlers.ts';

/** What could not be handed on: Spine gets a fault 200, and sends it again (mhs 4.1, item 4). */
export function refusal(because: string): HandOn {
  const fault = buildSoapFault('200', because);
  return {
    refused: {
      because,
      reply: {
        status: 500,
        headers: [['Content-Type', 'text/xml']],
        body: writeSoapFault(fault),
      },
    },
    trace: [{ stage: 'perform', text: because }],
  };
}

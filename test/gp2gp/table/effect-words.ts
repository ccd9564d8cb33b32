import type { TransferEffect } from '../../../src/gp2gp/transfer-event.ts';

/** An effect in a few words for a table. Reports are left out: they reach nobody outside. */
export function effectWords(effect: TransferEffect): string | undefined {
  switch (effect.kind) {
    case 'report':
      return effect.deviation === undefined ? undefined : `tell of ${effect.deviation}`;
    case 'send-acknowledgement':
      return effect.code === undefined
        ? `**accept the ${effect.about}** (AA)`
        : `**refuse the ${effect.about} with ${effect.code}**`;
    case 'send-request':
      return '**send the request**';
    case 'send-extract':
      return '**send the extract**';
    case 'send-continue':
      return '**send the continue**';
    case 'send-fragment':
      return `**send part ${effect.messageId}**`;
    case 'retrieve-patient':
      return 'ask PDS for the patient';
    case 'update-registration':
      return 'register the patient on PDS';
    case 'look-up-system':
      return 'ask SDS for the other system';
    case 'find-record':
      return 'look for the record';
    case 'join-document':
      return 'join the document';
    case 'rebuild-payload':
      return 'replace the skeleton';
    case 'ask-decision':
      return 'ask for a decision';
    case 'file-record':
      return FILING[effect.as ?? 'record'];
    case 'start-timer':
      return effect.timer === 'overall'
        ? `start the overall timer, N = ${effect.parts}`
        : `start ${effect.timer}`;
    case 'stop-timer':
      return `stop ${effect.timer === 'overall' ? 'the overall timer' : effect.timer}`;
  }
}

const FILING = {
  record: 'file the record',
  suppressed: 'file the record hidden',
  document: 'file the record as a document',
} as const;

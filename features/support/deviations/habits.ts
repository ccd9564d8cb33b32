import { HL7_EBXML_NS_LOWER } from '../../../src/wire/ebxml/names.ts';
import type { MimeStyle } from '../../../src/wire/mime/mime-style.ts';
import type { Deviation } from './deviation.ts';

const mime = (mimeStyle: Partial<MimeStyle>): Deviation => {
  return (draft) => ({ ...draft, mimeStyle });
};

const days = 24 * 60 * 60 * 1000;

/** What real systems write differently without being wrong (mhs 1.4, 3.1 to 3.4), and TimeToLive. */
export const HABITS: Readonly<Record<string, Deviation>> = {
  'line feeds in place of line ends': mime({ lineEnding: '\n' }),
  'line ends that alternate': mime({ lineEnding: 'alternating' }),
  'unquoted parameters': mime({ quoted: ['boundary'], startBrackets: false }),
  'parameters in another order': mime({ parameters: ['start', 'type', 'charset', 'boundary'] }),
  'header names in lower case': mime({ headerCase: 'lower' }),
  'no space after the colon': mime({ spaceAfterColon: false }),
  'a preamble and an epilogue': mime({ preamble: 'to be skipped', epilogue: 'to be skipped' }),
  'spaces after the boundary': mime({ padding: '  ' }),
  'a boundary of its own': mime({ boundary: 'uuid:5f0f9a3e-practice-1' }),
  'a quoted SOAPAction': (draft) => ({ ...draft, soapAction: `"${draft.soapAction ?? ''}"` }),
  'the lower-case HL7 namespace': (draft) => ({
    ...draft,
    envelopeStyle: { hl7Namespace: HL7_EBXML_NS_LOWER },
  }),
  'an envelope on one line': (draft) => ({ ...draft, envelopeStyle: { lineEnding: '' } }),
  'a TimeToLive that has passed': (draft) => ({
    ...draft,
    time: new Date(draft.time.getTime() - days),
    withTimeToLive: true,
  }),
  'a TimeToLive of its persist duration': (draft) => ({ ...draft, withTimeToLive: true }),
};

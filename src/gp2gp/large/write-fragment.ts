import { LARGE_MESSAGE } from '../../domain/interaction.ts';
import { subjectAround, type WrapperStyle, writeWrapper } from '../../wire/hl7/write-wrapper.ts';
import { element, writeXml } from '../../wire/xml/write-xml.ts';
import { gp2gpWrapper, type WrapperFacts } from '../gp2gp-wrapper.ts';
import { GP2GP_NS, LOCALISATION_NS, MESSAGE_TYPE_ROOT } from './copc-names.ts';
import { copcCode } from './write-continue.ts';

/**
 * Whose habits a fragment follows (gp2gp 2.6): the national model, the sending adaptor, Vision, or the national
 * examples of 2013, which leave out every class code and are not valid.
 */
export type FragmentForm = 'national' | 'snd' | 'vision' | '2013-without-class-codes';

export interface FragmentFacts extends WrapperFacts {
  /** ODS codes of the practices: who sends, and who receives. */
  readonly fromOds: string;
  readonly toOds: string;
  /** Name of what this message brings: the attachment's for it and its index, else that of the chunk. */
  readonly fileName: string;
  /** `pertinentPayloadBody/id`, a UUID of its own. */
  readonly bodyId: string;
}

const CODES = /\s(?:classCode|moodCode|determinerCode|typeCode|contextConductionInd)="[^"]*"/g;

/**
 * The payload of a message that brings an attachment, a chunk of one, or the index of its chunks: they differ in
 * their manifests (gp2gp 2.6). Valid against COPC_IN000001UK01, but for the form of 2013.
 */
export function writeFragment(
  facts: FragmentFacts,
  form: FragmentForm = 'snd',
  style: WrapperStyle = {},
): string {
  const { fileName, hl7Id } = facts;
  const vision = form === 'vision';
  const information = element(
    'PayloadInformation',
    { 'xmlns:npfitlc': LOCALISATION_NS, classCode: 'OBS', moodCode: 'EVN' },
    [
      vision
        ? copcCode('GP2GP_PI', 'GP2GP Payload Information')
        : copcCode('GP2GPLMATTACHMENTINFO', 'GP2GP Large Message Attachment Information'),
      element('id', { root: hl7Id }),
      element('npfitlc:messageType', {
        root: MESSAGE_TYPE_ROOT,
        extension: vision ? 'COPC_MT000001UK01' : 'RCMR_MT000001GB01',
      }),
      element('value', {}, [
        element('Gp2gpfragment', { xmlns: GP2GP_NS }, [
          element('Version', {}, '01'),
          element('Recipients', {}, [element('Recipient', {}, vision ? [] : facts.toOds)]),
          element('From', {}, vision ? [] : facts.fromOds),
          element('subject', {}, vision ? fileName : `Attachment: ${fileName}`),
          element('message-id', {}, hl7Id),
        ]),
      ]),
      element('pertinentInformation', { typeCode: 'PERT' }, [
        element('sequenceNumber', { value: '1' }),
        element('pertinentPayloadBody', { classCode: 'OBS', moodCode: 'EVN' }, [
          vision
            ? copcCode('GP2GP_PB', 'GP2GP Payload Body')
            : copcCode('GP2GPLMATTACHMENT', 'GP2GP Large Message Attachment'),
          element('id', { root: facts.bodyId }),
          element('value', {}, [element('reference', { value: referenceTo(fileName, form) })]),
        ]),
      ]),
    ],
  );
  const version = vision ? 'V3NPfIT3.1.10' : 'V3NPfIT3.0';
  const wrapper = gp2gpWrapper(LARGE_MESSAGE, facts, version);
  const payload = writeWrapper(wrapper, subjectAround(writeXml(information)), style);
  return form === '2013-without-class-codes' ? payload.replace(CODES, '') : payload;
}

/** Bare in the national examples and in Vision's; the adaptor writes a URL. */
function referenceTo(fileName: string, form: FragmentForm): string {
  return form === 'snd' ? `file://localhost/${encodeURI(fileName.toWellFormed())}` : fileName;
}

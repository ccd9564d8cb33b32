import { element, type WritableElement } from '../../wire/xml/write-xml.ts';
import { availabilityNode, codeNode, idNode, statusNode } from '../record-nodes.ts';
import { EDI_MESSAGE } from './clinical-terms.ts';

/**
 * The statement that stands for what is too large, and names the document that brings it (gp2gp 3.6). Both ids
 * are the document's: receivers look for the statement that carries it.
 *
 * @param time HL7 time
 */
export function skeletonStatement(documentId: string, time: string): WritableElement {
  return element('NarrativeStatement', { classCode: 'OBS', moodCode: 'EVN' }, [
    idNode(documentId),
    element('text', {}, 'Skeleton statement'),
    statusNode(),
    availabilityNode(time),
    element('reference', { typeCode: 'REFR' }, [
      element('referredToExternalDocument', { classCode: 'DOC', moodCode: 'EVN' }, [
        idNode(documentId),
        codeNode(EDI_MESSAGE, 'code', [
          element('originalText', {}, 'Original RCMR_IN03 EhrExtract message'),
        ]),
        element('text', { mediaType: 'text/xml' }, [
          element('reference', { value: `cid:${documentId}` }),
        ]),
      ]),
    ]),
  ]);
}

const OPEN = '<component typeCode="COMP">';

/** The last statement of written compositions, cut out, with what stands before and after it. */
export interface CutStatement {
  readonly before: string;
  readonly statement: string;
  readonly after: string;
}

/** Cuts the first statement out of a written composition; `undefined` when it has none. */
export function cutStatement(composition: string): CutStatement | undefined {
  const opening = composition.indexOf(OPEN, OPEN.length);
  if (opening < 0) return undefined;
  const start = opening + OPEN.length;
  let depth = 1;
  const tags = /<component[\s>]|<\/component>/g;
  tags.lastIndex = start;
  for (let tag = tags.exec(composition); tag; tag = tags.exec(composition)) {
    depth += tag[0] === '</component>' ? -1 : 1;
    if (depth === 0) {
      return {
        before: composition.slice(0, start),
        statement: composition.slice(start, tag.index),
        after: composition.slice(tag.index),
      };
    }
  }
  return undefined;
}

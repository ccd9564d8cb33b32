import { element, type WritableElement, type WritableNode } from '../../wire/xml/write-xml.ts';

/** What says that an entry is not to be shown to the patient (gp2gp 2.7, Redaction). */
const NOPAT = element('confidentialityCode', {
  code: 'NOPAT',
  codeSystem: '2.16.840.1.113883.4.642.3.47',
  displayName:
    "no disclosure to patient, family or caregivers without attending provider's authorization",
});

/**
 * Marks the first statement of a composition, or the composition itself, where the schema of UK07 has the place:
 * after `availabilityTime` and `priorityCode`. Exactly one mark is made.
 */
export function redact(composition: WritableElement, whole: boolean): WritableElement {
  let marked = false;
  const mark = (node: WritableElement): WritableElement => {
    const isMeant = whole
      ? node.name === 'ehrComposition'
      : node.name.endsWith('Statement') && node.name !== 'CompoundStatement';
    if (isMeant && !marked) {
      marked = true;
      return withMark(node);
    }
    return {
      ...node,
      children: node.children.map((child) => (isElement(child) ? mark(child) : child)),
    };
  };
  const done = mark(composition);
  // A composition of nothing but links has no statement to mark.
  return marked || whole ? done : redact(composition, true);
}

function withMark(node: WritableElement): WritableElement {
  const at = node.children.findLastIndex(
    (child) => isElement(child) && /^(?:availabilityTime|priorityCode)$/.test(child.name),
  );
  return { ...node, children: node.children.toSpliced(at + 1, 0, NOPAT) };
}

function isElement(node: WritableNode): node is WritableElement {
  return typeof node !== 'string' && !('verbatim' in node);
}

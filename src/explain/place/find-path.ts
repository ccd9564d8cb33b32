import { childElements, type XmlElement } from '../../wire/xml/xml-element.ts';

const STEP = /^([^[]+)(?:\[(\d+)\])?$/;
/** What an element stands in, where it is missing. */
const HOME: Readonly<Record<string, string>> = {
  ...{ Manifest: 'Body', Body: 'Envelope', Header: 'Envelope', ErrorList: 'Header' },
  ...{ AckRequested: 'Header', SyncReply: 'Header', Acknowledgment: 'Header' },
  ...{ DuplicateElimination: 'MessageHeader', CPAId: 'MessageHeader', MessageHeader: 'Header' },
};

/** The element at a path of names, of which the first may stand anywhere; where it is missing, the one it would stand in. */
export function findPath(
  root: XmlElement,
  steps: readonly string[],
): { readonly element: XmlElement; readonly whole: boolean } | undefined {
  const [first = '', ...rest] = steps;
  let element = nthBelow(root, first);
  if (!element) {
    const home = HOME[first];
    const parent = home === undefined ? undefined : findPath(root, [home]);
    return parent && { element: parent.element, whole: false };
  }
  for (const step of rest) {
    const [, name, nth] = STEP.exec(step) ?? [];
    const next: XmlElement | undefined = childElements(element, undefined, name)[
      Number(nth ?? 1) - 1
    ];
    if (!next) return { element, whole: false };
    element = next;
  }
  return { element, whole: true };
}

/** The first element of a name, wherever it stands, the root included. */
function nthBelow(root: XmlElement, step: string): XmlElement | undefined {
  const [, name, nth] = STEP.exec(step) ?? [];
  let left = Number(nth ?? 1);
  const waiting: XmlElement[] = [root];
  for (let at = 0; at < waiting.length; at++) {
    const element = waiting[at];
    if (element?.name === name && --left === 0) return element;
    for (const child of element ? childElements(element) : []) waiting.push(child);
  }
  return undefined;
}

import type { Deviation, Reading } from '../reading.ts';
import { readAs, unreadable } from '../reading.ts';
import { readXmlFacts } from '../xml/read-xml-facts.ts';
import { childElements, type XmlElement } from '../xml/xml-element.ts';
import { HL7_NS, INTERACTION_ROOT } from './names.ts';
import type { TransmissionWrapper } from './transmission-wrapper.ts';
import { WrapperCollector } from './wrapper-collector.ts';

/**
 * Reads the transmission wrapper of an HL7 payload of any size without building a tree. Reading stops
 * where the content of the ControlActEvent begins, once everything mandatory has come before it;
 * what follows is then not even checked for being well-formed (mhs 2.3, 3.10, 5.4).
 */
export function readWrapper(payload: Uint8Array): Reading<TransmissionWrapper> {
  const collector = new WrapperCollector();
  const read = readXmlFacts(payload, (fact) => {
    const slash = fact.path.indexOf('/');
    return collector.element(slash < 0 ? '' : fact.path.slice(slash + 1), fact);
  });
  if (!read.ok) return read;
  return finish(collector, read.deviations);
}

/** The wrapper of a payload that was read as XML, for example the body of a synchronous message. */
export function wrapperFromElement(root: XmlElement): Reading<TransmissionWrapper> {
  const collector = new WrapperCollector();
  collector.element('', root);
  replay(root, '', collector);
  return finish(collector, []);
}

function replay(parent: XmlElement, path: string, collector: WrapperCollector): boolean {
  for (const child of childElements(parent)) {
    const below = path === '' ? child.name : `${path}/${child.name}`;
    if (collector.element(below, child) === 'stop' || replay(child, below, collector)) return true;
  }
  return false;
}

function finish(
  collector: WrapperCollector,
  before: readonly Deviation[],
): Reading<TransmissionWrapper> {
  const { root, draft } = collector;
  if (root === undefined) return unreadable('hl7.no-root', 'the payload has no element');
  const deviations: Deviation[] = [...before, ...collector.deviations];
  const tell = (code: string, message: string): void => {
    deviations.push({ code: `hl7.${code}`, message, at: root.at });
  };
  const need = (path: string): string => {
    const value = draft.once.get(path);
    if (value === undefined) tell('missing', `${path} is missing`);
    return value ?? '';
  };
  if (root.namespace !== HL7_NS) tell('namespace', `the root is in "${root.namespace}"`);
  if (draft.interactionId === undefined) tell('missing', 'interactionId is missing');
  const interactionId = draft.interactionId ?? { root: '', extension: '' };
  if (draft.interactionId && interactionId.root !== INTERACTION_ROOT) {
    tell('interaction-root', `interactionId/@root is "${interactionId.root}"`);
  }
  if (draft.interactionId && interactionId.extension !== root.name) {
    const message = `interactionId "${interactionId.extension}" is not the root ${root.name}`;
    tell('interaction-id', message);
  }
  const creationTime = need('creationTime');
  if (creationTime !== '' && !/^\d{12,17}(?:[.+-]\d+)*$/.test(creationTime)) {
    tell('creation-time', `creationTime "${creationTime}" is not YYYYMMDDhhmm[ss[fff]]`);
  }
  for (const [path, list] of [
    ['communicationFunctionRcv/device/id', draft.receivers],
    ['communicationFunctionSnd/device/id', draft.senders],
    ['ControlActEvent/author1/AgentSystemSDS/agentSystemSDS/id', draft.systems],
  ] as const) {
    if (list.length === 0) tell('missing', `${path} is missing`);
  }
  if (draft.controlActs !== 1)
    tell('control-act', `there are ${draft.controlActs} ControlActEvent`);
  const person = 'ControlActEvent/author/AgentPersonSDS';
  return readAs(
    {
      rootName: root.name,
      id: need('id'),
      creationTime,
      versionCode: need('versionCode'),
      interactionId,
      processingCode: need('processingCode'),
      processingModeCode: need('processingModeCode'),
      acceptAckCode: need('acceptAckCode'),
      acknowledgement: draft.acknowledged
        ? {
            typeCode: need('acknowledgement'),
            details: draft.details,
            messageRef: need('acknowledgement/messageRef/id'),
          }
        : undefined,
      receivers: draft.receivers,
      senders: draft.senders,
      systems: draft.systems,
      author: draft.authored
        ? {
            roleProfile: need(`${person}/id`),
            user: need(`${person}/agentPersonSDS/id`),
            jobRole: need(`${person}/part/partSDSRole/id`),
          }
        : undefined,
      reasons: draft.reasons,
      controlAct: draft.controlAct,
    },
    deviations,
  );
}

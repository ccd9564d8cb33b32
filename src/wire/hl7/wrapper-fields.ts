import type { XmlOpening } from '../xml/xml-handlers.ts';
import { ASID_ROOT } from './names.ts';
import type {
  AcknowledgementDetail,
  ControlActReason,
  TransmissionWrapper,
} from './transmission-wrapper.ts';

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** A wrapper while it is being gathered. */
export interface WrapperDraft {
  /** Attribute values of the elements that occur once, by path and attribute: `id@root`. */
  readonly once: Map<string, string>;
  interactionId: TransmissionWrapper['interactionId'] | undefined;
  acknowledged: boolean;
  authored: boolean;
  controlActs: number;
  controlAct: string | undefined;
  readonly details: Writable<AcknowledgementDetail>[];
  readonly receivers: string[];
  readonly senders: string[];
  readonly systems: string[];
  readonly reasons: Writable<ControlActReason>[];
}

export function newDraft(): WrapperDraft {
  return {
    once: new Map(),
    interactionId: undefined,
    acknowledged: false,
    authored: false,
    controlActs: 0,
    controlAct: undefined,
    details: [],
    receivers: [],
    senders: [],
    systems: [],
    reasons: [],
  };
}

const PERSON = 'ControlActEvent/author/AgentPersonSDS';
const REASON = 'ControlActEvent/reason/justifyingDetectedIssueEvent/code';

/** Elements that occur once, with the attribute that matters. */
const ONCE: ReadonlyMap<string, string> = new Map(
  Object.entries({
    id: 'root',
    creationTime: 'value',
    versionCode: 'code',
    processingCode: 'code',
    processingModeCode: 'code',
    acceptAckCode: 'code',
    acknowledgement: 'typeCode',
    'acknowledgement/messageRef/id': 'root',
    [`${PERSON}/id`]: 'extension',
    [`${PERSON}/agentPersonSDS/id`]: 'extension',
    [`${PERSON}/part/partSDSRole/id`]: 'extension',
  }),
);

/** Takes what one element of the wrapper says, found by its path below the root. */
export function collectField(
  draft: WrapperDraft,
  path: string,
  opening: XmlOpening,
  tell: (code: string, message: string) => void,
): void {
  const get = (name: string): string | undefined => attribute(opening, name);
  const single = ONCE.get(path);
  if (single !== undefined) {
    const value = get(single);
    if (draft.once.has(path)) tell('repeated', `${path} occurs more than once`);
    else if (value === undefined) tell('missing', `${path}/@${single} is missing`);
    else if (value === '') tell('empty', `${path}/@${single} is empty`);
    if (!draft.once.has(path)) draft.once.set(path, value ?? '');
  }
  const asid = (list: string[]): void => {
    const root = get('root');
    const extension = get('extension');
    if (root !== ASID_ROOT) tell('asid-root', `${path}/@root is "${root ?? ''}"`);
    if (!extension) tell('empty', `${path}/@extension is missing or empty`);
    list.push(extension ?? '');
  };
  switch (path) {
    case 'interactionId':
      if (draft.interactionId !== undefined) tell('repeated', `${path} occurs more than once`);
      draft.interactionId ??= { root: get('root') ?? '', extension: get('extension') ?? '' };
      return;
    case 'acknowledgement':
      draft.acknowledged = true;
      return;
    case 'acknowledgement/acknowledgementDetail':
      draft.details.push({ typeCode: get('typeCode'), ...NO_CODE });
      return;
    case 'acknowledgement/acknowledgementDetail/code':
      Object.assign(draft.details.at(-1) ?? {}, codedValue(opening));
      return;
    case 'communicationFunctionRcv/device/id':
      asid(draft.receivers);
      return;
    case 'communicationFunctionSnd/device/id':
      asid(draft.senders);
      return;
    case 'ControlActEvent':
      draft.controlActs += 1;
      return;
    case 'ControlActEvent/author1/AgentSystemSDS/agentSystemSDS/id':
      asid(draft.systems);
      return;
    case 'ControlActEvent/author':
      if (draft.authored) tell('repeated', `${path} occurs more than once`);
      draft.authored = true;
      return;
    case REASON:
      draft.reasons.push({ ...codedValue(opening), qualifier: undefined });
      return;
    // The three forms of mhs 3.11: a code on the qualifier, or on a value inside it.
    case `${REASON}/qualifier`:
    case `${REASON}/qualifier/value`: {
      const reason = draft.reasons.at(-1);
      if (reason !== undefined) reason.qualifier ??= get('code');
      return;
    }
  }
}

const NO_CODE = { code: '', codeSystem: undefined, displayName: undefined } as const;

function codedValue(opening: XmlOpening): Omit<ControlActReason, 'qualifier'> {
  return {
    code: attribute(opening, 'code') ?? '',
    codeSystem: attribute(opening, 'codeSystem'),
    displayName: attribute(opening, 'displayName'),
  };
}

function attribute({ attributes }: XmlOpening, name: string): string | undefined {
  return attributes.find((a) => a.name === name && a.namespace === '')?.value.trim();
}

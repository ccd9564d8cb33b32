import { SOAP_NS } from '../../wire/ebxml/names.ts';
import type { Deviation } from '../../wire/reading.ts';
import { WSA_2005_NS, WSA_NS } from '../../wire/soap/sync-envelope.ts';
import { readXml } from '../../wire/xml/read-xml.ts';
import {
  attributeOf,
  childElements,
  firstChild,
  textOf,
  type XmlElement,
} from '../../wire/xml/xml-element.ts';
import { ITK_NS, WSSE_NS, WSU_NS } from './names.ts';
import { operationOf, type SmspOperation } from './operations.ts';
import type { AuditIdentity, SmspFrame, SmspSecurity } from './smsp-message.ts';

/** What stands around a payload, and the payload's root. */
export interface ReadFrame {
  readonly frame: SmspFrame;
  readonly payload: XmlElement;
  readonly deviations: readonly Deviation[];
}

/**
 * What was read of an envelope. `broken` cannot be answered but with a fault; `invalid` is known well enough to
 * be answered with SMSP-0001.
 */
export type FrameReading =
  | ({ readonly kind: 'read' } & ReadFrame)
  | { readonly kind: 'broken'; readonly messageId?: string; readonly why: string }
  | { readonly kind: 'invalid'; readonly frame: SmspFrame; readonly why: string };

export function readFrame(bytes: Uint8Array): FrameReading {
  const xml = readXml(bytes);
  if (!xml.ok) return broken(xml.failure.message);
  const envelope = xml.value;
  if (envelope.namespace !== SOAP_NS || envelope.name !== 'Envelope')
    return broken('the root is no SOAP 1.1 Envelope');
  const header = only(envelope, SOAP_NS, 'Header');
  const body = only(envelope, SOAP_NS, 'Body');
  if (!header || !body) return broken('there must be one SOAP Header and one SOAP Body');
  if (childElements(header, WSA_NS).length > 0)
    return broken(`WS-Addressing is of 2004: the namespace must be ${WSA_2005_NS}`);
  const addressing = (name: string) => textAt(firstChild(header, WSA_2005_NS, name));
  const messageId = addressing('MessageID');
  if (!messageId) return broken('wsa:MessageID is missing');
  const fail = (why: string): FrameReading => ({ kind: 'broken', messageId, why });
  const action = addressing('Action');
  const operation = action === undefined ? undefined : operationOf(action);
  if (!operation) return fail(`wsa:Action "${cut(action)}" is no service of this address`);
  const distribution = firstChild(body, ITK_NS, 'DistributionEnvelope');
  const inner = distribution && firstChild(distribution, ITK_NS, 'header');
  const payloads = distribution && firstChild(distribution, ITK_NS, 'payloads');
  if (!inner || !payloads) return fail('the Body holds no ITK DistributionEnvelope');
  const service = attributeOf(inner, '', 'service');
  if (service !== action) return fail(`header@service "${cut(service)}" is not the wsa:Action`);
  const from = firstChild(header, WSA_2005_NS, 'From');
  const frame = frameOf(inner, operation, {
    messageId,
    relatesTo: addressing('RelatesTo'),
    to: addressing('To'),
    from: from && textAt(firstChild(from, WSA_2005_NS, 'Address')),
    security: securityOf(header),
  });
  return payloadOf(frame, inner, payloads, xml.deviations);
}

/** The payload that the manifest names; one is all that a mini service knows. */
function payloadOf(
  frame: SmspFrame,
  header: XmlElement,
  payloads: XmlElement,
  deviations: readonly Deviation[],
): FrameReading {
  const invalid = (why: string): FrameReading => ({ kind: 'invalid', frame, why });
  const manifest = firstChild(header, ITK_NS, 'manifest');
  const items = manifest ? childElements(manifest, ITK_NS, 'manifestitem') : [];
  const all = childElements(payloads, ITK_NS, 'payload');
  const [item] = items;
  const [payload] = all;
  if (items.length !== 1 || all.length !== 1 || !item || !payload)
    return invalid('there must be one manifest item and one payload');
  if (attributeOf(manifest ?? header, '', 'count') !== '1')
    return invalid('the manifest does not count one item');
  if (attributeOf(payloads, '', 'count') !== '1')
    return invalid('the payloads do not count one payload');
  const id = attributeOf(item, '', 'id') ?? '';
  if (id === '' || id !== attributeOf(payload, '', 'id'))
    return invalid('the id of the payload is not the one of the manifest item');
  for (const name of ['base64', 'compressed', 'encrypted'])
    if (attributeOf(item, '', name) === 'true') return invalid(`a payload cannot be ${name} here`);
  const [root] = childElements(payload);
  if (!root) return invalid('the payload is empty');
  return {
    kind: 'read',
    frame: { ...frame, payloadId: id, id: idOf(root) },
    payload: root,
    deviations,
  };
}

function frameOf(
  header: XmlElement,
  operation: SmspOperation,
  addressing: Pick<SmspFrame, 'messageId' | 'relatesTo' | 'to' | 'from' | 'security'>,
): SmspFrame {
  const identities = firstChild(header, ITK_NS, 'auditIdentity');
  const audit = identities ? childElements(identities, ITK_NS, 'id').slice(0, 4) : [];
  const sender = firstChild(header, ITK_NS, 'senderAddress');
  return {
    ...addressing,
    trackingId: attributeOf(header, '', 'trackingid') ?? '',
    payloadId: '',
    audit: audit.map(identityOf),
    sender: sender && attributeOf(sender, '', 'uri'),
    id: '',
    operation,
  };
}

function identityOf(id: XmlElement): AuditIdentity {
  return { type: attributeOf(id, '', 'type'), uri: attributeOf(id, '', 'uri') ?? '' };
}

/** `undefined` unless there are a timestamp and a user's name; a password is passed over. */
function securityOf(header: XmlElement): SmspSecurity | undefined {
  const security = firstChild(header, WSSE_NS, 'Security');
  const timestamp = security && firstChild(security, WSU_NS, 'Timestamp');
  const token = security && firstChild(security, WSSE_NS, 'UsernameToken');
  const username = token && textAt(firstChild(token, WSSE_NS, 'Username'));
  if (!timestamp || !username) return undefined;
  return {
    created: textAt(firstChild(timestamp, WSU_NS, 'Created')),
    expires: textAt(firstChild(timestamp, WSU_NS, 'Expires')),
    username,
  };
}

function idOf(root: XmlElement): string {
  const id = childElements(root).find(({ name }) => name === 'id');
  return (id && attributeOf(id, '', 'root')) ?? '';
}

function only(parent: XmlElement, namespace: string, name: string): XmlElement | undefined {
  const found = childElements(parent, namespace, name);
  return found.length === 1 ? found[0] : undefined;
}

function textAt(element: XmlElement | undefined): string | undefined {
  return element && textOf(element).trim();
}

function broken(why: string): FrameReading {
  return { kind: 'broken', why };
}

/** Peers can write names as long as they like. */
function cut(text: string | undefined): string {
  return (text ?? '').slice(0, 120);
}

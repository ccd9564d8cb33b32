import assert from 'node:assert/strict';
import { all, below, deep, value } from '../../../src/demographics/hl7v3/hl7-element.ts';
import type { HttpAnswer } from '../../../src/platform/http-client.ts';
import { headerValue } from '../../../src/platform/http-message.ts';
import { readEbxml } from '../../../src/wire/ebxml/read-ebxml.ts';
import { decodePart } from '../../../src/wire/mime/decode-part.ts';
import { readMime } from '../../../src/wire/mime/read-mime.ts';
import { readSoapFault } from '../../../src/wire/soap/read-soap-fault.ts';
import { readSyncEnvelope } from '../../../src/wire/soap/read-sync-envelope.ts';
import { readXml } from '../../../src/wire/xml/read-xml.ts';
import type { XmlElement } from '../../../src/wire/xml/xml-element.ts';
import type { Delivered } from '../../spine/stand.ts';

/** An answer of PDS as tests look at it. */
export interface PdsAnswer {
  readonly interaction: string;
  readonly id: string;
  readonly typeCode: string | undefined;
  readonly messageRef: string | undefined;
  readonly versionCode: string | undefined;
  /** `code qualifier`, in order. */
  readonly reasons: readonly string[];
  readonly reasonTexts: readonly string[];
  /** Codes of acknowledgementDetail. */
  readonly details: readonly string[];
  readonly queryResponse: string | undefined;
  readonly message: XmlElement;
  /** Every value of an attribute of the elements of a name, in document order. */
  values(name: string, attribute: string): readonly string[];
  readonly scn: string | undefined;
  /** Practices by code-1 provision, in order. */
  readonly practices: readonly string[];
}

export function answerOf(message: XmlElement): PdsAnswer {
  const acknowledgement = below(message, 'acknowledgement');
  const act = below(message, 'ControlActEvent');
  const codes = all(act, 'reason').flatMap(
    (each) => below(each, 'justifyingDetectedIssueEvent', 'code') ?? [],
  );
  const provisions = [
    ...deep(message, 'patientCareProvisionEvent'),
    ...deep(message, 'patientCareProvision'),
  ].filter((each) => value(below(each, 'code'), 'code') === '1');
  return {
    interaction: message.name,
    id: value(below(message, 'id'), 'root') ?? '',
    typeCode: value(acknowledgement, 'typeCode'),
    messageRef: value(below(acknowledgement, 'messageRef', 'id'), 'root'),
    versionCode: value(below(message, 'versionCode'), 'code'),
    reasons: codes.map(
      (code) => `${value(code, 'code')} ${value(below(code, 'qualifier'), 'code')}`,
    ),
    reasonTexts: codes.map((code) => value(code, 'displayName') ?? ''),
    details: all(acknowledgement, 'acknowledgementDetail').map(
      (each) => value(below(each, 'code'), 'code') ?? '',
    ),
    queryResponse: value(below(act, 'queryAck', 'queryResponseCode'), 'code'),
    message,
    values: (name, attribute) =>
      [...deep(message, name)].flatMap((each) => value(each, attribute) ?? []),
    scn: value(below([...deep(message, 'pertinentSerialChangeNumber')][0], 'value'), 'value'),
    practices: provisions.flatMap((each) => {
      const performer = below(each, 'performer');
      const id =
        below(performer, 'assignedEntity', 'id') ?? below(performer, 'assignedOrganization', 'id');
      return value(id, 'extension') ?? [];
    }),
  };
}

/** The answer to a synchronous query with its envelope. */
export function syncAnswer({ status, headers, body }: HttpAnswer) {
  assert.equal(status, 200, body.toString());
  assert.equal(headerValue(headers, 'Content-Type'), 'text/xml');
  const envelope = readSyncEnvelope(body);
  assert.ok(envelope.ok && envelope.value.body, body.toString());
  const { header, body: inner } = envelope.value;
  return { ...answerOf(inner.message), header, wrapper: inner.wrapper, xml: body.toString() };
}

/** The one error of a SOAP fault: code, and the name before the colon. */
export function faultOf({ status, body }: HttpAnswer) {
  assert.equal(status, 500, body.toString());
  const fault = readSoapFault(body);
  assert.ok(fault.ok, body.toString());
  const [error] = fault.value.errors;
  assert.ok(error);
  const { errorCode, description, location, codeContext } = error;
  return { errorCode, description, location, codeContext, name: description.split(':')[0] };
}

/** A message that Spine delivered: its envelope and, unless it is a signal, the answer in it. */
export function delivery({ headers, body }: Delivered) {
  const contentType = String(headers['content-type']);
  const mime = readMime(body, contentType);
  if (!contentType.startsWith('multipart') || !mime.ok) {
    const signal = readEbxml(body);
    assert.ok(signal.ok, body.toString());
    return { envelope: signal.value, answer: undefined, xml: '' };
  }
  const [first, second] = mime.value.parts;
  assert.ok(first && second);
  const envelope = readEbxml(
    body.subarray(first.body.offset, first.body.offset + first.body.length),
  );
  const payload = decodePart(body, second);
  assert.ok(envelope.ok && payload.ok);
  const xml = readXml(payload.value);
  return {
    envelope: envelope.value,
    answer: xml.ok ? answerOf(xml.value) : undefined,
    xml: Buffer.from(payload.value).toString(),
  };
}

import assert from 'node:assert/strict';
import { headerValue } from '../../src/platform/http-message.ts';
import type { EbxmlMessage } from '../../src/wire/ebxml/ebxml-message.ts';
import { readEbxml } from '../../src/wire/ebxml/read-ebxml.ts';
import { signalSoapAction } from '../../src/wire/ebxml/soap-action.ts';
import { readSoapFault } from '../../src/wire/soap/read-soap-fault.ts';
import type { Exchange } from './postbag.ts';

/** Every answer of Spine is bare `text/xml` with its length (mhs 1.5); status and body are told apart. */
function assertFrame({ answer }: Pick<Exchange, 'answer'>, status: number): void {
  const { body, headers } = answer;
  const shown = `Spine answered ${answer.status}: ${body.toString()}`;
  assert.equal(answer.status, status, shown);
  assert.equal(headerValue(headers, 'Content-Type'), 'text/xml', shown);
  assert.equal(headerValue(headers, 'Content-Length'), String(body.length), shown);
  assert.equal(headerValue(headers, 'Transfer-Encoding'), undefined, shown);
}

function signalIn({ answer }: Exchange): EbxmlMessage {
  const read = readEbxml(answer.body);
  assert.ok(read.ok, `Spine's answer is no ebXML: ${answer.body.toString()}`);
  assert.deepEqual(read.deviations, [], "Spine's own signals have no oddities");
  return read.value;
}

/** A signal goes back the way the message came, under the same contract and conversation (mhs 3.6). */
export function assertRefersTo(signal: EbxmlMessage, original: EbxmlMessage): void {
  assert.deepEqual(
    {
      from: signal.from,
      to: signal.to,
      cpaId: signal.cpaId,
      conversationId: signal.conversationId,
      refToMessageId: signal.refToMessageId,
    },
    {
      from: original.to,
      to: original.from,
      cpaId: original.cpaId,
      conversationId: original.conversationId,
      refToMessageId: original.messageId,
    },
  );
  assert.notEqual(signal.messageId, original.messageId);
}

/** 202 with the acknowledgement of the hop. */
export function assertAcknowledged(exchange: Exchange): void {
  assertFrame(exchange, 202);
  const { envelope } = exchange.posted;
  assert.equal(
    headerValue(exchange.answer.headers, 'SOAPAction'),
    signalSoapAction('Acknowledgment'),
  );
  const signal = signalIn(exchange);
  assert.equal(signal.action, 'Acknowledgment');
  assertRefersTo(signal, envelope);
  assert.equal(signal.acknowledgment?.refToMessageId, envelope.messageId);
  assert.deepEqual(signal.acknowledgment?.from, envelope.to);
}

/** 202 and nothing more (mhs 1.5, first row). */
export function assertAccepted(exchange: Exchange): void {
  assertFrame(exchange, 202);
  assert.equal(exchange.answer.body.length, 0);
  assert.equal(headerValue(exchange.answer.headers, 'SOAPAction'), 'asyncExpressSyncAck');
}

export interface ExpectedRefusal {
  readonly code: string;
  readonly description: string;
}

/** A SOAP fault with one error (mhs 3.8); the sender is blamed for 101, Spine for the others. */
export function assertSoapFault(
  exchange: Pick<Exchange, 'answer'>,
  { code, description }: ExpectedRefusal,
): void {
  assertFrame(exchange, 500);
  const read = readSoapFault(exchange.answer.body);
  assert.ok(read.ok, exchange.answer.body.toString());
  const { faultCode, faultString, errors } = read.value;
  assert.equal(faultCode, code === '101' ? 'Client' : 'Server');
  assert.equal(faultString, 'Application Exception');
  assert.deepEqual(
    errors.map(({ errorCode, severity, description: text }) => ({
      errorCode,
      severity,
      description: text,
    })),
    [{ errorCode: code, severity: 'Error', description }],
  );
}

/** A MessageError about the message with exactly these errors, all of severity Error (mhs 3.7). */
export function assertMessageError(
  exchange: Exchange,
  expected: readonly ExpectedRefusal[],
): EbxmlMessage {
  assertFrame(exchange, 200);
  assert.equal(
    headerValue(exchange.answer.headers, 'SOAPAction'),
    signalSoapAction('MessageError'),
  );
  const signal = signalIn(exchange);
  assert.equal(signal.action, 'MessageError');
  assertRefersTo(signal, exchange.posted.envelope);
  assert.equal(signal.errorList?.highestSeverity, 'Error');
  assert.deepEqual(
    signal.errorList?.errors.map(({ errorCode, severity, description }) => ({
      code: errorCode,
      severity,
      description,
    })),
    expected.map((each) => ({ ...each, severity: 'Error' })),
  );
  return signal;
}

/** 200 with a signal that answers one of the sender's signals (ebMS 2.0 sections 7 and 8). */
export function assertSignal(exchange: Exchange, action: string): EbxmlMessage {
  assertFrame(exchange, 200);
  assert.equal(headerValue(exchange.answer.headers, 'SOAPAction'), signalSoapAction(action));
  const signal = signalIn(exchange);
  assert.equal(signal.action, action);
  assertRefersTo(signal, exchange.posted.envelope);
  return signal;
}

/** The first answer again, to the byte and the header line. */
export function assertSameAnswer(exchanges: readonly Exchange[]): void {
  assert.ok(exchanges.length > 1, 'there is only one answer');
  const shown = exchanges.map(({ answer: { status, headers, body } }) => ({
    status,
    headers: headers.filter(([name]) => name.toLowerCase() !== 'date'),
    body: body.toString(),
  }));
  for (const one of shown) assert.deepEqual(one, shown[0]);
}

/** What became of the message that was asked about (ebMS 2.0 section 7.1.2). */
export function assertStatus(exchange: Exchange, status: string): void {
  const { statusResponse } = assertSignal(exchange, 'StatusResponse');
  const asked = exchange.posted.envelope.statusRequest;
  assert.equal(statusResponse?.status, status);
  assert.equal(statusResponse?.refToMessageId, asked?.refToMessageId);
  // When it was received is told only to the sender of a message that is known.
  const isKnown = status !== 'NotRecognized' && status !== 'UnAuthorized';
  assert.equal(statusResponse?.timestamp !== undefined, isKnown);
}

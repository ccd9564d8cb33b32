import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lookUp } from '../../simulator/spine/look-up.ts';
import { defaultWorld } from '../../simulator/world/default-world.ts';
import { messageChecks } from '../../src/checks/catalogue.ts';
import { examineAll } from '../../src/checks/check.ts';
import type { HttpFacts, InboundMessage } from '../../src/checks/inbound-message.ts';
import type { EbxmlMessage } from '../../src/wire/ebxml/ebxml-message.ts';
import { readEbxml } from '../../src/wire/ebxml/read-ebxml.ts';
import { readMime } from '../../src/wire/mime/read-mime.ts';
import { type MessageOrder, message } from '../spine/messages.ts';

export const world = defaultWorld();

/** A right message, posted and read: no check of weight finds anything in it. */
export function inbound(order: MessageOrder = {}): InboundMessage {
  const { path, headers, body } = message(world, {
    attachments: [
      {
        contentId: 'A1@spine.nhs.uk',
        contentType: 'application/pdf',
        transferEncoding: 'base64',
        content: Buffer.from('%PDF-1.4'),
      },
    ],
    ...order,
  });
  const [[, contentType] = ['', ''], [, soapAction] = ['', '']] = headers;
  const mime = readMime(body, contentType);
  if (!mime.ok) throw new Error(mime.failure.message);
  const first = mime.value.parts[0]?.body ?? { offset: 0, length: 0 };
  const read = readEbxml(body.subarray(first.offset, first.offset + first.length));
  if (!read.ok) throw new Error(read.failure.message);
  return {
    http: {
      method: 'POST',
      path,
      soapAction,
      contentType,
      contentLength: body.length,
      chunked: false,
    },
    mime: mime.value,
    mimeDeviations: mime.deviations,
    envelope: read.value,
    envelopeDeviations: read.deviations,
    directory: lookUp(world, read.value),
    limits: world.limits,
    now: new Date('2026-01-05T09:00:01Z'),
  };
}

export function withEnvelope(
  given: InboundMessage,
  changes: Partial<EbxmlMessage>,
): InboundMessage {
  return { ...given, envelope: { ...given.envelope, ...changes } };
}

export function withHttp(given: InboundMessage, changes: Partial<HttpFacts>): InboundMessage {
  return given.http ? { ...given, http: { ...given.http, ...changes } } : given;
}

export function withParts(
  given: InboundMessage,
  change: (part: NonNullable<InboundMessage['mime']>['parts'][number], at: number) => object,
): InboundMessage {
  if (!given.mime) return given;
  const parts = given.mime.parts.map((part, at) => ({ ...part, ...change(part, at) }));
  return { ...given, mime: { ...given.mime, parts } };
}

export function withDirectory(
  given: InboundMessage,
  changes: Partial<NonNullable<InboundMessage['directory']>>,
): InboundMessage {
  return given.directory ? { ...given, directory: { ...given.directory, ...changes } } : given;
}

/** The ids of the checks that found something of weight. */
export function broken(subject: InboundMessage): readonly string[] {
  const weighty = examineAll(messageChecks, subject).filter(({ severity }) => severity !== 'note');
  return [...new Set(weighty.map(({ check }) => check))];
}

const PSIS = {
  to: 'YES-0000806',
  service: 'urn:nhs:names:services:psis',
  action: 'REPC_IN150016UK05',
  attachments: [],
};

/** A right message of every pattern (mhs 2.2). */
export const right = inbound();
export const reliable = inbound(PSIS);
export const express = inbound({
  ...PSIS,
  service: 'urn:nhs:names:services:psisquery',
  action: 'QUPC_IN160101UK05',
});
export const endParty = inbound({
  service: 'urn:nhs:names:services:itk',
  action: 'COPC_IN000001GB01',
});
export const unreliable = inbound({
  service: 'urn:nhs:names:services:ebs',
  action: 'PRSC_IN080000UK03',
});

/** Check, what is wrong, a message that has just this wrong. */
export type Specimen = readonly [check: string, wrong: string, subject: InboundMessage];

/** One test for each specimen: its check, and of those with weight no other, finds the fault. */
export function testSpecimens(specimens: readonly Specimen[]): void {
  for (const [check, wrong, subject] of specimens) {
    test(`${check} and nothing else finds ${wrong}`, () => {
      assert.deepEqual(broken(subject), [check]);
      const finding = examineAll(messageChecks, subject).find((found) => found.check === check);
      assert.ok(finding && finding.message.length > 10 && finding.at.length > 0);
    });
  }
}

import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';

/**
 * The yardstick: node:https with mutual TLS that reads the body and answers a canned acknowledgement.
 * Its credentials come in `IDENTITY`, its port goes to the parent. Also the recipient of forwarded
 * messages: it acknowledges the id that it finds near the start of the body.
 */
const identity = JSON.parse(process.env.IDENTITY ?? '{}');
const CANNED = `<?xml version="1.0" encoding="UTF-8"?><soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/" xmlns:eb="http://www.oasis-open.org/committees/ebxml-msg/schema/msg-header-2_0.xsd"><soap:Header><eb:MessageHeader eb:version="2.0" soap:mustUnderstand="1"><eb:From><eb:PartyId eb:type="urn:nhs:names:partyType:ocs+serviceInstance">Z99002-900002</eb:PartyId></eb:From><eb:To><eb:PartyId eb:type="urn:nhs:names:partyType:ocs+serviceInstance">Z99001-900001</eb:PartyId></eb:To><eb:CPAId>S1A1</eb:CPAId><eb:ConversationId>@</eb:ConversationId><eb:Service>urn:oasis:names:tc:ebxml-msg:service</eb:Service><eb:Action>Acknowledgment</eb:Action><eb:MessageData><eb:MessageId>00000000-0000-4000-8000-000000000000</eb:MessageId><eb:Timestamp>2026-01-01T00:00:00Z</eb:Timestamp><eb:RefToMessageId>@</eb:RefToMessageId></eb:MessageData></eb:MessageHeader><eb:Acknowledgment eb:version="2.0" soap:mustUnderstand="1" soap:actor="urn:oasis:names:tc:ebxml-msg:actor:toPartyMSH"><eb:Timestamp>2026-01-01T00:00:00Z</eb:Timestamp><eb:RefToMessageId>@</eb:RefToMessageId></eb:Acknowledgment></soap:Header><soap:Body/></soap:Envelope>`;
let received = 0;

const server = createServer(
  {
    key: identity.keyPem,
    cert: identity.chainPem,
    ca: identity.trustPem,
    requestCert: true,
    rejectUnauthorized: true,
    minVersion: 'TLSv1.2',
  },
  (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks);
      const start = body.indexOf('MessageId>');
      const id = start < 0 ? '' : body.toString('latin1', start + 10, start + 46);
      const answer = Buffer.from(CANNED.replaceAll('@', id));
      received++;
      response.writeHead(202, { 'Content-Type': 'text/xml', 'Content-Length': answer.length });
      response.end(answer);
    });
  },
);
server.keepAliveTimeout = 65_000;
server.listen(0, '127.0.0.1', () =>
  process.send?.({ port: (server.address() as AddressInfo).port }),
);
process.on('message', () => process.send?.({ received, rss: process.memoryUsage.rss() }));
process.on('disconnect', () => process.exit());

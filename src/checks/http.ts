import { pathOf, patternsAt } from '../domain/spine-path.ts';
import { parseSoapAction, writeSoapAction } from '../wire/ebxml/soap-action.ts';
import type { Check } from './check.ts';
import type { InboundMessage } from './inbound-message.ts';

export const postedWithLength: Check<InboundMessage> = {
  id: 'HTTP-01',
  clause: 'mhs 5.1 H1',
  basis: 'A',
  severity: 'should',
  title: 'the message is posted with Content-Length and not chunked',
  advice: 'Send every message with POST, its whole body at once and its Content-Length.',
  *examine({ http }) {
    if (!http) return;
    if (http.method !== 'POST') {
      yield { message: `the method is ${http.method}`, at: 'request line', suggestion: 'POST' };
    }
    if (http.chunked) {
      yield {
        message: 'the body was sent chunked: some message handlers cannot read that',
        at: 'Transfer-Encoding',
        suggestion: 'send the whole body with a Content-Length',
      };
    } else if (http.contentLength === undefined) {
      yield { message: 'there is no Content-Length', at: 'Content-Length' };
    }
  },
};

export const soapActionPresent: Check<InboundMessage> = {
  id: 'HTTP-02',
  clause: 'mhs 5.1 H2',
  basis: 'N',
  severity: 'must',
  title: 'the SOAPAction header is present',
  advice: 'Send a SOAPAction header with every message: the service, a slash, the action.',
  *examine({ http, envelope }) {
    if (http && !http.soapAction) {
      yield {
        message: 'there is no SOAPAction header',
        at: 'SOAPAction',
        suggestion: `send SOAPAction: ${writeSoapAction(envelope)}`,
      };
    }
  },
};

export const soapActionAgrees: Check<InboundMessage> = {
  id: 'HTTP-03',
  clause: 'mhs 5.1 H2',
  basis: 'N',
  severity: 'must',
  title: 'SOAPAction is the service, a slash and the action of the envelope',
  advice: 'Take SOAPAction from the envelope that is sent: its Service, a slash, its Action.',
  *examine({ http, envelope }) {
    if (!http?.soapAction) return;
    const expected = writeSoapAction(envelope);
    const read = parseSoapAction(http.soapAction);
    if (!read.ok || writeSoapAction(read.value) !== expected) {
      yield {
        message: `SOAPAction is ${http.soapAction} but the envelope says ${expected}`,
        at: 'SOAPAction',
        suggestion: `send SOAPAction: ${expected}`,
      };
    }
  },
};

export const relatedTypeComplete: Check<InboundMessage> = {
  id: 'HTTP-04',
  clause: 'mhs 5.1 H3',
  basis: 'A',
  severity: 'should',
  title: 'Content-Type names type="text/xml" and the first part as start',
  advice:
    'Write Content-Type with type="text/xml" and, where start is written, the Content-Id of the first part.',
  *examine({ http, mime }) {
    if (!http || !mime) return;
    const { type, start } = mime.type;
    if (type?.toLowerCase() !== 'text/xml') {
      yield {
        message: `the type parameter is ${type ?? 'missing'}, not text/xml`,
        at: 'Content-Type',
      };
    }
    const first = mime.parts[0]?.contentId;
    if (start !== undefined && first !== undefined && start !== first) {
      yield {
        message: `start names <${start}> but the first part is <${first}>`,
        at: 'Content-Type',
        suggestion: `send start="<${first}>"`,
      };
    }
  },
};

export const signalsTravelAlone: Check<InboundMessage> = {
  id: 'HTTP-05',
  clause: 'mhs 5.1 H4',
  basis: 'A',
  severity: 'should',
  title: 'a signal is text/xml, not multipart',
  advice: 'Send acknowledgements and errors as text/xml, without a multipart package around them.',
  *examine({ mime, envelope }) {
    if (mime && (envelope.acknowledgment || envelope.errorList)) {
      yield { message: `${envelope.action} came as multipart/related`, at: 'Content-Type' };
    }
  },
};

export const pathServesPattern: Check<InboundMessage> = {
  id: 'HTTP-06',
  clause: 'mhs 1.1, 5.1 H6',
  basis: 'A',
  severity: 'must',
  title: 'the path is one for the pattern of the contract',
  advice: 'Post to the path that serves the messaging pattern of the contract.',
  *examine({ http, directory }) {
    const pattern = directory?.pattern;
    if (!http || !pattern || patternsAt(http.path)?.includes(pattern) !== false) return;
    yield {
      message: `${http.path} does not serve the pattern ${pattern}`,
      at: 'request line',
      suggestion: `post to ${pathOf(pattern)}`,
    };
  },
};

/** Spine judges this at the gate (mhs 1.6), under the same id. */
export const certificateSpeaksForParty: Check<InboundMessage> = {
  id: 'IDENTITY-01',
  clause: 'mhs 1.3, 1.6, 5.1 H5',
  basis: 'N',
  severity: 'must',
  title: 'the certificate of the connection speaks for the From party',
  advice: 'Use the certificate whose name is registered in SDS for the party that sends.',
  *examine({ peer, envelope: { from } }) {
    if (!peer) return;
    const { names, speaksFor } = peer;
    if (speaksFor.some((key) => key.toUpperCase() === from.id.toUpperCase())) return;
    const who = names[0] ? `the certificate of ${names[0]}` : 'a connection without a certificate';
    const others = speaksFor.length > 0 ? ` speaks for ${speaksFor.join(', ')} and` : '';
    yield { message: `${who}${others} does not speak for ${from.id}`, at: 'From/PartyId' };
  },
};

export const httpChecks: readonly Check<InboundMessage>[] = [
  postedWithLength,
  soapActionPresent,
  soapActionAgrees,
  relatedTypeComplete,
  signalsTravelAlone,
  pathServesPattern,
  certificateSpeaksForParty,
];

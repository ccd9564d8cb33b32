import type { Socket } from 'node:net';
import type { Peer } from '../../src/journal/entry.ts';
import type { Journal } from '../../src/journal/journal.ts';
import type { Clock } from '../../src/platform/clock.ts';
import type { OnwardConnection } from '../../src/platform/onward-connection.ts';
import { peerOf } from '../../src/platform/peer-certificate.ts';
import type { StreamConnection } from '../../src/platform/stream-server.ts';
import type { Backlog } from './backlog.ts';
import { ConnectionRecorder, type Mark } from './connection-recorder.ts';
import type { Injected, Injector } from './injection-rules.ts';
import type { PassingExchange } from './passing-exchange.ts';
import { type Holding, pump } from './pump.ts';
import type { Passage } from './traffic-entry.ts';
import type { TrafficRecord } from './traffic-record.ts';

export interface TappedConnectionOptions {
  readonly leg: string;
  readonly system: string;
  readonly caller: StreamConnection;
  readonly onward: OnwardConnection;
  readonly peer: Peer;
  /** Milliseconds that connecting took. */
  readonly connectMs: number;
  readonly journal: Journal;
  readonly record: TrafficRecord;
  readonly backlog: Backlog;
  readonly clock: Clock;
  /** `undefined` where nothing is to be made go wrong. */
  readonly injector: Injector | undefined;
}

/** A caller and a server that talk through the tap. */
export interface TappedConnection {
  /** Ends it when no exchange is under way, now or later. */
  drain(): void;
  readonly closed: Promise<void>;
}

/** Joins two connections: bytes go on as they come, and what they say goes on record. */
export function tapConnection(options: TappedConnectionOptions): TappedConnection {
  const { leg, system, caller, onward, peer, journal, record, backlog, clock, injector } = options;
  const passage: Passage = { leg, system, peer, facts: onwardFacts(onward, options.connectMs) };
  const injected = new WeakMap<PassingExchange, Injected>();
  let draining = false;
  /** The tap ends both itself, and each in peace. */
  let ending = false;
  const recorder = new ConnectionRecorder({
    ...{ journal, backlog, clock },
    onRequest: (exchange) => record.request(passage, exchange),
    onExchange(exchange) {
      record.exchange(passage, exchange);
      if (draining) endIfIdle();
    },
  });

  const reset = (): void => {
    caller.reset();
    onward.reset();
  };
  const endBoth = (): void => {
    ending = true;
    caller.socket.destroySoon();
    onward.socket.destroySoon();
  };
  const endIfIdle = (): void => {
    if (recorder.idle) endBoth();
  };

  /** What a rule makes of a chunk of requests. */
  function holdRequest(chunk: Buffer, marks: readonly Mark[]): Holding | undefined {
    const head = marks.find(({ what }) => what === 'request-head');
    const soapAction = head?.exchange.request?.head.headers.find(
      ([name]) => name.toLowerCase() === 'soapaction',
    )?.[1];
    const path = head?.exchange.request?.head.path;
    const met = head && injector?.atRequest({ leg, path, soapAction });
    if (head && met) {
      injected.set(head.exchange, met);
      tell(head.exchange, met);
      if (met.action.do === 'delay') {
        const { ms } = met.action;
        const until = new Promise<void>((resolve) => void clock.after(ms, resolve));
        return { upTo: chunk.length, until };
      }
      if (met.action.do === 'reset-mid-body') {
        const rest = chunk.length - head.until;
        return { upTo: head.until + Math.floor(rest / 2), after: reset };
      }
    }
    return undefined;
  }

  function holdAnswer(marks: readonly Mark[]): Holding | undefined {
    for (const { what, exchange, until } of marks) {
      const kind = injected.get(exchange)?.action.do;
      if (what === 'answer-head' && kind === 'drop-before-answer') return { upTo: 0, after: reset };
      if (what === 'answer-end' && kind === 'drop-after-answer')
        return { upTo: until, after: endBoth };
    }
    return undefined;
  }

  const wait = () => backlog.room();
  const seeFirst = injector !== undefined;
  pump({
    ...{ from: caller.socket, to: onward.socket, wait, seeFirst },
    see(chunk) {
      const marks = recorder.request(chunk);
      return injector ? holdRequest(chunk, marks) : undefined;
    },
    onEnd: () => recorder.requestsEnded(),
  });
  pump({
    ...{ from: onward.socket, to: caller.socket, wait, seeFirst },
    see(chunk) {
      const marks = recorder.response(chunk);
      return injector ? holdAnswer(marks) : undefined;
    },
    onEnd: () => recorder.responsesEnded(),
  });

  const endWith = (socket: Socket, other: Socket, resetOther: () => void): Promise<void> =>
    new Promise((resolve) => {
      const gone = () => {
        const inPeace = ending || (socket.readableEnded && !socket.errored);
        if (!inPeace && !other.destroyed) resetOther();
        resolve();
      };
      if (socket.closed) gone();
      else socket.once('close', gone);
    });
  const closed = Promise.all([
    endWith(caller.socket, onward.socket, onward.reset),
    endWith(onward.socket, caller.socket, caller.reset),
  ]).then(() => {
    recorder.closed();
    if (recorder.unparsed) record.unparsed(passage, recorder.unparsed);
  });

  return {
    closed,
    drain() {
      draining = true;
      endIfIdle();
    },
  };
}

function tell(exchange: PassingExchange, { action, text }: Injected): void {
  exchange.trace.push({ stage: 'disturb', text });
  exchange.facts.injected = action.do;
}

function onwardFacts({ socket }: OnwardConnection, connectMs: number) {
  const { address, fqdn, fingerprint, protocol, cipher } = peerOf(socket);
  return {
    onwardAddress: `${address}:${socket.remotePort ?? 0}`,
    ...(fqdn !== undefined && { onwardFqdn: fqdn }),
    ...(fingerprint !== undefined && { onwardFingerprint: fingerprint }),
    ...(protocol !== undefined && { onwardProtocol: protocol }),
    ...(cipher !== undefined && { onwardCipher: cipher }),
    connectMs: Math.round(connectMs * 100) / 100,
  };
}

import type { Journal } from '../../src/journal/journal.ts';
import type { Clock } from '../../src/platform/clock.ts';
import type { FramedHead } from '../../src/wire/http-capture/framed-head.ts';
import { type FramedAt, HttpFramer } from '../../src/wire/http-capture/http-framer.ts';
import type { Backlog } from './backlog.ts';
import { BodyTaker } from './body-taker.ts';
import type { PassingExchange, PassingMessage } from './passing-exchange.ts';

export interface RecorderOptions {
  readonly journal: Pick<Journal, 'keepBody'>;
  readonly backlog: Backlog;
  readonly clock: Clock;
  /** A request is whole. */
  readonly onRequest: (exchange: PassingExchange) => void;
  /** Nothing more will come of an exchange: it has its answer, or will have none. */
  readonly onExchange: (exchange: PassingExchange) => void;
}

/** What was found in a chunk that somebody may want to act on, with how many of its bytes were used by then. */
export interface Mark {
  readonly what: 'request-head' | 'request-end' | 'answer-head' | 'answer-end';
  readonly exchange: PassingExchange;
  readonly until: number;
}

/** Bytes that are no HTTP/1, of both directions. */
export interface Unparsed {
  readonly why: string;
  readonly request: BodyTaker;
  readonly response: BodyTaker;
}

/** Unparsed bytes of a direction that are kept. */
const MOST_UNPARSED = 16 * 1024 * 1024;

/** Tells the exchanges of one connection apart while its bytes pass in both directions. Never throws. */
export class ConnectionRecorder {
  readonly #options: RecorderOptions;
  readonly #asks = new HttpFramer('request');
  readonly #answers = new HttpFramer('response', () => this.#waiting[0]?.request?.head.method);
  /** Exchanges whose answer has not ended, oldest first. */
  readonly #waiting: PassingExchange[] = [];
  #asking: PassingExchange | undefined;
  #unparsed: Unparsed | undefined;

  constructor(options: RecorderOptions) {
    this.#options = options;
  }

  /** Whether no exchange is under way. */
  get idle(): boolean {
    return this.#waiting.length === 0 && !this.#asking;
  }

  get unparsed(): Unparsed | undefined {
    return this.#unparsed;
  }

  request(chunk: Buffer): readonly Mark[] {
    const marks: Mark[] = [];
    for (const found of this.#asks.push(chunk)) this.#onRequest(found, marks);
    return marks;
  }

  response(chunk: Buffer): readonly Mark[] {
    const marks: Mark[] = [];
    for (const found of this.#answers.push(chunk)) this.#onResponse(found, marks);
    return marks;
  }

  /** The caller will say no more. */
  requestsEnded(): void {
    for (const found of this.#asks.end()) this.#onRequest({ ...found, until: 0 }, []);
  }

  responsesEnded(): void {
    for (const found of this.#answers.end()) this.#onResponse({ ...found, until: 0 }, []);
  }

  /** The connection is gone: what is under way will not end. */
  closed(): void {
    this.requestsEnded();
    this.responsesEnded();
    for (const exchange of this.#waiting.splice(0)) this.#options.onExchange(exchange);
  }

  #onRequest(found: FramedAt, marks: Mark[]): void {
    if (found.kind === 'head') {
      const exchange = this.#begin(found.head);
      this.#asking = exchange;
      this.#waiting.push(exchange);
      marks.push({ what: 'request-head', exchange, until: found.until });
    } else if (found.kind === 'broken' || found.kind === 'unparsed') {
      this.#keep('request', found.kind === 'broken' ? found.why : undefined, found.bytes);
    } else if (this.#asking?.request) {
      const exchange = this.#asking;
      const request = exchange.request as PassingMessage;
      if (found.kind === 'body') request.body.take(found.bytes);
      else {
        this.#asking = undefined;
        finish(request, found);
        this.#options.onRequest(exchange);
        marks.push({ what: 'request-end', exchange, until: found.until });
        // It was answered before it had ended.
        if (exchange.response?.ended !== undefined) this.#options.onExchange(exchange);
      }
    }
  }

  #onResponse(found: FramedAt, marks: Mark[]): void {
    const [exchange] = this.#waiting;
    if (found.kind === 'head') {
      if (found.interim) exchange?.interim.push(found.head.status ?? 0);
      else {
        const answered = exchange ?? this.#unasked();
        answered.response = this.#message(found.head);
        marks.push({ what: 'answer-head', exchange: answered, until: found.until });
      }
    } else if (found.kind === 'broken' || found.kind === 'unparsed') {
      this.#keep('response', found.kind === 'broken' ? found.why : undefined, found.bytes);
    } else if (exchange?.response) {
      if (found.kind === 'body') exchange.response.body.take(found.bytes);
      else {
        this.#waiting.shift();
        finish(exchange.response, found);
        marks.push({ what: 'answer-end', exchange, until: found.until });
        if (exchange !== this.#asking) this.#options.onExchange(exchange);
      }
    }
  }

  #begin(head: FramedHead | undefined): PassingExchange {
    return {
      at: this.#options.clock.now(),
      request: head && this.#message(head),
      response: undefined,
      interim: [],
      trace: [],
      facts: {},
    };
  }

  /** An answer that nobody asked for. */
  #unasked(): PassingExchange {
    const exchange = this.#begin(undefined);
    this.#waiting.push(exchange);
    return exchange;
  }

  #message(head: FramedHead): PassingMessage {
    const { journal, backlog } = this.#options;
    return {
      head,
      body: new BodyTaker(journal, backlog),
      began: performance.now(),
      ended: undefined,
      chunked: false,
      cut: false,
    };
  }

  #keep(side: 'request' | 'response', why: string | undefined, bytes: Buffer): void {
    const { journal, backlog } = this.#options;
    const which = side === 'request' ? 'caller' : 'server';
    this.#unparsed ??= {
      why: `of the ${which}: ${why ?? 'bytes that are no HTTP/1.1'}`,
      request: new BodyTaker(journal, backlog, MOST_UNPARSED),
      response: new BodyTaker(journal, backlog, MOST_UNPARSED),
    };
    this.#unparsed[side].take(bytes);
  }
}

function finish(
  message: PassingMessage,
  { chunked, cut }: { readonly chunked: boolean; readonly cut: boolean },
): void {
  message.ended = performance.now();
  message.chunked = chunked;
  message.cut = cut;
}

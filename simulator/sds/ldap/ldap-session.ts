import type { StreamConnection } from '../../../src/platform/stream-server.ts';
import type { LdapRequest, LdapResponse } from '../../../src/wire/ldap/ldap-message.ts';
import type { LdapResult, ResultName } from '../../../src/wire/ldap/ldap-result.ts';
import { writeLdapMessage } from '../../../src/wire/ldap/write-ldap-message.ts';
import type { Deviation } from '../../../src/wire/reading.ts';
import { answerExtended } from './answer-extended.ts';
import { answerSearch } from './answer-search.ts';
import { answerSmall } from './answer-small.ts';
import { type IdleWatch, idleWatch } from './idle-watch.ts';
import { type JudgedMessage, judgeMessage } from './judge-message.ts';
import { callerOf, type LdapCaller } from './ldap-caller.ts';
import type { LdapRoom } from './ldap-room.ts';
import { LdapWire } from './ldap-wire.ts';
import { type Operation, operation } from './operation.ts';
import { type PagedSearches, pagedSearches } from './paged-searches.ts';
import { refuseRequest } from './refuse-request.ts';
import { nameOfRequest, noticeOfDisconnection, responseTo } from './response-to.ts';
import { operationRecord, unreadableRecord } from './search-record.ts';

/** Requests of one connection that are answered at a time. Further ones wait in the peer's buffers. */
const MOST_UNDER_WAY = 32;
/** How long a peer may take to hang up after it was told that the connection ends. */
const FAREWELL_MS = 2000;

type Asked = Extract<JudgedMessage, { kind: 'request' }>;

/** One connection: what was asked on it and is not answered, who is at the other end. */
export class LdapSession {
  readonly room: LdapRoom;
  readonly underWay = new Map<number, Operation>();
  /** As WhoAmI tells it; empty is anonymous. */
  authorizationId = '';
  from: LdapCaller;
  wire: LdapWire;
  readonly #onEnd: () => void;
  #connection: StreamConnection;
  #paged: PagedSearches;
  readonly #idle: IdleWatch;
  #over = false;

  constructor(room: LdapRoom, connection: StreamConnection, onEnd: () => void) {
    this.room = room;
    this.#onEnd = onEnd;
    this.#connection = connection;
    this.from = callerOf(connection);
    this.wire = this.#open(connection);
    this.#paged = pagedSearches(room.ids);
    this.#idle = idleWatch({
      clock: room.clock,
      patienceMs: () => room.settings().ldap.idleTimeoutSeconds * 1000,
      isBusy: () => this.underWay.size > 0 && !this.wire.isFull,
      onIdle: () => this.disconnect('unavailable', 'nothing was asked for too long'),
    });
  }

  /** Tells the peer why the connection ends, and ends it. */
  disconnect(name: ResultName, message: string): void {
    if (this.#over) return;
    this.#abandonAll();
    this.#hangUp(noticeOfDisconnection(name, message));
  }

  send(id: number, response: LdapResponse): Promise<boolean> {
    return this.wire.write(writeLdapMessage({ id, operation: response, controls: [] }));
  }

  /** Goes on with TLS on the same connection, as a new peer (RFC 4511 section 4.14). */
  async startTls(lastPlain: Buffer): Promise<void> {
    await this.wire.release(lastPlain);
    const upgraded = await this.#connection.upgrade();
    if (!upgraded) return this.#end();
    this.#connection = upgraded;
    this.from = callerOf(upgraded);
    this.authorizationId = '';
    this.#paged = pagedSearches(this.room.ids);
    this.wire = this.#open(upgraded);
  }

  /** A bind begins anew: what was asked before it is given up (RFC 4511 section 4.2.1). */
  abandonOthers(than: Operation): void {
    for (const each of this.underWay.values()) if (each !== than) each.end('abandoned');
  }

  #open({ socket }: StreamConnection): LdapWire {
    return new LdapWire({
      socket,
      mostBytes: () => this.room.settings().ldap.maxMessageBytes,
      mayRead: () => this.underWay.size < MOST_UNDER_WAY,
      onMessage: (bytes) => this.#take(bytes),
      onBroken: (failure, glimpse) => this.#broken(failure, glimpse),
      onClose: () => this.#end(),
    });
  }

  #take(bytes: Buffer): void {
    const judged = judgeMessage(bytes, this.underWay);
    switch (judged.kind) {
      case 'broken':
        this.#broken(judged.failure, bytes);
        return;
      case 'refusable':
        this.#start(judged.id, judged.request, async () => {
          await this.#recordUnreadable(judged.failure, bytes);
          const response = responseTo(judged.request, judged.result);
          if (response) await this.send(judged.id, response);
        });
        return;
      case 'request':
        this.#idle.touch();
        this.#hear(judged);
    }
  }

  #hear(asked: Asked): void {
    const { id, request } = asked;
    if (request.kind === 'unbind-request') this.#hangUp();
    else if (request.kind === 'abandon-request')
      this.underWay.get(request.abandonedId)?.end('abandoned');
    else this.#start(id, request.kind, (begun) => this.#answer(begun, asked));
  }

  #answer(begun: Operation, { request, controls, oddities }: Asked): Promise<unknown> {
    const { room, from, wire } = this;
    const { ldap } = room.settings();
    const refused = refuseRequest(request, controls, ldap, from.secure);
    if (refused) return this.#refuse(begun.id, request.kind, refused);
    if (request.kind === 'extended-request') return answerExtended(this, begun, request);
    if (request.kind !== 'search-request') return answerSmall(this, begun, request);
    const startTls = !from.secure && ldap.plain !== 'refuse';
    const scene = { room, from, paged: this.#paged, sink: wire, startTls, drop: () => wire.drop() };
    return answerSearch(scene, { operation: begun, request, controls, oddities });
  }

  #start(
    id: number,
    kind: LdapRequest['kind'],
    task: (begun: Operation) => Promise<unknown>,
  ): void {
    const begun = operation(id, kind === 'search-request');
    this.underWay.set(id, begun);
    task(begun)
      .catch((error: unknown) => {
        this.room.logger.error({ service: 'sds-ldap', error: String(error) }, 'an operation broke');
        this.disconnect('other', 'the simulator itself failed; its log says why');
      })
      .finally(() => {
        this.underWay.delete(id);
        this.wire.readOn();
      });
  }

  async #refuse(id: number, kind: LdapRequest['kind'], result: LdapResult): Promise<void> {
    const { journal, clock } = this.room;
    const what = nameOfRequest(kind);
    await journal.append(operationRecord({ at: clock.now(), from: this.from, what, result }));
    const response = responseTo(kind, result);
    if (response) await this.send(id, response);
  }

  /** Nothing sensible can follow: the peer is told, and the connection ends. */
  #broken(failure: Deviation, bytes: Buffer): void {
    this.#abandonAll();
    const { wire } = this;
    this.#recordUnreadable(failure, bytes)
      .catch((error: unknown) => {
        this.room.logger.error({ service: 'sds-ldap', error: String(error) }, 'not on record');
      })
      .finally(() => this.disconnect('protocolError', failure.message));
    wire.stopReading();
  }

  #recordUnreadable(failure: Deviation, bytes: Buffer): Promise<unknown> {
    const { journal, clock } = this.room;
    return journal.append(unreadableRecord(clock.now(), this.from, failure, bytes));
  }

  #hangUp(last?: Buffer): void {
    const { wire } = this;
    wire.end(last);
    this.room.clock.after(FAREWELL_MS, () => wire.drop());
  }

  #abandonAll(): void {
    for (const each of this.underWay.values()) each.end('abandoned');
  }

  #end(): void {
    if (this.#over) return;
    this.#over = true;
    this.#idle.stop();
    this.#abandonAll();
    this.#onEnd();
  }
}

import type { Socket } from 'node:net';
import { MessageFramer } from '../../../src/wire/ldap/message-framer.ts';
import type { Deviation } from '../../../src/wire/reading.ts';
import type { AnswerSink } from './answer-writer.ts';

export interface WireOptions {
  readonly socket: Socket;
  /** The greatest message that is taken, bytes. */
  readonly mostBytes: () => number;
  /** Whether another request may be taken; asked again at `readOn`. */
  readonly mayRead: () => boolean;
  readonly onMessage: (bytes: Buffer) => void;
  /** No more messages can be found; with the first bytes of what is there instead. */
  readonly onBroken: (failure: Deviation, glimpse: Buffer) => void;
  readonly onClose: () => void;
}

const GONE = Promise.resolve(false);
const WRITTEN = Promise.resolve(true);
const GLIMPSE_BYTES = 4096;

/**
 * Messages in, answers out, over one stream. Reads only as fast as answers are taken: a peer that asks and does not
 * listen fills its own buffers, not ours.
 */
export class LdapWire implements AnswerSink {
  readonly #options: WireOptions;
  readonly #socket: Socket;
  readonly #framer: MessageFramer;
  /** Nothing is said any more. */
  #silent = false;
  /** Nothing is taken any more. */
  #deaf = false;
  #pumping = false;
  #drained: Promise<boolean> | undefined;

  constructor(options: WireOptions) {
    this.#options = options;
    this.#socket = options.socket;
    this.#framer = new MessageFramer(options.mostBytes);
    this.#socket.on('data', this.#take).on('drain', this.#pump).on('close', this.#closed);
  }

  /** Bytes that came and are no whole message yet, or not taken yet. */
  get waiting(): number {
    return this.#framer.waiting;
  }

  /** Whether the peer is behind with reading. */
  get isFull(): boolean {
    return this.#socket.writableNeedDrain;
  }

  write(bytes: Buffer): Promise<boolean> {
    const socket = this.#socket;
    if (this.#silent || !socket.writable) return GONE;
    if (socket.write(bytes)) return WRITTEN;
    this.#drained ??= new Promise<boolean>((resolve) => {
      const settle = (written: boolean) => {
        socket.off('drain', drained).off('close', gone);
        this.#drained = undefined;
        resolve(written);
      };
      const drained = () => settle(true);
      const gone = () => settle(false);
      socket.on('drain', drained).on('close', gone);
    });
    return this.#drained;
  }

  /** Takes further requests, if it may. */
  readOn(): void {
    this.#pump();
  }

  /** Takes nothing more; what was taken can still be answered. */
  stopReading(): void {
    this.#deaf = true;
    this.#socket.pause();
  }

  /** Says a last thing and ends. What still comes is not looked at, so that the peer can hear it. */
  end(last?: Buffer): void {
    if (this.#silent) return;
    this.#silent = true;
    this.#socket.off('data', this.#take).off('drain', this.#pump);
    this.#socket.resume();
    if (last) this.#socket.end(last);
    else this.#socket.end();
  }

  /** Ends without a word. */
  drop(): void {
    this.#silent = true;
    this.#socket.destroy();
  }

  /** Lets the stream go to somebody else, once the last thing is said. */
  release(last: Buffer): Promise<void> {
    this.#silent = true;
    this.#socket.off('data', this.#take).off('drain', this.#pump).off('close', this.#closed);
    this.#socket.pause();
    return new Promise((resolve) => this.#socket.write(last, () => resolve()));
  }

  readonly #closed = () => {
    this.#silent = true;
    this.#options.onClose();
  };

  readonly #take = (piece: Buffer) => {
    this.#framer.push(piece);
    this.#pump();
  };

  readonly #pump = () => {
    // A request that is answered at once asks for the next one from inside.
    if (this.#pumping) return;
    this.#pumping = true;
    while (this.#ready()) {
      const message = this.#framer.next();
      if (!message) break;
      this.#options.onMessage(message);
    }
    this.#pumping = false;
    if (this.#silent || this.#deaf) return;
    const { failure } = this.#framer;
    if (failure) this.#options.onBroken(failure, this.#framer.glimpse(GLIMPSE_BYTES));
    else if (!this.#ready()) this.#socket.pause();
    else if (this.#socket.isPaused()) this.#socket.resume();
  };

  #ready(): boolean {
    return (
      !this.#silent && !this.#deaf && this.#options.mayRead() && !this.#socket.writableNeedDrain
    );
  }
}

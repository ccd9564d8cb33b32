/** Why a document cannot be put together. A value, for a peer is to blame. */
export interface JoinFailure {
  /** `mixed` pieces and broken `encoding` are NACK 29, as is `compression`; `too-large` is 30 (gp2gp 4.4). */
  readonly why: 'mixed' | 'encoding' | 'compression' | 'too-large';
  readonly because: string;
}

/** Thrown inside, told as a value outside. */
export class Broken extends Error {
  readonly failure: JoinFailure;

  constructor(why: JoinFailure['why'], because: string) {
    super(because);
    this.failure = { why, because };
  }
}

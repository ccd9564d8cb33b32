/** The MHS adaptor that a practice stands behind (mhs 7). */
export interface BehindAdaptor {
  /** Base address of its REST side. */
  readonly rest: string;
  /** `amqp://user:pass@host:5672`, or several in a comma list. */
  readonly broker: string;
  /** Address of the queue at the broker. */
  readonly queue: string;
}

/** What a reader of MIME is willing to take in before it refuses. Every limit is inclusive. */
export interface MimeLimits {
  /** The whole body. */
  readonly bytes: number;
  readonly parts: number;
  /** The body of one part, still in its transfer encoding. */
  readonly partBytes: number;
  /** The header lines of one part. */
  readonly headerBytes: number;
}

/** Well above mhs 4.6 (100 parts, 5 MB), so that a message beyond it is read and then judged. */
export const DEFAULT_MIME_LIMITS: MimeLimits = {
  bytes: 67_108_864,
  parts: 1_000,
  partBytes: 67_108_864,
  headerBytes: 16_384,
};

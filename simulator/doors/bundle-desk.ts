import type { BundleManifest } from '../../src/bundle/manifest.ts';

export interface BundleOrder {
  readonly conversations: readonly string[];
  /** Whether patient data is replaced. */
  readonly redact: boolean;
}

/** Writes evidence into one file. */
export interface BundleDesk {
  /**
   * Writes the bundle to a path.
   *
   * @throws BundleEmptyError when nothing is on record of the conversations
   */
  write(order: BundleOrder, out: string): Promise<BundleManifest>;
}

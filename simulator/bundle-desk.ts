import type { NamedCertificate } from '../src/bundle/bundle-content.ts';
import { openRedactor } from '../src/bundle/redact/open-redactor.ts';
import { writeBundle } from '../src/bundle/write-bundle.ts';
import type { JournalReader } from '../src/journal/journal.ts';
import type { Clock } from '../src/platform/clock.ts';
import type { BundleDesk } from './doors/bundle-desk.ts';

export interface BundleSurroundings {
  /** Of the product that wrote the journal. */
  readonly version: string;
  /** The configuration in force, printable; `undefined` when nobody knows it any more. */
  readonly world: unknown;
  readonly certificates: readonly NamedCertificate[];
}

/** Bundles of conversations out of a journal. What surrounds them is asked for each time. */
export function bundleDesk(
  journal: JournalReader,
  clock: Clock,
  surroundings: () => Promise<BundleSurroundings>,
): BundleDesk {
  return {
    async write({ conversations, redact }, out) {
      const { version, world, certificates } = await surroundings();
      return writeBundle({
        ...{ out, journal, kind: 'conversation', title: titleOf(conversations), conversations },
        ...{ version, certificates, now: clock.now() },
        ...(world !== undefined && { world }),
        ...(redact && { redactor: openRedactor() }),
      });
    },
  };
}

function titleOf([first = '', ...rest]: readonly string[]): string {
  return rest.length === 0
    ? `Conversation ${first}`
    : `Conversation ${first} and ${rest.length} more`;
}

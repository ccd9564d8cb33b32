import type { Basis } from '../domain/finding.ts';

/** Of the form of the file. A reader takes its own version and older ones. */
export const BUNDLE_VERSION = 1;

/** A file of the bundle, in the order in which they are chained. */
export interface BundleFile {
  /** With forward slashes, below the root of the zip. */
  readonly name: string;
  readonly bytes: number;
  /** Lower-case hexadecimal. */
  readonly sha256: string;
}

/** A scenario of the suite that a bundle holds the evidence of. */
export interface BundledScenario {
  readonly id: string;
  readonly title: string;
  readonly role: 'requester' | 'sender' | 'either';
  readonly basis: Basis;
  readonly seed: number;
  readonly verdict: string;
  readonly reason: string | undefined;
  /** Conversations of its messages. */
  readonly conversations: readonly string[];
  /** Names of files: the result, the feature, the situations that were played. */
  readonly result: string;
  readonly feature: string;
  readonly situations: readonly string[];
  /** Those of them that come with the product: no redaction changes them. */
  readonly shipped?: readonly string[] | undefined;
}

/**
 * What a bundle is: one zip with the exact bytes and everything needed to see and to play again what happened.
 *
 *     manifest.json              this
 *     summary.html               for a person, offline
 *     journal/entries.ndjson     entries in order, each body as {"sha256", "bytes"}
 *     bodies/SHA256              exact bytes, each once
 *     world.json                 the configuration in force, without secrets
 *     system.json                the profile of the system under test, without secrets, where there is one
 *     problems.json              every finding and refusal with its explanation
 *     scenarios/ID/...           result.json, the feature, the situations
 *     certificates/NAME.pem      public parts
 *
 * `chain` is the last link over `files` in order: link(0) = SHA-256(origin), link(n) = SHA-256(link(n-1) LF canonical
 * JSON of the file), so that no file can be changed, left out, added or moved without being found. The zip itself ends
 * with a seal in its comment: SHA-256 over every byte before the seal's own 64 digits.
 */
export interface BundleManifest {
  readonly format: 'spinebox-bundle';
  readonly version: number;
  readonly product: { readonly name: 'spinebox'; readonly version: string };
  /** Of what: one conversation, scenarios of a run, messages captured elsewhere or by the tap. */
  readonly kind: 'conversation' | 'run' | 'capture';
  readonly title: string;
  /** ISO 8601 UTC. */
  readonly createdAt: string;
  readonly redacted: boolean;
  readonly environment: {
    readonly node: string;
    readonly platform: string;
    readonly arch: string;
  };
  /** Id and seed of the run, where there is one. */
  readonly run?: { readonly id: string; readonly seed: number } | undefined;
  readonly conversations: readonly string[];
  readonly scenarios: readonly BundledScenario[];
  readonly entries: number;
  /** What of the journal is not here, a sentence each. */
  readonly leftOut: readonly string[];
  readonly files: readonly BundleFile[];
  readonly chain: string;
}

import type { ScenarioOrder } from '../simulator/doors/scenario-desk.ts';
import type { WorldPatch } from '../simulator/world/world-config.ts';

/** A practice that takes part besides those of the world. */
export interface PracticeOptions {
  /** Its ODS code; everything else follows from it unless given. */
  readonly ods: string;
  readonly name?: string;
  /** `<ods>-` and six digits. */
  readonly partyKey?: string;
  /** Twelve digits. */
  readonly asid?: string;
  /** Registered host name, as in its certificate. */
  readonly fqdn?: string;
  /** Where a real system listens; without it the simulator plays the practice. */
  readonly endpoint?: string;
}

/** What a simulator starts with. */
export interface SpineboxOptions {
  /** A world file (YAML or JSON), or what is to differ from the default world. */
  readonly world?: string | WorldPatch;
  readonly practices?: readonly PracticeOptions[];
  /** Situations that are put in place after the start: names of `spinebox scenarios list`, or orders. */
  readonly scenarios?: readonly (string | ScenarioOrder)[];
  /** Where the system under test takes messages, as the test reaches it: `https://localhost:9443/mhs`. */
  readonly sutEndpoint?: string;
  /** Host name of an identity that is made at the start; `true` for the system under test's. */
  readonly clientCertificate?: string | true;
}

/** A key and what is shown with it. All PEM. */
export interface IssuedCertificate {
  readonly key: string;
  /** The certificate followed by the issuing sub-CA. */
  readonly cert: string;
  /** What the simulator's own certificates lead to: sub-CA and root. */
  readonly ca: string;
}

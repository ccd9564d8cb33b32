import type { Place } from '../wire/reading.ts';
import type { XmlOpening } from '../wire/xml/xml-handlers.ts';
import type { AnchorFact, ExtractFacts, RedactionFact } from './payload-facts.ts';

type Growing<T> = { -readonly [K in keyof T]: T[K] };

const ANCHOR = 'referredToExternalDocument';
const CONFIDENTIALITY = 'confidentialityCode';
/** What stands before a confidentialityCode wherever it may stand (payload RCMR_MT030101UK05). */
const BEFORE = new Set([
  ...['id', 'code', 'text', 'statusCode', 'effectiveTime', 'availabilityTime', 'priorityCode'],
]);
/** More of these are counted and not kept: no real record comes near. */
const MOST_KEPT = 5_000;
const MOST_AGENTS = 100_000;

interface Level {
  readonly name: string;
  /** The first child that belongs after a confidentialityCode. */
  late: string | undefined;
  redaction: Growing<RedactionFact> | undefined;
}

/** Gathers what the checks ask of the record in an extract while its elements go by. */
export class ExtractCollector {
  #folders = 0;
  #compositions = 0;
  readonly #anchors: Growing<AnchorFact>[] = [];
  readonly #redactions: Growing<RedactionFact>[] = [];
  readonly #levels: Level[] = [];
  readonly #agents = new Set<string>();
  readonly #named = new Map<string, Place>();

  open(opening: XmlOpening): void {
    const { name, at } = opening;
    const parent = this.#levels.at(-1);
    if (parent) this.#child(parent, opening);
    if (name === 'ehrFolder') this.#folders++;
    else if (name === 'ehrComposition') this.#compositions++;
    else if (name === ANCHOR && this.#anchors.length < MOST_KEPT) {
      const empty = { id: undefined, code: undefined, mediaType: undefined, reference: undefined };
      this.#anchors.push({ at, ...empty });
    }
    this.#levels.push({ name, late: undefined, redaction: undefined });
  }

  close(): void {
    this.#levels.pop();
  }

  facts(): ExtractFacts {
    const strangers: { id: string; at: Place }[] = [];
    // With more agents than were kept nobody can be called a stranger.
    const known = this.#agents.size < MOST_AGENTS;
    for (const [id, at] of known ? this.#named : []) {
      if (!this.#agents.has(id)) strangers.push({ id, at });
    }
    return {
      folders: this.#folders,
      compositions: this.#compositions,
      anchors: this.#anchors,
      redactions: this.#redactions,
      strangers,
    };
  }

  #child(parent: Level, opening: XmlOpening): void {
    const { name, at } = opening;
    if (name === CONFIDENTIALITY) {
      const redaction = {
        at,
        parent: parent.name,
        code: attribute(opening, 'code'),
        codeSystem: attribute(opening, 'codeSystem'),
        misplacedBy: parent.late,
      };
      parent.redaction = redaction;
      if (this.#redactions.length < MOST_KEPT) this.#redactions.push(redaction);
    } else if (BEFORE.has(name)) {
      if (parent.redaction) parent.redaction.misplacedBy ??= name;
    } else parent.late ??= name;
    if (name === 'id') this.#id(parent.name, opening);
    else if (parent.name === ANCHOR) this.#ofAnchor(opening);
    else if (name === 'reference' && parent.name === 'text') this.#reference(opening);
  }

  #id(parent: string, opening: XmlOpening): void {
    const root = attribute(opening, 'root');
    if (parent === ANCHOR) {
      const anchor = this.#anchors.at(-1);
      if (anchor) anchor.id ??= root;
    } else if (!root) return;
    else if (parent === 'agentRef') {
      if (this.#named.size < MOST_AGENTS && !this.#named.has(root)) {
        this.#named.set(root, opening.at);
      }
    } else if ((parent === 'Agent' || parent === 'AgentSDS') && this.#agents.size < MOST_AGENTS) {
      this.#agents.add(root);
    }
  }

  #ofAnchor(opening: XmlOpening): void {
    const anchor = this.#anchors.at(-1);
    if (!anchor) return;
    if (opening.name === 'code') anchor.code ??= attribute(opening, 'code');
    else if (opening.name === 'text') anchor.mediaType ??= attribute(opening, 'mediaType');
  }

  #reference(opening: XmlOpening): void {
    const anchor = this.#anchors.at(-1);
    if (anchor && this.#levels.at(-2)?.name === ANCHOR) {
      anchor.reference ??= attribute(opening, 'value');
    }
  }
}

function attribute({ attributes }: XmlOpening, name: string): string | undefined {
  return attributes.find((each) => each.name === name && each.namespace === '')?.value;
}

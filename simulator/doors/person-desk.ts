/** Something that a person has to do in the system, and is waited for. */
export interface PersonTask {
  readonly id: string;
  /** Which hook asks: `registerPatient`. */
  readonly hook: string;
  /** What to do, as the profile of the system says it, with its facts filled in. */
  readonly instruction: string;
  /** What the instruction is about, by name: `nhsNumber`. */
  readonly facts: Readonly<Record<string, string>>;
  /** What can be answered, first the usual one. */
  readonly answers: readonly PersonAnswerChoice[];
  /** Why it is asked again: the answer before was not understood. */
  readonly note?: string | undefined;
  /** ISO 8601 UTC. */
  readonly askedAt: string;
  /** When it is given up, ISO 8601 UTC. */
  readonly until: string;
}

export interface PersonAnswerChoice {
  /** Given back as it is: `y`, `n`, `skip`. */
  readonly value: string;
  /** `Done`, `The system refused`, `Could not`. */
  readonly label: string;
  /** Of an answer that is a text in place of `value`: how it is written, with an example. */
  readonly text?: string | undefined;
}

/** What people have to do by hand. Whoever answers first counts: at the terminal, in the console, over the API. */
export interface PersonDesk {
  pending(): readonly PersonTask[];
  /** `false` when there is no such task any more. */
  answer(id: string, text: string): boolean;
  /** Called whenever what is pending has changed. Returns what ends it. */
  subscribe(listener: () => void): () => void;
}

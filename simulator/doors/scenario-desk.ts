/** A scenario file that can be played. */
export interface ScenarioSummary {
  readonly name: string;
  /** Below `scenarios`, with forward slashes. */
  readonly path: string;
  readonly title: string;
  /** What the counterpart plays. */
  readonly plays: 'sender' | 'requester';
  /** With their defaults. */
  readonly parameters: Readonly<Record<string, string | number | boolean>>;
  readonly exclusive: boolean;
}

export interface ScenarioOrder {
  /** Name or path of a scenario file. */
  readonly file: string;
  readonly parameters?: Readonly<Record<string, string | number | boolean>> | undefined;
  readonly seed?: number | undefined;
  /** ODS code of the system that it is played against; the only external party of the world unless given. */
  readonly system?: string | undefined;
}

/** A situation that is loaded. */
export interface SituationView {
  readonly id: string;
  readonly file: string;
  readonly title: string;
  readonly plays: 'sender' | 'requester';
  readonly seed: number;
  readonly parameters: Readonly<Record<string, string | number | boolean>>;
  readonly system: string;
  readonly counterpart: {
    readonly odsCode: string;
    readonly partyKey: string;
    readonly asid: string;
  };
  /** NHS numbers by the names of the file. */
  readonly patients: Readonly<Record<string, string>>;
  readonly cues: readonly string[];
  /** What a person has to do in the system. */
  readonly whatToDo: string;
  /** The command that plays it again, the same in everything. */
  readonly replay: string;
  readonly events: readonly { readonly at: string; readonly text: string }[];
  readonly messages: readonly {
    readonly label: string;
    readonly kind: string;
    readonly conversationId: string;
    readonly messageId: string;
    readonly outcome: string;
    readonly remarks: readonly string[];
  }[];
  /** Steps that could not be done. */
  readonly problems: readonly string[];
}

/** What the control API and the command line do with situations. Rejections are SimulatorErrors. */
export interface ScenarioDesk {
  files(): Promise<readonly ScenarioSummary[]>;
  loaded(): Promise<readonly SituationView[]>;
  load(order: ScenarioOrder): Promise<SituationView>;
  get(id: string): Promise<SituationView | undefined>;
  /** `false` when there is no such situation. */
  start(id: string): Promise<boolean>;
  cue(id: string, name: string): Promise<boolean>;
  remove(id: string): Promise<boolean>;
}

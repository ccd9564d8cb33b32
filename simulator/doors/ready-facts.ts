/** Where everything of a running simulator is, for scripts (`spinebox up --json`) and for the ready block. */
export interface ReadyFacts {
  readonly spine: {
    readonly url: string;
    readonly plainUrl?: string;
    readonly partyKey: string;
    readonly asid: string;
    readonly odsCode: string;
  };
  readonly sds: { readonly ldaps?: string; readonly ldap?: string; readonly fhir: string };
  readonly pds: { readonly fhir: string; readonly smsp: string; readonly patients: number };
  readonly identity: {
    readonly token: string;
    readonly cis2: string;
    readonly smartcard: string;
    readonly users: number;
  };
  readonly ods: { readonly ord?: string; readonly fhir?: string; readonly stu3?: string };
  /** `null` where the world has it off. */
  readonly mesh: { readonly url: string; readonly mailboxes: number } | null;
  readonly nhais: { readonly links: number };
  readonly adaptors: readonly {
    readonly odsCode: string;
    readonly rest: string;
    readonly broker: string;
    readonly queue: string;
  }[];
  /** The environment that the world resembles. */
  readonly profile: string;
  readonly gateway: { readonly url: string; readonly plainUrl?: string };
  readonly control: string | null;
  readonly certificates: { readonly directory: string; readonly trust: string };
  readonly practices: readonly PracticeFacts[];
}

export interface PracticeFacts {
  readonly odsCode: string;
  readonly name: string;
  readonly played: 'bundled' | 'external';
  readonly partyKey: string;
  readonly asid: string;
  readonly fqdn: string;
  readonly endpoint: string;
}

import assert from 'node:assert/strict';
import { sdsFhir } from '../../../simulator/sds/fhir/sds-fhir.ts';
import { faultBook } from '../../../src/faults/fault-book.ts';
import { systemIds } from '../../../src/platform/ids.ts';
import { seededRandom } from '../../../src/platform/random.ts';
import { gatewayStand } from '../../gateway/stand.ts';
import { directoryStand } from '../directory-stand.ts';
import { SANDBOX } from '../sandbox.ts';

const ODS = 'https://fhir.nhs.uk/Id/ods-organization-code';
const ID = 'https://fhir.nhs.uk/Id';

export const organization = (code: string) => `organization=${ODS}|${code}`;
export const interaction = (name: string) => `identifier=${ID}/nhsServiceInteractionId|${name}`;
export const partyKey = (key: string) => `identifier=${ID}/nhsMhsPartyKey|${key}`;
export const manufacturer = (code: string) => `manufacturing-organization=${ODS}|${code}`;

export interface Extension {
  readonly url: string;
  readonly valueString?: string;
  readonly valueInteger?: number;
  readonly valueReference?: { readonly identifier: Identifier };
  readonly extension?: readonly Extension[];
}

export interface Identifier {
  readonly system: string;
  readonly value: string;
}

export interface Resource {
  readonly resourceType: string;
  readonly id: string;
  readonly address?: string;
  readonly owner?: { readonly identifier: Identifier };
  readonly identifier?: readonly Identifier[];
  readonly extension?: readonly Extension[];
}

export interface Bundle {
  readonly id: string;
  readonly total: number;
  readonly link: readonly { readonly relation: string; readonly url: string }[];
  readonly entry: readonly { readonly fullUrl: string; readonly resource: Resource }[];
}

export interface Outcome {
  readonly id: string;
  readonly issue: readonly {
    readonly code: string;
    readonly diagnostics?: string;
    readonly details: {
      readonly coding: readonly {
        readonly system: string;
        readonly code: string;
        readonly display: string;
      }[];
    };
  }[];
}

interface Options {
  readonly sds?: Readonly<Record<string, unknown>>;
  readonly faults?: Readonly<Record<string, unknown>>;
  readonly ldif?: string;
}

/** The FHIR face over the sandbox data, behind the real gateway on loopback. */
export async function fhirStand({ sds = {}, faults = {}, ldif = SANDBOX }: Options = {}) {
  const stand = await directoryStand(
    { base: 'empty', sds: { ...sds, entries: ['sandbox.ldif'] }, faults },
    { 'sandbox.ldif': ldif },
  );
  const { world, directory, clock } = stand;
  const mount = sdsFhir({
    ...{ world, clock },
    directory: directory.current,
    ids: systemIds(),
    random: seededRandom(1),
    faults: faultBook(() => world.current().faults),
  });
  const gateway = await gatewayStand([mount], { clock });
  const base = `${gateway.url}${mount.prefix}`;
  const ask = (path: string, init: RequestInit = {}) => fetch(`${base}${path}`, init);
  return {
    ...{ mount, base, directory, clock, world, settings: stand.settings, ask },
    journal: gateway.journal,
    /** Asks what must be found and gives the bundle. */
    async bundle(path: string, init: RequestInit = {}): Promise<Bundle> {
      const response = await ask(path, init);
      const text = await response.text();
      assert.equal(response.status, 200, text);
      return JSON.parse(text) as Bundle;
    },
    /** Asks what must be refused and gives the outcome. */
    async outcome(status: number, path: string, init: RequestInit = {}): Promise<Outcome> {
      const response = await ask(path, init);
      const text = await response.text();
      assert.equal(response.status, status, text);
      return JSON.parse(text) as Outcome;
    },
    async [Symbol.asyncDispose]() {
      await gateway[Symbol.asyncDispose]();
      await stand[Symbol.asyncDispose]();
    },
  };
}

export type FhirStand = Awaited<ReturnType<typeof fhirStand>>;

/** What an outcome says, in short. */
export const said = ({ issue }: Outcome) => issue[0]?.diagnostics;

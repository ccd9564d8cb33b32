import {
  AbstractStartedContainer,
  GenericContainer,
  type StartedTestContainer,
  TestContainers,
  Wait,
} from 'testcontainers';
import type { ScenarioOrder } from '../simulator/doors/scenario-desk.ts';
import { PRODUCT_VERSION } from '../simulator/version.ts';
import type { WorldConfig, WorldPatch } from '../simulator/world/world-config.ts';
import { hostNamesFor } from './host-names.ts';
import { VersionsDifferError } from './package-errors.ts';
import { planWorld } from './plan-world.ts';
import type { RunningSpinebox } from './spinebox.ts';
import { spineboxAt } from './spinebox-at.ts';
import type { PracticeOptions, SpineboxOptions } from './spinebox-options.ts';
import { certificatesWithin, textWithin } from './within-container.ts';

const PORTS = { spine: 8443, ldaps: 1636, ldap: 1389, gateway: 8480, mesh: 8700, control: 8470 };
const WORLD = '/config/world.json';
const ANY = '0.0.0.0';

/** How Spine in the container reaches a system on the host. */
export interface HostAccess {
  /**
   * `forwarder`: by a container of testcontainers, also to what listens on loopback alone. `gateway`: by the engine's
   * `host-gateway`, without another container; on Linux the system listens on all interfaces or on the bridge.
   */
  readonly through: 'forwarder' | 'gateway';
}

/** The image with `spinebox up`: `await new SpineboxContainer().withScenario('late-fragment').start()`. */
export class SpineboxContainer extends GenericContainer {
  #options: SpineboxOptions = {};
  #through: HostAccess['through'] = 'forwarder';

  /** @param image of the version of this package unless given */
  constructor(image: string = `spinebox:${PRODUCT_VERSION}`) {
    super(image);
    this.withExposedPorts(...Object.values(PORTS));
    // One line with where everything is, printed when traffic is taken.
    this.withWaitStrategy(Wait.forLogMessage(/^\{"spine":\{/));
    this.withStartupTimeout(60_000);
  }

  /** Besides those of the world; may be said several times. */
  withPractice(practice: PracticeOptions): this {
    return this.#with({ practices: [...(this.#options.practices ?? []), practice] });
  }

  /** A world file of this machine, or what is to differ from the default world. */
  withWorld(world: string | WorldPatch): this {
    return this.#with({ world });
  }

  /** Put in place after the start; may be said several times. */
  withScenario(scenario: string | ScenarioOrder): this {
    return this.#with({ scenarios: [...(this.#options.scenarios ?? []), scenario] });
  }

  /** Where the system under test takes messages, as this process reaches it. */
  withSutEndpoint(sutEndpoint: string, { through }: HostAccess = { through: 'forwarder' }): this {
    this.#through = through;
    return this.#with({ sutEndpoint });
  }

  /** An identity made at the start; of the system under test unless a host name is given. */
  withClientCertificate(clientCertificate: string | true = true): this {
    return this.#with({ clientCertificate });
  }

  /** What `startSpinebox` takes, at once. */
  withOptions(options: SpineboxOptions): this {
    return this.#with(options);
  }

  /** Throws SimulatorErrors of a world that cannot stand before anything is started. */
  override async start(): Promise<StartedSpineboxContainer> {
    const names = hostNamesFor(this.#options.sutEndpoint);
    const { loaded, sutFqdn } = await planWorld(this.#options, SERVICES, names.endpointOf);
    // Whole and checked: within the container nothing of the default world is laid under it again.
    const { organisations } = loaded.config;
    const world = JSON.stringify({
      ...loaded.config,
      base: 'empty',
      organisations: openToOutside(organisations),
    });
    // REST, and the queue where it is ours; a broker of the test's own is somewhere else.
    const ports = adaptorsOf(organisations).flatMap(({ rest, queue, broker }) =>
      broker === undefined ? [rest, queue] : [rest],
    );
    if (ports.length > 0) this.withExposedPorts(...ports);
    this.withCopyContentToContainer([{ content: world, target: WORLD, mode: 0o644 }]);
    this.withCommand(['up', '--json', '--world', WORLD]);
    if (names.port !== undefined) {
      if (this.#through === 'forwarder') await TestContainers.exposeHostPorts(names.port);
      else this.withExtraHosts([{ host: names.host, ipAddress: 'host-gateway' }]);
    }
    const started = await super.start();
    try {
      if (names.port !== undefined && sutFqdn) await names.alias(started, sutFqdn);
      return await openStarted(started, this.#options, sutFqdn, loaded.config);
    } catch (error) {
      await started.stop();
      throw error;
    }
  }

  #with(options: SpineboxOptions): this {
    this.#options = { ...this.#options, ...options };
    return this;
  }
}

/** The listeners stand where the image publishes them, whatever the world says. */
const SERVICES: WorldPatch = {
  spine: { port: PORTS.spine },
  sds: { ldap: { port: PORTS.ldap, tlsPort: PORTS.ldaps } },
  gateway: { port: PORTS.gateway },
  mesh: { port: PORTS.mesh },
  control: { port: PORTS.control },
};

type Organisations = WorldConfig['organisations'];

/** Adaptors that the container plays, with ports as they are within. */
function adaptorsOf(organisations: Organisations) {
  return Object.values(organisations).flatMap(({ ods, adaptor }) =>
    adaptor
      ? [{ odsCode: ods, rest: adaptor.port, queue: adaptor.queue.port, ...restOf(adaptor.queue) }]
      : [],
  );
}

function restOf({ name, broker }: { readonly name: string; readonly broker?: string | undefined }) {
  return { name, broker };
}

/** Published ports reach only what listens beyond loopback. */
function openToOutside(organisations: Organisations): WorldPatch {
  const opened = Object.entries(organisations).map(([name, { adaptor, ...rest }]) => [
    name,
    adaptor
      ? { ...rest, adaptor: { ...adaptor, host: ANY, queue: { ...adaptor.queue, host: ANY } } }
      : rest,
  ]);
  return Object.fromEntries(opened);
}

type Surface = Awaited<ReturnType<typeof spineboxAt>>;

async function openStarted(
  started: StartedTestContainer,
  options: SpineboxOptions,
  sutFqdn: string | undefined,
  { pds, sds, ods, mesh, organisations }: WorldConfig,
): Promise<StartedSpineboxContainer> {
  const at = (port: number) => `${started.getHost()}:${started.getMappedPort(port)}`;
  const gateway = `https://${at(PORTS.gateway)}`;
  const token = (await textWithin(started, '/data/control-token')).trim();
  const surface = await spineboxAt(
    {
      control: { url: `http://${at(PORTS.control)}`, token },
      urls: {
        spineUrl: `https://${at(PORTS.spine)}`,
        sdsLdapUrl: `ldaps://${at(PORTS.ldaps)}`,
        sdsFhirUrl: `${gateway}${sds.fhir.prefix}`,
        pdsFhirUrl: `${gateway}${pds.fhir.prefix}`,
        ordUrl: ods.ord.enabled ? `${gateway}${ods.ord.prefix}` : undefined,
        odsFhirUrl: ods.fhir.enabled ? `${gateway}${ods.fhir.prefix}` : undefined,
        meshUrl: mesh.enabled ? `https://${at(PORTS.mesh)}/messageexchange` : undefined,
        adaptors: adaptorsOf(organisations).map(({ odsCode, rest, queue, name, broker }) => ({
          odsCode,
          restUrl: `http://${at(rest)}`,
          brokerUrl: broker ?? `amqp://${at(queue)}`,
          queue: name,
        })),
      },
      caCertificate: await textWithin(started, '/data/certificates/trust.pem'),
      sutFqdn,
      issueCertificate: certificatesWithin(started),
    },
    options,
  );
  const theirs = await surface.controlClient.version();
  if (theirs !== PRODUCT_VERSION) throw new VersionsDifferError(PRODUCT_VERSION, theirs);
  return new StartedSpineboxContainer(started, surface);
}

/** What `startSpinebox` gives, and what every started container has. */
export class StartedSpineboxContainer extends AbstractStartedContainer {
  readonly spineUrl: RunningSpinebox['spineUrl'];
  readonly sdsLdapUrl: RunningSpinebox['sdsLdapUrl'];
  readonly sdsFhirUrl: RunningSpinebox['sdsFhirUrl'];
  readonly pdsFhirUrl: RunningSpinebox['pdsFhirUrl'];
  readonly ordUrl: RunningSpinebox['ordUrl'];
  readonly odsFhirUrl: RunningSpinebox['odsFhirUrl'];
  readonly meshUrl: RunningSpinebox['meshUrl'];
  readonly adaptors: RunningSpinebox['adaptors'];
  readonly controlUrl: RunningSpinebox['controlUrl'];
  readonly controlClient: RunningSpinebox['controlClient'];
  readonly caCertificate: RunningSpinebox['caCertificate'];
  readonly clientCertificate: RunningSpinebox['clientCertificate'];
  readonly situations: RunningSpinebox['situations'];
  readonly journal: RunningSpinebox['journal'];
  readonly issueCertificate: RunningSpinebox['issueCertificate'];
  readonly exportBundle: RunningSpinebox['exportBundle'];

  constructor(started: StartedTestContainer, surface: Surface) {
    super(started);
    this.spineUrl = surface.spineUrl;
    this.sdsLdapUrl = surface.sdsLdapUrl;
    this.sdsFhirUrl = surface.sdsFhirUrl;
    this.pdsFhirUrl = surface.pdsFhirUrl;
    this.ordUrl = surface.ordUrl;
    this.odsFhirUrl = surface.odsFhirUrl;
    this.meshUrl = surface.meshUrl;
    this.adaptors = surface.adaptors;
    this.controlUrl = surface.controlUrl;
    this.controlClient = surface.controlClient;
    this.caCertificate = surface.caCertificate;
    this.clientCertificate = surface.clientCertificate;
    this.situations = surface.situations;
    this.journal = surface.journal;
    this.issueCertificate = surface.issueCertificate;
    this.exportBundle = surface.exportBundle;
  }
}

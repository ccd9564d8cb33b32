import {
  AbstractStartedContainer,
  GenericContainer,
  type StartedTestContainer,
  TestContainers,
  Wait,
} from 'testcontainers';
import type { ScenarioOrder } from '../simulator/doors/scenario-desk.ts';
import { PRODUCT_VERSION } from '../simulator/version.ts';
import type { WorldPatch } from '../simulator/world/world-config.ts';
import { hostNamesFor } from './host-names.ts';
import { VersionsDifferError } from './package-errors.ts';
import { planWorld } from './plan-world.ts';
import type { RunningSpinebox } from './spinebox.ts';
import { spineboxAt } from './spinebox-at.ts';
import type { PracticeOptions, SpineboxOptions } from './spinebox-options.ts';
import { certificatesWithin, textWithin } from './within-container.ts';

const PORTS = { spine: 8443, ldaps: 1636, ldap: 1389, gateway: 8480, control: 8470 };
const WORLD = '/config/world.json';

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
    const world = JSON.stringify({ ...loaded.config, base: 'empty' });
    this.withCopyContentToContainer([{ content: world, target: WORLD, mode: 0o644 }]);
    this.withCommand(['up', '--json', '--world', WORLD]);
    if (names.port !== undefined) {
      if (this.#through === 'forwarder') await TestContainers.exposeHostPorts(names.port);
      else this.withExtraHosts([{ host: names.host, ipAddress: 'host-gateway' }]);
    }
    const started = await super.start();
    try {
      if (names.port !== undefined && sutFqdn) await names.alias(started, sutFqdn);
      const { fhir } = loaded.config.pds;
      return await openStarted(started, this.#options, sutFqdn, {
        pds: fhir.prefix,
        sds: loaded.config.sds.fhir.prefix,
      });
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
  control: { port: PORTS.control },
};

type Surface = Awaited<ReturnType<typeof spineboxAt>>;

async function openStarted(
  started: StartedTestContainer,
  options: SpineboxOptions,
  sutFqdn: string | undefined,
  prefix: { readonly pds: string; readonly sds: string },
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
        sdsFhirUrl: `${gateway}${prefix.sds}`,
        pdsFhirUrl: `${gateway}${prefix.pds}`,
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

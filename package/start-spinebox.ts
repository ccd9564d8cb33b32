import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readyFacts } from '../simulator/ready-facts.ts';
import { startSimulator } from '../simulator/simulator.ts';
import { createLogger } from '../src/platform/logger.ts';
import { planWorld } from './plan-world.ts';
import type { RunningSpinebox } from './spinebox.ts';
import { spineboxAt } from './spinebox-at.ts';
import type { IssuedCertificate, SpineboxOptions } from './spinebox-options.ts';

/** What only a simulator in this process can be told. */
export interface StartSpineboxOptions extends SpineboxOptions {
  /** Where certificates are kept or made; a temporary folder unless given. */
  readonly certificateDirectory?: string;
  /** Where the journal is kept; a temporary folder unless given. */
  readonly dataDirectory?: string;
  /** P-256 is made in no time; `rsa-2048`, as real ones are, for a system that takes nothing else. */
  readonly keyType?: 'rsa-2048' | 'p-256';
}

/**
 * Starts a simulator in this process, on loopback and free ports; nothing of it is left after `stop`.
 *
 * @throws SimulatorError with what to do
 */
export async function startSpinebox(options: StartSpineboxOptions = {}): Promise<RunningSpinebox> {
  const { loaded, sutFqdn } = await planWorld(options, 'any', () => options.sutEndpoint);
  const own = options.certificateDirectory === undefined;
  const certificateDirectory =
    options.certificateDirectory ?? (await mkdtemp(join(tmpdir(), 'spinebox-certificates-')));
  const forget = async () => {
    if (own) await rm(certificateDirectory, { recursive: true, force: true });
  };
  try {
    const simulator = await startSimulator({
      world: loaded,
      certificateDirectory,
      logger: createLogger('error'),
      keyType: options.keyType ?? 'p-256',
      ...(options.dataDirectory === undefined
        ? { durable: false }
        : { dataDirectory: options.dataDirectory }),
    });
    const { certificates, control } = simulator;
    let stopped: Promise<void> | undefined;
    const stop = () => {
      stopped ??= simulator.stop().finally(forget);
      return stopped;
    };
    const issueCertificate = async (fqdn: string): Promise<IssuedCertificate> => {
      const { keyPem, chainPem, trustPem } = await certificates.identity(fqdn);
      return { key: keyPem, cert: chainPem, ca: trustPem };
    };
    try {
      const { spine, sds, pds, ods, mesh, adaptors } = readyFacts(simulator);
      const common = await spineboxAt(
        {
          control: { url: control?.url ?? '', token: loaded.config.control.token },
          urls: {
            spineUrl: spine.url,
            sdsLdapUrl: sds.ldaps ?? sds.ldap ?? '',
            sdsFhirUrl: sds.fhir,
            pdsFhirUrl: pds.fhir,
            ordUrl: ods.ord,
            odsFhirUrl: ods.fhir,
            meshUrl: mesh?.url,
            adaptors: adaptors.map(({ odsCode, rest, broker, queue }) => ({
              ...{ odsCode, restUrl: rest, brokerUrl: broker, queue },
            })),
          },
          ...{ caCertificate: certificates.trustPem, sutFqdn, issueCertificate },
        },
        options,
      );
      return { ...common, stop, [Symbol.asyncDispose]: stop };
    } catch (error) {
      await stop();
      throw error;
    }
  } catch (error) {
    await forget();
    throw error;
  }
}

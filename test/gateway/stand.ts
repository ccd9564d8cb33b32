import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { processCertificates } from '../../features/support/process-certificates.ts';
import type { ApiMount } from '../../simulator/gateway/api-message.ts';
import { type Gateway, startGateway } from '../../simulator/gateway/start-gateway.ts';
import { gatewayConfig } from '../../simulator/world/gateway-config.ts';
import type { Journal } from '../../src/journal/journal.ts';
import { openJournal } from '../../src/journal/open-journal.ts';
import { type Clock, systemClock } from '../../src/platform/clock.ts';
import { silentLogger } from '../../src/platform/logger.ts';

/** Faces behind the real gateway, on plain loopback besides TLS, with a journal of their own. */
export interface GatewayStand extends AsyncDisposable {
  readonly gateway: Gateway;
  /** Without TLS, for `fetch`. */
  readonly url: string;
  readonly journal: Journal;
}

export async function gatewayStand(
  mounts: readonly ApiMount[],
  options: { readonly clock?: Clock; readonly journalBytes?: number } = {},
): Promise<GatewayStand> {
  const directory = await mkdtemp(join(tmpdir(), 'spinebox-gateway-'));
  const { journalBytes, clock = systemClock() } = options;
  const journal = await openJournal({
    directory,
    sync: false,
    ...(journalBytes === undefined ? {} : { maxBytes: journalBytes }),
  });
  const { store } = await processCertificates();
  const gateway = await startGateway({
    settings: gatewayConfig.parse({ port: 0, plainPort: 0 }),
    identity: await store.identity('api.spinebox.test'),
    mounts,
    journal,
    clock,
    logger: silentLogger,
    onRefusedHandshake: () => undefined,
  });
  return {
    gateway,
    url: gateway.plainUrl ?? '',
    journal,
    async [Symbol.asyncDispose]() {
      await gateway.close();
      await journal.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

import { World } from './cucumber.ts';
import { type DeliveryWatch, openDeliveryWatch } from './delivery-watch.ts';
import { type Messaging, openMessaging } from './messaging.ts';
import { openPostbag, type Postbag } from './postbag.ts';
import { openRegistrations, type Registrations } from './registrations.ts';
import { type LaterAnswers, openLaterAnswers } from './service-answer.ts';
import { openSignals, type Signals } from './signals.ts';
import { openSyncQueries, type SyncQueries } from './sync-queries.ts';
import { openTlsCallers, type TlsCallers } from './tls-callers.ts';
import { openTransferScript, type TransferScript } from './transfer-script.ts';
import { openTransferWatch, type TransferWatch } from './transfer-watch.ts';
import { openTransfers, type Transfers } from './transfers.ts';

/** What the steps of one scenario share. Everything in it starts when it is first used. */
export class Scene extends World {
  readonly messaging: Messaging = openMessaging();
  readonly postbag: Postbag = openPostbag(this.messaging);
  readonly deliveries: DeliveryWatch = openDeliveryWatch(this.messaging);
  readonly later: LaterAnswers = openLaterAnswers(this.messaging);
  readonly signals: Signals = openSignals(this.messaging);
  readonly callers: TlsCallers = openTlsCallers(this.messaging);
  readonly queries: SyncQueries = openSyncQueries(this.messaging);
  readonly transfers: Transfers = openTransfers();
  readonly script: TransferScript = openTransferScript(this.transfers);
  readonly transfer: TransferWatch = openTransferWatch(
    this.transfers,
    () => this.script.conversationId,
  );
  readonly registrations: Registrations = openRegistrations(this.transfers, this.transfer);

  async close(): Promise<void> {
    await this.transfers[Symbol.asyncDispose]();
    await this.messaging[Symbol.asyncDispose]();
  }
}

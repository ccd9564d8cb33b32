import { World } from './cucumber.ts';
import { type DeliveryWatch, openDeliveryWatch } from './delivery-watch.ts';
import { type Messaging, openMessaging } from './messaging.ts';
import { openPostbag, type Postbag } from './postbag.ts';
import { type LaterAnswers, openLaterAnswers } from './service-answer.ts';
import { openSignals, type Signals } from './signals.ts';
import { openSyncQueries, type SyncQueries } from './sync-queries.ts';
import { openTlsCallers, type TlsCallers } from './tls-callers.ts';

/** What the steps of one scenario share. Everything in it starts when it is first used. */
export class Scene extends World {
  readonly messaging: Messaging = openMessaging();
  readonly postbag: Postbag = openPostbag(this.messaging);
  readonly deliveries: DeliveryWatch = openDeliveryWatch(this.messaging);
  readonly later: LaterAnswers = openLaterAnswers(this.messaging);
  readonly signals: Signals = openSignals(this.messaging);
  readonly callers: TlsCallers = openTlsCallers(this.messaging);
  readonly queries: SyncQueries = openSyncQueries(this.messaging);

  async close(): Promise<void> {
    await this.messaging[Symbol.asyncDispose]();
  }
}

import type { ConsoleParts } from './console-parts.ts';
import type { ConsoleRoute } from './page.ts';
import { adaptorRoutes } from './pages/adaptors/adaptor-routes.ts';
import { faultRoutes } from './pages/faults/fault-routes.ts';
import { linkRoutes } from './pages/gp-links/link-routes.ts';
import { mailboxRoutes } from './pages/mailboxes/mailbox-routes.ts';
import { messageRoutes } from './pages/message/message-routes.ts';
import { organisationRoutes } from './pages/organisations/organisation-routes.ts';
import { overviewRoutes } from './pages/overview.ts';
import { runRoutes } from './pages/runs/run-routes.ts';
import { scenarioRoutes } from './pages/scenarios/scenario-routes.ts';
import { taskRoutes } from './pages/tasks/task-routes.ts';
import { transferRoutes } from './pages/transfer/transfer-page.ts';
import { transfersRoutes } from './pages/transfers.ts';
import { worldRoutes } from './pages/world/world-routes.ts';

/** Every address of the console. */
export function consoleRoutes(parts: ConsoleParts): readonly ConsoleRoute[] {
  return [
    ...overviewRoutes(parts),
    ...messageRoutes(parts),
    ...transfersRoutes(parts),
    ...transferRoutes(parts),
    ...worldRoutes(parts),
    ...mailboxRoutes(parts),
    ...linkRoutes(parts),
    ...organisationRoutes(parts),
    ...adaptorRoutes(parts),
    ...taskRoutes(parts),
    ...scenarioRoutes(parts),
    ...faultRoutes(parts),
    ...runRoutes(parts),
  ];
}

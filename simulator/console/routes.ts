import type { ConsoleParts } from './console-parts.ts';
import type { ConsoleRoute } from './page.ts';
import { overviewRoutes } from './pages/overview.ts';
import { runRoutes } from './pages/runs/run-routes.ts';
import { taskRoutes } from './pages/tasks/task-routes.ts';

/** Every address of the console. */
export function consoleRoutes(parts: ConsoleParts): readonly ConsoleRoute[] {
  return [...overviewRoutes(parts), ...taskRoutes(parts), ...runRoutes(parts)];
}

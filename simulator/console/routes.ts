import type { ConsoleParts } from './console-parts.ts';
import type { ConsoleRoute } from './page.ts';
import { overviewRoutes } from './pages/overview.ts';

/** Every address of the console. */
export function consoleRoutes(parts: ConsoleParts): readonly ConsoleRoute[] {
  return [...overviewRoutes(parts)];
}

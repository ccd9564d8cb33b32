import type { ControlParts } from '../doors/control-parts.ts';
import { adaptorRoutes } from './adaptor-routes.ts';
import { bundleRoutes } from './bundle-routes.ts';
import { directoryRoutes } from './directory-routes.ts';
import type { EventStreams } from './event-streams.ts';
import { identityRoutes } from './identity-routes.ts';
import { journalRoutes } from './journal-routes.ts';
import { mailboxRoutes } from './mailbox-routes.ts';
import { nhaisRoutes } from './nhais-routes.ts';
import { openApi } from './openapi.ts';
import { organisationRoutes } from './organisation-routes.ts';
import { patientRoutes } from './patient-routes.ts';
import { type Route, route } from './route.ts';
import { scenarioRoutes } from './scenario-routes.ts';
import { openApiDocument } from './schemas.ts';
import { serviceRoutes } from './service-routes.ts';
import { taskRoutes } from './task-routes.ts';
import { transferRoutes } from './transfer-routes.ts';
import { worldRoutes } from './world-routes.ts';

/** Every operation of the control API. What is registered and what is documented both come from here. */
export function controlRoutes(
  parts: ControlParts,
  events: EventStreams,
  version: string,
): readonly Route[] {
  const routes: Route[] = [
    ...serviceRoutes(parts, version, () => events.restart()),
    ...worldRoutes(parts),
    ...transferRoutes(parts),
    ...(parts.identity ? identityRoutes(parts.identity) : []),
    ...journalRoutes(parts.journal, events),
    ...(parts.bundles ? bundleRoutes(parts.bundles) : []),
    ...(parts.directory ? directoryRoutes(parts.directory) : []),
    ...(parts.patients ? patientRoutes(parts.patients) : []),
    ...(parts.organisations ? organisationRoutes(parts.organisations) : []),
    ...(parts.mailboxes ? mailboxRoutes(parts.mailboxes) : []),
    ...(parts.nhais ? nhaisRoutes(parts.nhais) : []),
    ...(parts.adaptors ? adaptorRoutes(parts.adaptors) : []),
    ...(parts.persons ? taskRoutes(parts.persons) : []),
    ...(parts.scenarios ? scenarioRoutes(parts.scenarios) : []),
  ];
  const self = route({
    method: 'get',
    path: '/openapi.json',
    operation: 'getOpenApi',
    summary: 'This document.',
    answers: { 200: { description: 'OpenAPI 3.1.', schema: openApiDocument } },
    handle: async () => ({ status: 200, body: document }),
  });
  const all = [...routes, self];
  const document = openApi(all, version);
  return all;
}

import type { ScenarioDesk } from '../doors/scenario-desk.ts';
import { notFound } from './api-error.ts';
import { API } from './entry-view.ts';
import { type Reply, type Route, route } from './route.ts';
import { byCue, bySituation, scenarioOrder, scenarios, situation } from './scenario-schemas.ts';
import { errorBody } from './schemas.ts';

const REFUSED = { description: 'It cannot be done; the message says why.', schema: errorBody };
const AS_IT_STANDS = { description: 'As it stands now.', schema: situation };

/** Situations: scenario files, and counterparts that play them. */
export function scenarioRoutes(desk: ScenarioDesk): readonly Route[] {
  const shown = async (id: string, status = 200): Promise<Reply> => {
    const found = await desk.get(id);
    if (found) return { status, body: found };
    throw notFound(`no situation ${id} is loaded`, 'GET /api/v1/scenarios lists those that are.');
  };
  const done = async (id: string, deed: Promise<boolean>): Promise<Reply> => {
    await deed;
    return shown(id);
  };
  return [
    route({
      method: 'get',
      path: '/scenarios',
      operation: 'listScenarios',
      summary: 'Scenario files that come with the product, and the situations that are loaded.',
      answers: {
        200: { description: 'Files by path, situations oldest first.', schema: scenarios },
      },
      async handle() {
        const [files, loaded] = [await desk.files(), await desk.loaded()];
        return { status: 200, body: { files, loaded } };
      },
    }),
    route({
      method: 'post',
      path: '/scenarios',
      operation: 'loadScenario',
      summary: 'Puts a situation in place: counterpart, patients, directory, rules.',
      body: scenarioOrder,
      answers: {
        201: { description: 'It waits, or is to be started.', schema: situation },
        409: REFUSED,
      },
      async handle({ body }) {
        const loaded = await desk.load(body);
        const location = `${API}/scenarios/${encodeURIComponent(loaded.id)}`;
        return { status: 201, body: loaded, headers: { location } };
      },
    }),
    route({
      method: 'get',
      path: '/scenarios/:id',
      operation: 'getSituation',
      summary: 'One situation: what is to be done, and what has happened.',
      params: bySituation,
      answers: { 200: AS_IT_STANDS },
      handle: ({ params: { id } }) => shown(id),
    }),
    route({
      method: 'post',
      path: '/scenarios/:id/start',
      operation: 'startSituation',
      summary: 'Starts it: a requester asks for the record.',
      params: bySituation,
      answers: { 200: AS_IT_STANDS, 409: REFUSED },
      handle: ({ params: { id } }) => done(id, desk.start(id)),
    }),
    route({
      method: 'post',
      path: '/scenarios/:id/cues/:name',
      operation: 'cueSituation',
      summary: 'Has the counterpart do what its file has under this name.',
      params: byCue,
      answers: { 200: AS_IT_STANDS, 409: REFUSED },
      handle: ({ params: { id, name } }) => done(id, desk.cue(id, name)),
    }),
    route({
      method: 'delete',
      path: '/scenarios/:id',
      operation: 'removeSituation',
      summary: 'Takes a situation away with everything that it put in place.',
      params: bySituation,
      answers: { 204: { description: 'It is gone.' } },
      async handle({ params: { id } }) {
        if (await desk.remove(id)) return { status: 204 };
        return shown(id);
      },
    }),
  ];
}

import type { ControlParts } from '../doors/control-parts.ts';
import { doctorReport } from './doctor-schema.ts';
import { type Route, route } from './route.ts';
import { health, readiness } from './schemas.ts';

/** Is it alive, can it take traffic, start over. */
export function serviceRoutes(
  parts: ControlParts,
  version: string,
  onReset: () => void,
): readonly Route[] {
  return [
    route({
      method: 'get',
      path: '/health',
      operation: 'getHealth',
      summary: 'Whether the process answers at all.',
      answers: { 200: { description: 'It does.', schema: health } },
      handle: async () => ({ status: 200, body: { status: 'ok', version } }),
    }),
    route({
      method: 'get',
      path: '/ready',
      operation: 'getReadiness',
      summary: 'Whether the simulator can take traffic.',
      answers: {
        200: { description: 'It can.', schema: readiness },
        503: { description: 'Not yet, or no longer; the checks say why.', schema: readiness },
      },
      handle: async () => {
        const found = parts.readiness();
        return { status: found.ready ? 200 : 503, body: found };
      },
    }),
    route({
      method: 'get',
      path: '/doctor',
      operation: 'getDoctor',
      summary: 'What is likely to be wrong with the set-up, worst first, each with its remedy.',
      answers: {
        200: { description: 'What was found; nothing when all is well.', schema: doctorReport },
      },
      handle: async () => ({
        status: 200,
        body: { findings: (await parts.doctor?.()) ?? [] },
      }),
    }),
    route({
      method: 'post',
      path: '/reset',
      operation: 'reset',
      summary: 'Starts over: empty journal, no work, the world as it was loaded.',
      answers: { 204: { description: 'Done.' } },
      handle: async () => {
        await parts.reset();
        onReset();
        return { status: 204 };
      },
    }),
  ];
}

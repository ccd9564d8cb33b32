import type { HttpReply } from '../../src/platform/http-message.ts';
import {
  parseServiceId,
  reliabilityAnswer,
  routingAnswer,
} from '../../src/wire/adaptor/route-lookup.ts';
import { frameworkRefusal, json } from './rest-answer.ts';
import type { RouteFinder } from './route-finder.ts';

/** What of a route each path tells (mhs 7.5). */
export const LOOKUP_PATHS = ['/routing', '/reliability', '/routing-reliability'] as const;
export type LookupPath = (typeof LOOKUP_PATHS)[number];

/** Answers the route lookup that an MHS adaptor has beside it (mhs 7.5). */
export async function lookUpRoute(
  { find }: Pick<RouteFinder, 'find'>,
  path: LookupPath,
  query: URLSearchParams,
  correlationId: string,
): Promise<{ readonly reply: HttpReply; readonly result: string }> {
  const odsCode = query.get('org-code');
  const serviceId = query.get('service-id');
  const refused = (status: number, reason: string) => {
    const { reply, result } = frameworkRefusal(status, reason, correlationId);
    return { reply, result };
  };
  if (!odsCode) return refused(400, 'Missing argument org-code');
  if (!serviceId) return refused(400, 'Missing argument service-id');
  const named = parseServiceId(serviceId);
  if (!named) return refused(400, 'service-id is not SERVICE:INTERACTION');
  const found = await find({ odsCode, ...named });
  if (found.kind === 'not-found') return refused(404, found.because);
  const { contract, asids } = found.route;
  const told = {
    ...(path !== '/reliability' && routingAnswer(contract, asids)),
    ...(path !== '/routing' && reliabilityAnswer(contract)),
  };
  return { reply: json(200, told, correlationId), result: 'found' };
}

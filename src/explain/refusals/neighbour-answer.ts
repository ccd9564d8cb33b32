import type { Entry } from '../../journal/entry.ts';
import { ADAPTOR_CODES } from '../codes/adaptor-codes.ts';
import type { CodeTable } from '../codes/code-note.ts';
import { lookUp, noteOfStatus } from '../codes/look-up.ts';
import { MESH_CODES } from '../codes/mesh-codes.ts';
import { ODS_CODES } from '../codes/ods-codes.ts';
import { short } from '../place/excerpt.ts';
import { withoutNumbers } from '../place/mask.ts';
import type { SideView } from '../place/side-view.ts';
import { neighbourSaid } from './neighbour-said.ts';
import type { Refused } from './refused.ts';

/** Whether an entry is of ODS, of MESH, or of the REST face of an MHS adaptor. */
export function isOfNeighbour({ service, facts = {} }: Entry): boolean {
  if (service.startsWith('adaptor')) return facts.boundary === 'rest';
  return service === 'mesh' || /^ods-(?:ord|fhir|stu3)$/.test(service);
}

/** What ODS, MESH or an MHS adaptor refuses. */
export function neighbourAnswer(
  entry: Entry,
  request: SideView,
  response: SideView,
): readonly Refused[] {
  const { service } = entry;
  const status = entry.response?.status;
  if (status === undefined || status < 400) return [];
  const { code, reason, at } = neighbourSaid(entry, response);
  const table = tableOf(service);
  const rule = code ?? `HTTP-${status}`;
  const note = lookUp(table, rule) ?? lookUp(table, `HTTP-${status}`) ?? noteOfStatus(status);
  const { method = '', path = '' } = request.http;
  const asked = withoutNumbers(`${method} ${path.split('?')[0]}`.trim());
  return [
    {
      ...{ rule, note },
      answer: code === undefined ? `HTTP ${status}` : `HTTP ${status}, ${code}`,
      reason: short(withoutNumbers(`${asked}: ${reason}`), 400),
      where: placeOf(service, status, at, asked, request),
      nearest: nearestOf(service, status, rule, request),
    },
  ];
}

function tableOf(service: string): CodeTable {
  if (service === 'mesh') return MESH_CODES;
  return service.startsWith('adaptor') ? ADAPTOR_CODES : ODS_CODES;
}

function placeOf(
  service: string,
  status: number,
  at: string | undefined,
  asked: string,
  request: SideView,
): Refused['where'] {
  // What a token says of itself is not shown, not even of the digest that stands for it.
  if (service === 'mesh' && status === 403) return { side: 'request', at: 'Authorization' };
  if (at === undefined) return { side: 'request', at: 'request line', excerpt: short(asked) };
  const value = request.header(at);
  const excerpt = value === undefined ? undefined : short(withoutNumbers(`${at}: ${value}`));
  return { side: 'request', at, excerpt };
}

function nearestOf(
  service: string,
  status: number,
  rule: string,
  request: SideView,
): string | undefined {
  if (service.startsWith('adaptor')) {
    if (status === 415) return 'Content-Type: application/json';
    const id = request.header('Interaction-Id');
    // An interaction with its service before it is what other interfaces want.
    if (status === 404 && id?.includes(':')) return `Interaction-Id: ${id.split(':').at(-1)}`;
  }
  if (service === 'mesh' && rule === 'HTTP-406') return 'Accept: application/vnd.mesh.v2+json';
  return undefined;
}

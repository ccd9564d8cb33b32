import { headerValue } from '../../../src/platform/http-message.ts';
import { type Answer, answerJson, type Invalid, refuseInvalid } from '../answer/answer.ts';
import type { Asked } from '../http/asked.ts';
import type { MeshRoom } from '../mesh-room.ts';
import type { Route } from '../request/route.ts';
import { acknowledge, handshake } from './acknowledge.ts';
import { administer } from './administer.ts';
import { download, head } from './download.ts';
import { count, list } from './list.ts';
import { lookup } from './lookup.ts';
import { send } from './send.ts';
import { sendChunk } from './send-chunk.ts';
import { track } from './track.ts';

/** Does what was asked for, as far as it can be decided before it is on record. */
export async function perform(room: MeshRoom, route: Route, asked: Asked): Promise<Answer> {
  switch (route.operation) {
    case 'handshake': {
      const missing = missingHeaders(asked);
      return missing.length > 0 ? refuseInvalid(missing) : handshake(route.mailbox, asked);
    }
    case 'list':
      return list(room, route.mailbox, asked);
    case 'count':
      return count(room, route.mailbox, asked);
    case 'head':
      return head(room, route.mailbox, route.id, asked);
    case 'download':
      return download(room, route.mailbox, route.id, route.chunk, asked);
    case 'acknowledge':
      return acknowledge(room, route.mailbox, route.id, asked);
    case 'send':
      return send(room, route.mailbox, asked);
    case 'chunk':
      return sendChunk(room, route.mailbox, route.id, route.chunk, asked);
    case 'track':
      return track(room, route.mailbox, route.localId, asked);
    case 'lookup':
      return lookup(route.workflow, route.ods, asked);
    case 'search':
      return lookup(route.workflow, undefined, asked);
    case 'health':
      return answerJson(1, 200, HEALTHY, 'healthy');
    default:
      return administer(room, route, asked);
  }
}

const HEALTHY = { env: 'spinebox', build_label: 'spinebox', status: 'running', outcome: 'Yes' };

function missingHeaders({ headers }: Asked): readonly Invalid[] {
  return ['mex-clientversion', 'mex-osname', 'mex-osversion']
    .filter((name) => !headerValue(headers, name))
    .map((name) => ({ where: 'header', name, message: 'Field required', type: 'missing' }));
}

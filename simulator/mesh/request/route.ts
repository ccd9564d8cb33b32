/** What can be asked of MESH (mesh-nhais 1.4 and 1.10). */
export type Route =
  | { readonly operation: 'handshake'; readonly mailbox: string }
  | { readonly operation: 'list'; readonly mailbox: string }
  | { readonly operation: 'count'; readonly mailbox: string }
  | { readonly operation: 'head'; readonly mailbox: string; readonly id: string }
  | {
      readonly operation: 'download';
      readonly mailbox: string;
      readonly id: string;
      readonly chunk: string;
    }
  | { readonly operation: 'acknowledge'; readonly mailbox: string; readonly id: string }
  | { readonly operation: 'send'; readonly mailbox: string }
  | {
      readonly operation: 'chunk';
      readonly mailbox: string;
      readonly id: string;
      readonly chunk: string;
    }
  | { readonly operation: 'track'; readonly mailbox: string; readonly localId?: string }
  | { readonly operation: 'lookup'; readonly ods: string; readonly workflow: string }
  | { readonly operation: 'search'; readonly workflow: string }
  | { readonly operation: 'health' }
  | { readonly operation: 'admin.reset'; readonly target?: string }
  | { readonly operation: 'admin.report' }
  | { readonly operation: 'admin.event'; readonly id: string }
  | { readonly operation: 'admin.mailbox'; readonly target: string }
  | { readonly operation: 'admin.message'; readonly id: string };

export type Operation = Route['operation'];

const HEALTH = new Set(['health', '_ping', '_status', 'healthcheck']);

/** The route of a path, still encoded, without its query. `undefined`: nothing is served there. */
export function readRoute(method: string, path: string): Route | undefined {
  const parts = segmentsOf(path);
  if (!parts) return undefined;
  const [first = '', ...rest] = parts;
  const reading = method === 'GET' || method === 'HEAD';
  if (reading && parts.length === 1 && HEALTH.has(first)) return { operation: 'health' };
  const inside = first === 'messageexchange';
  return admin(method, inside ? rest : parts) ?? (inside ? exchange(method, rest) : undefined);
}

function segmentsOf(path: string): readonly string[] | undefined {
  const inside = path.replace(/^\/+/, '').replace(/\/$/, '');
  try {
    return inside.split('/').map(decodeURIComponent);
  } catch {
    return undefined;
  }
}

function admin(method: string, parts: readonly string[]): Route | undefined {
  const at = parts[0] === 'admin' ? parts.slice(1) : parts;
  const [noun, name, verb] = at;
  const named = parts[0] === 'admin';
  if (method === 'DELETE' && noun === 'reset' && at.length <= 2)
    return { operation: 'admin.reset', ...(name ? { target: name.toUpperCase() } : {}) };
  if (method === 'POST' && named && noun === 'report' && at.length === 1)
    return { operation: 'admin.report' };
  if (method === 'POST' && named && noun === 'message' && verb === 'event' && at.length === 3)
    return { operation: 'admin.event', id: name ?? '' };
  if (method !== 'GET' || at.length !== 2 || !name) return undefined;
  if (noun === 'mailbox') return { operation: 'admin.mailbox', target: name.toUpperCase() };
  if (noun === 'message' && named) return { operation: 'admin.message', id: name };
  return undefined;
}

function exchange(method: string, parts: readonly string[]): Route | undefined {
  const [first = '', box, ...rest] = parts;
  const get = method === 'GET';
  if (get && parts.length === 1 && (first === '_ping' || first === 'deepping'))
    return { operation: 'health' };
  if (get && first === 'endpointlookup' && box && rest.length === 1)
    return { operation: 'lookup', ods: box, workflow: rest[0] ?? '' };
  if (get && first === 'workflowsearch' && box && rest.length === 0)
    return { operation: 'search', workflow: box };
  if (first === '') return undefined;
  const mailbox = first.toUpperCase();
  if (box === undefined)
    return get || method === 'POST' ? { operation: 'handshake', mailbox } : undefined;
  if (get && box === 'count' && rest.length === 0) return { operation: 'count', mailbox };
  if (box === 'inbox') return inbox(method, mailbox, rest);
  return box === 'outbox' ? outbox(method, mailbox, rest) : undefined;
}

function inbox(method: string, mailbox: string, rest: readonly string[]): Route | undefined {
  const [id, chunk, last] = rest;
  if (!id) return method === 'GET' ? { operation: 'list', mailbox } : undefined;
  if (method === 'HEAD' && rest.length === 1) return { operation: 'head', mailbox, id };
  if (method === 'GET' && rest.length <= 2)
    return { operation: 'download', mailbox, id, chunk: chunk ?? '1' };
  if (method === 'PUT' && chunk === 'status' && last === 'acknowledged' && rest.length === 3)
    return { operation: 'acknowledge', mailbox, id };
  return undefined;
}

function outbox(method: string, mailbox: string, rest: readonly string[]): Route | undefined {
  const [id, chunk] = rest;
  if (method === 'POST' && !id) return { operation: 'send', mailbox };
  if (method === 'GET' && id === 'tracking' && rest.length <= 2)
    return { operation: 'track', mailbox, ...(chunk ? { localId: chunk } : {}) };
  if (method === 'POST' && id && chunk && rest.length === 2)
    return { operation: 'chunk', mailbox, id, chunk };
  return undefined;
}

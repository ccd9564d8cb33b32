import { headerValue } from '../../src/platform/http-message.ts';
import { type Form, parameter, readForm } from '../../src/wire/form/read-form.ts';
import type { ApiAnswer, ApiMount, ApiRequest } from '../gateway/api-message.ts';
import { textAnswer } from './answers.ts';
import { disturbed } from './disturb.ts';
import type { IdentityRoom } from './identity-room.ts';
import { recordedText } from './recorded.ts';

/** A request with its query and form taken apart. */
export interface Call {
  readonly request: ApiRequest;
  readonly query: Form;
  /** Empty unless the body says that it is a form. */
  readonly form: Form;
  header(name: string): string | undefined;
}

/** What a handler answers; the face adds what is common to all. */
export type Reply = Omit<ApiAnswer, 'operation'>;

/** One operation of a face. */
export interface FaceRoute {
  readonly methods: readonly string[];
  /** Below the mount: `/token`. */
  readonly path: string;
  /** Named in the journal and by fault rules: `token`, `authorize`, `userinfo`, `saml`, `login`. */
  readonly operation: string;
  /** By what fault rules know the caller: the client id, where the request tells it. */
  caller?(call: Call): string | undefined;
  handle(call: Call): Promise<Reply> | Reply;
}

/** A mount of the identity services: finds the operation, lets faults have their way, keeps secrets off the record. */
export function face(
  room: IdentityRoom,
  prefix: string,
  service: string,
  routes: readonly FaceRoute[],
): ApiMount {
  return {
    prefix,
    service,
    // Forms and tokens: nothing that is sent here is large.
    maxBodyBytes: 256 * 1024,
    secretive: true,
    async handle(request) {
      const call = callOf(request);
      const here = routes.filter(({ path }) => path === request.path);
      const method = request.method === 'HEAD' ? 'GET' : request.method;
      const route = here.find(({ methods }) => methods.includes(method));
      const operation = route?.operation ?? here[0]?.operation ?? 'request';
      const reply = route
        ? await answered(room, route, call)
        : refused(
            here.flatMap(({ methods }) => methods),
            routes,
          );
      return { ...reply, operation, recorded: { ...recordedOf(call, reply), ...reply.recorded } };
    },
  };
}

function callOf(request: ApiRequest): Call {
  const header = (name: string) => headerValue(request.headers, name);
  const type = header('Content-Type')?.split(';')[0]?.trim().toLowerCase();
  const isForm = type === 'application/x-www-form-urlencoded';
  return {
    request,
    query: readForm(request.query),
    form: readForm(isForm ? request.body.toString('utf8') : ''),
    header,
  };
}

async function answered(room: IdentityRoom, route: FaceRoute, call: Call): Promise<Reply> {
  const { operation } = route;
  const caller =
    route.caller?.(call) ?? parameter(call.form, 'client_id') ?? parameter(call.query, 'client_id');
  const reply = await disturbed(room, operation, caller, async () => route.handle(call));
  return claimedBy(caller, reply);
}

/** Of a request that is refused, who it said it was: by that a supplier finds its own. */
function claimedBy(caller: string | undefined, reply: Reply): Reply {
  if (reply.caller !== undefined || !/^[\w.@:-]{1,64}$/.test(caller ?? '')) return reply;
  return { ...reply, facts: { ...reply.facts, claimedCaller: caller ?? null } };
}

function refused(methods: readonly string[], routes: readonly FaceRoute[]): Reply {
  if (methods.length > 0) {
    const reply = textAnswer(405, `Use ${methods.join(' or ')}.`, 'refused: method');
    return { ...reply, headers: [...reply.headers, ['Allow', methods.join(', ')]] };
  }
  const paths = [...new Set(routes.map(({ path }) => path))];
  return textAnswer(404, `There are: ${paths.join(', ')}`, 'refused: no such path');
}

/** What goes on record in place of bodies and addresses that hold secrets. */
function recordedOf({ request, query, form }: Call, reply: Reply): NonNullable<Reply['recorded']> {
  const location = headerValue(reply.headers, 'Location');
  const shown = location === undefined ? undefined : recordedText.address(location);
  return {
    ...(request.query === '' ? {} : { query: recordedText.form(query) }),
    ...(form.values.size > 0 ? { request: recordedText.form(form) } : {}),
    ...(request.body.length > 0 && form.values.size === 0
      ? { request: `[${request.body.length} bytes that are no form; not kept]` }
      : {}),
    ...(shown === undefined ? {} : { location: shown }),
    answer: recordedText.body(reply.body, headerValue(reply.headers, 'Content-Type')),
  };
}

import type { BodyStore } from './body-store.ts';
import { INLINE_BYTES } from './draft.ts';
import type { BodyRef, BodySource, HttpSide, NewEntry } from './entry.ts';

/** Bodies of an entry that are references already: they lie outside its frame. */
export function outsideRefs({ request, response }: NewEntry): readonly BodyRef[] {
  const refs: BodyRef[] = [];
  for (const body of [request?.body, response?.body])
    if (body !== undefined && !(body instanceof Uint8Array)) refs.push(body);
  return refs;
}

/** Whether an entry brings bytes that do not go into its frame. */
export function hasLargeBody({ request, response }: NewEntry): boolean {
  return isLarge(request?.body) || isLarge(response?.body);
}

/** The entry with its large bodies put into files: all of them or none. */
export async function keepLargeBodies(
  entry: NewEntry,
  bodies: BodyStore,
  fits: () => Promise<void>,
): Promise<NewEntry> {
  const kept: BodyRef[] = [];
  const keep = async (side: HttpSide<BodySource>): Promise<HttpSide<BodySource>> => {
    if (!isLarge(side.body)) return side;
    const keeper = await bodies.keeper(fits);
    await keeper.write(side.body);
    const body = await keeper.keep();
    kept.push(body);
    return { ...side, body };
  };
  const { request, response } = entry;
  try {
    return {
      ...entry,
      ...(request && { request: await keep(request) }),
      ...(response && { response: await keep(response) }),
    };
  } catch (error) {
    for (const { where } of kept) await bodies.release(where, false);
    throw error;
  }
}

function isLarge(body: BodySource | undefined): body is Uint8Array {
  return body instanceof Uint8Array && body.length > INLINE_BYTES;
}

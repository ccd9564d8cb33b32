import { isObject, type Json, type JsonObject, listOf, member, wordOf } from '../json.ts';
import { type Refusal, refusal } from '../operation-outcome.ts';
import type { RecordChange } from './update-context.ts';

export function forbidden(text: string): Refusal {
  return refusal('FORBIDDEN_UPDATE', `Forbidden update with error - ${text}`);
}

export function notPermitted(verb: 'remove' | 'update', field: string): Refusal {
  return forbidden(`source not permitted to ${verb} '${field}'`);
}

export function unsupportedValue(value: Json | undefined, at: string): Refusal {
  return refusal('UNSUPPORTED_VALUE', `Unsupported value - '${wordOf(value)}' in field '${at}'`);
}

export function itemsOf(resource: JsonObject, key: string): readonly JsonObject[] {
  return listOf(member(resource, key)).filter((each) => isObject(each));
}

/** An extension by its url. */
export function extensionOf(resource: JsonObject, url: string): JsonObject | undefined {
  return itemsOf(resource, 'extension').find((each) => member(each, 'url') === url);
}

/** The item that was there before under the same id. */
export function formerOf(
  update: RecordChange,
  key: string,
  item: JsonObject,
): JsonObject | undefined {
  const id = member(item, 'id');
  return itemsOf(update.before, key).find((each) => member(each, 'id') === id);
}

export function countOf(items: readonly JsonObject[], fits: (item: JsonObject) => boolean): number {
  return items.filter(fits).length;
}

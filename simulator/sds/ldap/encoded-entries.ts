import type { DirectoryAttribute, DirectoryEntry } from '../../../src/directory/entry.ts';
import { writeOperation } from '../../../src/wire/ldap/write-ldap-message.ts';
import type { AttributeSelection } from './attribute-selection.ts';

/** Entries as they go over the wire, without the message round them. */
export interface EncodedEntries {
  /** `operational` is asked only when the selection wants what the entry itself does not know. */
  encode(
    entry: DirectoryEntry,
    selection: AttributeSelection,
    operational: (entry: DirectoryEntry) => readonly DirectoryAttribute[],
  ): Buffer;
}

type Generation = WeakMap<DirectoryEntry, Map<AttributeSelection, Buffer>>;

/** Bytes of one generation. */
const MOST_BYTES = 16 * 1024 * 1024;
/** What an entry in the cache costs beside its bytes, roughly. */
const OVERHEAD = 200;

/**
 * Keeps what it has encoded by entry and selection. Entries are immutable, so nothing kept goes out of date. When a
 * generation is full it becomes the old one and a new one begins: what is asked for lives on, and memory is bounded.
 */
export function encodedEntries(mostBytes: number = MOST_BYTES): EncodedEntries {
  let young: Generation = new WeakMap();
  let old: Generation = new WeakMap();
  let weighed = new WeakSet<AttributeSelection>();
  let bytes = 0;

  function keep(entry: DirectoryEntry, selection: AttributeSelection, encoded: Buffer): Buffer {
    bytes += encoded.length + OVERHEAD + (weighed.has(selection) ? 0 : selection.bytes);
    weighed.add(selection);
    if (bytes > mostBytes) {
      old = young;
      young = new WeakMap();
      weighed = new WeakSet();
      bytes = 0;
    }
    const kept = young.get(entry);
    if (kept) kept.set(selection, encoded);
    else young.set(entry, new Map([[selection, encoded]]));
    return encoded;
  }

  return {
    encode(entry, selection, operational) {
      // These depend on the whole directory.
      if (selection.wantsOperational)
        return encodeEntry(entry, [...entry.attributes, ...operational(entry)], selection);
      const known = young.get(entry)?.get(selection);
      if (known) return known;
      const aged = old.get(entry)?.get(selection);
      return keep(entry, selection, aged ?? encodeEntry(entry, entry.attributes, selection));
    },
  };
}

function encodeEntry(
  { dn }: DirectoryEntry,
  attributes: readonly DirectoryAttribute[],
  selection: AttributeSelection,
): Buffer {
  const { typesOnly } = selection;
  const chosen = attributes.flatMap(({ name, values }) => {
    const shown = selection.nameOf(name);
    return shown === undefined ? [] : [{ name: shown, values: typesOnly ? [] : values }];
  });
  // Its own bytes: the writer's are larger than what it wrote.
  return Buffer.from(writeOperation({ kind: 'search-entry', dn, attributes: chosen }));
}

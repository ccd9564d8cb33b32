import { isAttributeDescription, type LdifRecord } from './ldif-record.ts';
import { type LdifLine, unfoldLdif } from './unfold-ldif.ts';

/** Why a record was left out. */
export interface LdifProblem {
  /** Counted from 1. */
  readonly line: number;
  readonly text: string;
}

export interface LdifReading {
  /** With the line that its name stands on. */
  readonly records: readonly (LdifRecord & { readonly line: number })[];
  readonly problems: readonly LdifProblem[];
}

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** What a line says, or what is wrong with it. */
type Spec = { readonly name: string; readonly value: string } | { readonly wrong: string };

/**
 * Reads LDIF content (RFC 2849). Of change records only `add` is an entry; what else is wrong is told with its
 * line, and the record left out. Never throws.
 */
export function readLdif(text: string): LdifReading {
  const records: (LdifRecord & { readonly line: number })[] = [];
  const problems: LdifProblem[] = [];
  const share = sharer();
  let isFirst = true;
  for (const group of unfoldLdif(text.replace(/^\uFEFF/, ''))) {
    const lines = isFirst ? withoutVersion(group, problems) : group;
    isFirst = false;
    if (lines.length === 0 || isSearchResult(lines)) continue;
    const found = readRecord(lines, share);
    if ('problem' in found) problems.push(found.problem);
    else records.push(found.record);
  }
  return { records, problems };
}

function withoutVersion(lines: readonly LdifLine[], problems: LdifProblem[]): readonly LdifLine[] {
  const [first, ...rest] = lines;
  const version = first && /^version: *(.*)$/i.exec(first.text)?.[1];
  if (!first || version === undefined) return lines;
  if (version.trim() !== '1')
    problems.push({ line: first.line, text: `version ${version} is not known; 1 is` });
  return rest;
}

/** The last lines of ldapsearch without -LLL, which people save with the entries. */
function isSearchResult(lines: readonly LdifLine[]): boolean {
  return lines.length <= 4 && /^(search|ref): /.test(lines[0]?.text ?? '');
}

type Attribute = LdifRecord['attributes'][number];
type Share = (attribute: Attribute) => Attribute;

const MOST_SHARED = 10_000;

/** Most lines of a directory say the same for many entries: one attribute stands for all of them. */
function sharer(): Share {
  const known = new Map<string, Attribute>();
  return (attribute) => {
    const [value, ...more] = attribute.values;
    if (value === undefined || more.length > 0 || value.length > 100) return attribute;
    const key = `${attribute.name}:${value}`;
    const found = known.get(key);
    if (found) return found;
    if (known.size < MOST_SHARED) known.set(key, attribute);
    return attribute;
  };
}

type Found =
  | { readonly record: LdifRecord & { readonly line: number } }
  | { readonly problem: LdifProblem };

function readRecord(lines: readonly LdifLine[], share: Share): Found {
  const [first, ...rest] = lines;
  const wrong = (line: number, text: string): Found => ({ problem: { line, text } });
  const line = first?.line ?? 1;
  const name = readSpec(first?.text ?? '');
  if ('wrong' in name) return wrong(line, name.wrong);
  if (name.name.toLowerCase() !== 'dn') return wrong(line, 'a record begins with its dn');

  const attributes = new Map<string, { readonly name: string; readonly values: string[] }>();
  for (const { line: at, text } of rest) {
    const spec = readSpec(text);
    if ('wrong' in spec) return wrong(at, spec.wrong);
    const key = spec.name.toLowerCase();
    if (key === 'changetype') {
      if (spec.value.trim().toLowerCase() === 'add') continue;
      return wrong(at, `changetype ${spec.value} is not taken; entries and changetype add are`);
    }
    if (key === 'control') return wrong(at, 'controls are not taken');
    const known = attributes.get(key);
    if (known) known.values.push(spec.value);
    else attributes.set(key, { name: spec.name, values: [spec.value] });
  }
  return { record: { dn: name.value, attributes: [...attributes.values()].map(share), line } };
}

function readSpec(text: string): Spec {
  const at = text.indexOf(':');
  if (at < 0) return { wrong: 'a line is "name: value"' };
  const name = text.slice(0, at);
  if (!isAttributeDescription(name))
    return { wrong: `${JSON.stringify(name.slice(0, 60))} is no attribute name` };
  const rest = text.slice(at + 1);
  if (rest.startsWith('<')) return { wrong: 'values in other files (:<) are not taken' };
  if (!rest.startsWith(':')) return { name, value: rest.replace(/^ +/, '') };
  const encoded = rest.slice(1).trim();
  if (!BASE64.test(encoded)) return { wrong: `the value of ${name} is not base64` };
  try {
    return {
      name,
      value: UTF8.decode(Uint8Array.from(atob(encoded), (char) => char.charCodeAt(0))),
    };
  } catch {
    return { wrong: `the value of ${name} is not text in UTF-8` };
  }
}

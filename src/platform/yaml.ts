import {
  isAlias,
  isCollection,
  isMap,
  isScalar,
  LineCounter,
  parseDocument,
  stringify,
} from 'yaml';

/** A place in a YAML text. Both counted from 1. */
export interface YamlPlace {
  readonly line: number;
  readonly column: number;
}

/** Why a text is not acceptable YAML, or what is doubtful about it. */
export interface YamlProblem extends YamlPlace {
  readonly severity: 'error' | 'warning';
  /** One line of English, without the place. */
  readonly message: string;
}

/** A YAML text as plain values, with the way back to where each of them stands. */
export interface YamlReading {
  /** Plain objects, arrays, strings, numbers, booleans and null; `undefined` when there is an error. */
  readonly value: unknown;
  /**
   * Where the value at `path` stands (`['rules', 2, 'when']`); an empty value is placed at its key.
   * `undefined` when the text has no such path: ask again for the parent.
   */
  lineOf(path: readonly (string | number)[]): YamlPlace | undefined;
  /** Where the key of the last step of `path` stands, for a key that should not be there. */
  keyLineOf(path: readonly (string | number)[]): YamlPlace | undefined;
  readonly problems: readonly YamlProblem[];
}

/** A plain value as YAML that reads back the same. */
export function writeYaml(value: unknown): string {
  return stringify(value, { lineWidth: 0 });
}

interface Found {
  readonly value?: number;
  readonly key?: number;
}

/** Reads one YAML 1.2 document (core schema). Wrong YAML is a problem in the answer, never thrown. */
export function readYaml(text: string): YamlReading {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const place = (offset: number): YamlPlace => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const problems: YamlProblem[] = [
    ...document.errors.map((error) => ({ severity: 'error' as const, error })),
    ...document.warnings.map((error) => ({ severity: 'warning' as const, error })),
  ].map(({ severity, error }) => ({ severity, message: error.message, ...place(error.pos[0]) }));

  let value: unknown;
  if (document.errors.length === 0) {
    try {
      value = document.toJS({ maxAliasCount: 100 });
    } catch (error) {
      // Aliases without an anchor, or too many of them, show only when the values are made.
      const message = error instanceof Error ? error.message : String(error);
      problems.push({ severity: 'error', message, line: 1, column: 1 });
    }
  }

  const find = (path: readonly (string | number)[]): Found | undefined => {
    let node: unknown = document.contents;
    let found: Found = { value: offsetOf(node) ?? 0 };
    for (const step of path) {
      if (isAlias(node)) node = node.resolve(document);
      if (!isCollection(node)) return undefined;
      if (isMap(node)) {
        const pair = node.items.find(
          ({ key }) => String(isScalar(key) ? key.value : key) === String(step),
        );
        if (!pair) return undefined;
        node = pair.value;
        found = placed(offsetOf(node), offsetOf(pair.key));
      } else {
        const item: unknown = node.items[Number(step)];
        if (item === undefined) return undefined;
        node = item;
        found = placed(offsetOf(node), offsetOf(node));
      }
    }
    return found;
  };
  const placeOf = (offset: number | undefined) =>
    offset === undefined ? undefined : place(offset);
  return {
    value,
    problems,
    lineOf(path) {
      const found = find(path);
      return placeOf(found?.value ?? found?.key);
    },
    keyLineOf(path) {
      const found = find(path);
      return placeOf(found?.key ?? found?.value);
    },
  };
}

function placed(value: number | undefined, key: number | undefined): Found {
  return { ...(value === undefined ? {} : { value }), ...(key === undefined ? {} : { key }) };
}

/** The first character of a node; nothing for a value that was left empty. */
function offsetOf(node: unknown): number | undefined {
  if (isScalar(node) || isCollection(node) || isAlias(node)) {
    const [start, end] = node.range ?? [];
    return start === undefined || start === end ? undefined : start;
  }
  return undefined;
}

import { isObject, type Json } from './json.ts';

/**
 * PDS is written in Python and quotes values in its diagnostics as Python does; clients that compare whole
 * texts meet the same here.
 */
export function pythonText(value: Json | undefined): string {
  if (value === undefined || value === null) return 'None';
  if (value === true) return 'True';
  if (value === false) return 'False';
  if (typeof value === 'string') return quotedText(value);
  if (Array.isArray(value)) return `[${value.map(pythonText).join(', ')}]`;
  if (isObject(value)) {
    const members = Object.entries(value).map(
      ([key, each]) => `${quotedText(key)}: ${pythonText(each)}`,
    );
    return `{${members.join(', ')}}`;
  }
  return String(value);
}

export function pythonType(value: Json | undefined): string {
  if (value === undefined || value === null) return "<class 'NoneType'>";
  if (typeof value === 'string') return "<class 'str'>";
  if (typeof value === 'boolean') return "<class 'bool'>";
  if (typeof value === 'number') return `<class '${Number.isInteger(value) ? 'int' : 'float'}'>`;
  return Array.isArray(value) ? "<class 'list'>" : "<class 'dict'>";
}

/** Single quotes, unless the text has some and no double ones. */
function quotedText(text: string): string {
  const plain = text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\r', '\\r');
  if (plain.includes("'") && !plain.includes('"')) return `"${plain}"`;
  return `'${plain.replaceAll("'", "\\'")}'`;
}

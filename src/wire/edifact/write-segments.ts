import type { EdifactSegment } from './edifact-segment.ts';
import { released, writeAdvice } from './edifact-signs.ts';
import { DEFAULT_EDIFACT_STYLE, type EdifactStyle, NEWLINES } from './edifact-style.ts';

/**
 * Segments as bytes, the same for the same, one byte a character (ISO 8859-1).
 * @throws TypeError for a character beyond U+00FF: such a value cannot stand in the file.
 */
export function writeSegments(
  segments: readonly EdifactSegment[],
  style: EdifactStyle = DEFAULT_EDIFACT_STYLE,
): Buffer {
  const { signs, advice, finalNewline, finalTerminator } = style;
  const newline = NEWLINES[style.newline];
  const written = segments.map((segment) => writeSegment(segment, style));
  const parts = advice ? [writeAdvice(signs)] : [];
  const last = written.length - 1;
  for (const [index, text] of written.entries()) {
    parts.push(`${text}${index < last || finalTerminator ? signs.terminator : ''}`);
  }
  const text = `${parts.join(newline)}${finalNewline && parts.length > 0 ? newline : ''}`;
  const foreign = /[^\0-\xff]/u.exec(text);
  if (foreign) throw new TypeError(`${JSON.stringify(foreign[0])} cannot be written in ISO 8859-1`);
  return Buffer.from(text, 'latin1');
}

/** One segment without its terminator. */
export function writeSegment(
  { tag, elements }: EdifactSegment,
  { signs }: Pick<EdifactStyle, 'signs'> = DEFAULT_EDIFACT_STYLE,
): string {
  const written = elements.map((components) =>
    components.map((component) => released(component, signs)).join(signs.component),
  );
  return [tag, ...written].join(signs.element);
}

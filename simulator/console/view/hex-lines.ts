/** One line of a dump. */
export interface HexLine {
  /** Of its first byte, counted from 0. */
  readonly offset: number;
  /** Two digits a byte, blanks between, one more in the middle. */
  readonly hex: string;
  /** ASCII; a dot for any other byte. */
  readonly text: string;
}

export const BYTES_A_LINE = 16;

/** @param offset of the first byte in the whole */
export function hexLines(bytes: Uint8Array, offset: number): readonly HexLine[] {
  const lines: HexLine[] = [];
  for (let at = 0; at < bytes.length; at += BYTES_A_LINE) {
    const line = bytes.subarray(at, at + BYTES_A_LINE);
    const digits = [...line].map((byte) => byte.toString(16).padStart(2, '0'));
    const halves = [digits.slice(0, 8), digits.slice(8)].map((half) => half.join(' '));
    const text = [...line].map((byte) =>
      byte > 31 && byte < 127 ? String.fromCharCode(byte) : '.',
    );
    lines.push({ offset: offset + at, hex: halves.join('  ').trimEnd(), text: text.join('') });
  }
  return lines;
}

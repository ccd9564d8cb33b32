/**
 * A text in lines of at most `width` characters, broken at spaces; a word that is longer is broken where the line
 * ends. Control characters become spaces: nothing that a peer sent may steer a terminal.
 *
 * @param first what the first line is indented by
 * @param rest the same of the others
 */
export function wrapText(
  text: string,
  width: number,
  first: string,
  rest = first,
): readonly string[] {
  const lines: string[] = [];
  let line = first;
  let empty = true;
  const end = () => {
    lines.push(line.trimEnd());
    line = rest;
    empty = true;
  };
  // Runs of spaces within a text line it up: they are kept where the line is not broken.
  for (const [, gap = '', word = ''] of text.replace(/\p{Cc}+/gu, ' ').matchAll(/( *)([^ ]+)/g)) {
    if (!empty && line.length + gap.length + word.length > width) end();
    line += empty && lines.length > 0 ? '' : gap;
    let left = word;
    while (line.length + left.length > width && line.length < width) {
      const room = width - line.length;
      line += left.slice(0, room);
      left = left.slice(room);
      if (left !== '') end();
    }
    line += left;
    empty = false;
  }
  if (!empty || lines.length === 0) end();
  return lines;
}

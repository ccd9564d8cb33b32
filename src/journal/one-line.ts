/** Ends of lines, control characters, and characters that turn the direction of what follows. */
const UNFIT = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu;
const LONGEST = 500;

/**
 * A summary as lists and terminals can show it. What a peer called itself or its message stands in summaries, and
 * must not look like the next line, or steer the terminal that shows it.
 */
export function oneLine(text: string): string {
  const line = text.replace(UNFIT, ' ');
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}...` : line;
}

/**
 * Puts words in the place of others, all at once, so that nothing that was put in is replaced again. Only whole words
 * count, upper and lower case alike; what is written in lower case stays so.
 */
export function substituteWords(text: string, words: ReadonlyMap<string, string>): string {
  const upper = new Map([...words].map(([old, now]) => [old.toUpperCase(), now]));
  const wanted = [...upper.keys()].filter(Boolean).toSorted((a, b) => b.length - a.length);
  if (wanted.length === 0) return text;
  const pattern = wanted.map((each) => each.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|');
  const whole = new RegExp(`(?<![A-Za-z0-9])(?:${pattern})(?![A-Za-z0-9])`, 'gi');
  return text.replace(whole, (found) => {
    const now = upper.get(found.toUpperCase()) ?? found;
    return found === found.toLowerCase() && /[a-z]/.test(found) ? now.toLowerCase() : now;
  });
}

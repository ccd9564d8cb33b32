/** A text as a sentence: it begins with a capital, unless it begins with a name, and ends with a full stop. */
export function sentence(text: string): string {
  const trimmed = text.trim();
  const word = /^[a-z]+(?=[ ,]|$)/.exec(trimmed)?.[0];
  const begun = word ? `${word[0]?.toUpperCase()}${trimmed.slice(1)}` : trimmed;
  return /[.!?…]$/.test(begun) ? begun : `${begun}.`;
}

/** An NHS number: ten digits, the last a check digit modulo 11. */
export type NhsNumber = string & { readonly __name: 'NhsNumber' };

/** The check digit of nine leading digits; `undefined` when no number exists for them. */
export function nhsCheckDigit(nine: string): number | undefined {
  let sum = 0;
  for (let at = 0; at < 9; at++) sum += (nine.charCodeAt(at) - 48) * (10 - at);
  const digit = (11 - (sum % 11)) % 11;
  return digit === 10 ? undefined : digit;
}

export function parseNhsNumber(text: string): NhsNumber | undefined {
  if (!/^\d{10}$/.test(text)) return undefined;
  return nhsCheckDigit(text) === Number(text[9]) ? (text as NhsNumber) : undefined;
}

/** Whether the number lies in the range that is never issued to a person. */
export function isTestNumber(number: NhsNumber): boolean {
  return number.startsWith('999');
}

/**
 * Moves the times at which a message says that it was made and that it ends, in the form in which they are written:
 * `eb:Timestamp`, `eb:TimeToLive` and the `creationTime` of the wrapper. A message of last week would be late.
 */
export function shiftTimes(text: string, byMs: number): string {
  return text
    .replace(
      /(<(?:[\w-]+:)?(?:Timestamp|TimeToLive)>\s*)(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)/g,
      (_, head: string, ...digits: string[]) => {
        const [date = '', time = ''] = moved(digits.slice(0, 6), byMs).split('T');
        return `${head}${date}T${time.slice(0, 8)}`;
      },
    )
    .replace(
      // Only the wrapper's: the clinical content stays as it was.
      /(<(?:[\w-]+:)?creationTime\s+value=["'])(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)/,
      (_, head: string, ...digits: string[]) =>
        `${head}${moved(digits.slice(0, 6), byMs).replace(/\D/g, '').slice(0, 14)}`,
    );
}

/** ISO 8601. Parts that are no time stay as they are. */
function moved(parts: readonly string[], byMs: number): string {
  const [year, month, day, hour, minute, second] = parts;
  const written = `${year}-${month}-${day}T${hour}:${minute}:${second}`;
  const time = Date.parse(`${written}Z`);
  return Number.isNaN(time) ? written : new Date(time + byMs).toISOString();
}

/** Where the next page begins: behind so many-th place of an inbox. Opaque to clients, at least 24 characters. */
export function writeContinuation(mailbox: string, place: number): string {
  const text = JSON.stringify({ pk: `MB#${mailbox}`, sk: `MSG#${place}` });
  return Buffer.from(text, 'utf8').toString('base64url');
}

/** The place, or `undefined` for what we did not write for this mailbox. */
export function readContinuation(mailbox: string, text: string): number | undefined {
  try {
    const read: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    if (typeof read !== 'object' || read === null || !('pk' in read) || !('sk' in read))
      return undefined;
    const place = /^MSG#(\d{1,15})$/.exec(String(read.sk))?.[1];
    return read.pk === `MB#${mailbox}` && place ? Number(place) : undefined;
  } catch {
    return undefined;
  }
}

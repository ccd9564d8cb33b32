/** A piece of an address that a peer may have written: an id goes in as it is, or does not lead anywhere else. */
export function addressPart(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replace(
    /['()*!]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

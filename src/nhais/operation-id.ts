/**
 * The name under which an adaptor knows a transaction again: the digest of the practice's trading-partner code and
 * the number, so that an approval or rejection has the one of its request (mesh-nhais 2.7).
 * @param sha256 Lower-case hex of the SHA-256 digest of a text in UTF-8.
 */
export function operationId(
  tradingPartner: string,
  transaction: number,
  sha256: (text: string) => string,
): string {
  return sha256(`${tradingPartner}${transaction}`);
}

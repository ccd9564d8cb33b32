/** A parameter as it came, its name and its value decoded. */
export type QueryParameter = readonly [name: string, value: string];

/** The parameters of a query in their order, `+` for a blank; what is no UTF-8 becomes the replacement character. */
export function queryParameters(query: string): readonly QueryParameter[] {
  return query
    .split('&')
    .filter((piece) => piece !== '')
    .map((piece) => {
      const at = piece.indexOf('=');
      const [name, value] = at < 0 ? [piece, ''] : [piece.slice(0, at), piece.slice(at + 1)];
      return [decoded(name.replaceAll('+', ' ')), decoded(value.replaceAll('+', ' '))];
    });
}

/** A text whose runs of escaped bytes stand for UTF-8. */
export function decoded(text: string): string {
  return text.replace(/(?:%[0-9A-Fa-f]{2})+/g, (run) =>
    Buffer.from(run.replaceAll('%', ''), 'hex').toString('utf8'),
  );
}

export type ApiVersion = 1 | 2;

/** The version that an Accept header asks for; `undefined` when it names one in a wrong form (mesh-nhais 1.3). */
export function readVersion(accept: string | undefined): ApiVersion | undefined {
  const types = (accept ?? '').split(',').map((each) => (each.split(';')[0] ?? '').trim());
  for (const type of types) {
    if (!/^application\/vnd\.mesh/i.test(type)) continue;
    const found = /^application\/vnd\.mesh\.v(\d+)\+json$/i.exec(type);
    if (found?.[1] === '1') return 1;
    return found?.[1] === '2' ? 2 : undefined;
  }
  return 1;
}

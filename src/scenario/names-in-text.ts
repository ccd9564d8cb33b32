/** What a text of a scenario file may name in braces: `{counterpart.ods}`, `{patient.nhs}`, `{new-id}`. */
export type NamesInText = (name: string) => string | undefined;

const NAME = /\{([a-zA-Z][\w .-]*)\}/g;

/** Puts names in place in every text of a value. What is no known name stays as it is. */
export function fillNames<T>(value: T, names: NamesInText): T {
  const fill = (here: unknown): unknown => {
    if (typeof here === 'string') return here.replace(NAME, (whole, name) => names(name) ?? whole);
    if (Array.isArray(here)) return here.map(fill);
    if (typeof here !== 'object' || here === null) return here;
    return Object.fromEntries(Object.entries(here).map(([key, each]) => [key, fill(each)]));
  };
  return fill(value) as T;
}

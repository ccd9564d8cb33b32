/** An object class of the published schema (RFC 4512 section 4.1.1). */
export interface ObjectClass {
  readonly name: string;
  readonly oid: string;
  /** `top` has none. */
  readonly superior: string | undefined;
  readonly kind: 'ABSTRACT' | 'STRUCTURAL' | 'AUXILIARY';
  /** Attribute names as the schema writes them here, which is not always their own spelling. */
  readonly must: readonly string[];
  readonly may: readonly string[];
}

/** The names in a text. */
export function words(text: string): readonly string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}

/** A search filter (RFC 4511 section 4.5.1.7). Attribute descriptions as written, values as text. */
export type LdapFilter =
  | { readonly kind: 'and'; readonly filters: readonly LdapFilter[] }
  | { readonly kind: 'or'; readonly filters: readonly LdapFilter[] }
  | { readonly kind: 'not'; readonly filter: LdapFilter }
  | { readonly kind: 'equal'; readonly attribute: string; readonly value: string }
  | {
      readonly kind: 'substrings';
      readonly attribute: string;
      readonly initial?: string;
      readonly any: readonly string[];
      readonly final?: string;
    }
  | { readonly kind: 'greater-or-equal'; readonly attribute: string; readonly value: string }
  | { readonly kind: 'less-or-equal'; readonly attribute: string; readonly value: string }
  | { readonly kind: 'present'; readonly attribute: string }
  | { readonly kind: 'approximate'; readonly attribute: string; readonly value: string }
  | {
      readonly kind: 'extensible';
      readonly attribute?: string;
      readonly rule?: string;
      readonly value: string;
      readonly dnAttributes: boolean;
    };

/** RFC 4511 section 4.5.1.2. */
export type SearchScope = 'base' | 'one' | 'sub';

/** Situations of the catalogue that no scenario carries, each with the reason. */
export const LEFT_OUT: readonly { readonly id: string; readonly because: string }[] = [];

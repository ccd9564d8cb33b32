/** An accredited system id: twelve digits, root 1.2.826.0.1285.0.2.0.107 in HL7. */
export type Asid = string & { readonly __name: 'Asid' };

export function parseAsid(text: string): Asid | undefined {
  return /^\d{12}$/.test(text) ? (text as Asid) : undefined;
}

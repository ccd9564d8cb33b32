/** An organisation code of the Organisation Data Service, for example `M85019`. Case matters. */
export type OdsCode = string & { readonly __name: 'OdsCode' };

export function parseOdsCode(text: string): OdsCode | undefined {
  return /^[A-Z0-9]{1,10}$/.test(text) ? (text as OdsCode) : undefined;
}

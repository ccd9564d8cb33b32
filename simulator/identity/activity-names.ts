/** What activities are called, where a public source says so (pds-identity 4.5). */
const NAMES: ReadonlyMap<string, string> = new Map([
  ['B0020', 'Control Consent Status'],
  ['B0264', 'Access SCR Application'],
  ['B0825', 'Amend Patient Demographics'],
  ['B8009', 'Register Patient with Primary Care Provider on PDS'],
]);

/** The name of an activity; its code where no name is public. */
export function activityName(code: string): string {
  return NAMES.get(code) ?? code;
}

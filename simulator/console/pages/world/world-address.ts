/** Address of a practice's page, below `/console`, by its name in the configuration. */
export function practiceAddress(name: string): string {
  return `/world/practices/${name}`;
}

/** Address of the page of one contract, below `/console`. */
export function contractAddress(name: string, interaction: string): string {
  return `${practiceAddress(name)}/contract?of=${encodeURIComponent(interaction)}`.replace(
    /'/g,
    '%27',
  );
}

/** Address of a patient's page, below `/console`. */
export function patientAddress(nhsNumber: string): string {
  return `/world/patients/${nhsNumber}`;
}

/** An HL7 v3 point in time to the second, `yyyymmddHHMMss`, in UTC. */
export function hl7Time(date: Date): string {
  return date.toISOString().replace(/\D/g, '').slice(0, 14);
}

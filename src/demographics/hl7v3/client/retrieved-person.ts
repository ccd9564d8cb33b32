/** What PDS told of a patient, as far as a practice needs it to register them and ask for their record. */
export interface RetrievedPerson {
  /** Another one than was asked for when that had been superseded. */
  readonly nhsNumber: string;
  /** Goes into an update as it is; `undefined` when the answer has none. */
  readonly serialNumber: number | undefined;
  /** `confidentialityCode`: PDS then tells only the number (pds-identity 1.7). */
  readonly sensitivity: string | undefined;
  /** Registrations with a practice in the order of the answer, past ones among them. */
  readonly registrations: readonly Registration[];
  readonly deceased:
    | { readonly time: string | undefined; readonly notification: string | undefined }
    | undefined;
  /** Why and since when the patient has no practice. */
  readonly removal:
    | {
        readonly reason: string;
        readonly from: string | undefined;
        readonly to: string | undefined;
      }
    | undefined;
  /** Numbers that were merged into this one. */
  readonly supersedes: readonly string[];
}

/** A care provision of primary care. Times as written. */
export interface Registration {
  /** The handle by which an update changes it. */
  readonly objectId: string | undefined;
  readonly practice: string;
  readonly from: string | undefined;
  readonly to: string | undefined;
}

/**
 * The registration in force: the one without an end, wherever it stands (pds-identity 1.7, Q05); the latest
 * if there are several. None for a patient who was removed from their practice since.
 */
export function currentRegistration({
  registrations,
  removal,
}: RetrievedPerson): Registration | undefined {
  const open = registrations.filter(({ to }) => to === undefined);
  const [current] = open.toSorted((a, b) => compareTimes(b.from, a.from));
  if (!current || !removal || removal.to !== undefined) return current;
  const isLater = removal.from !== undefined && compareTimes(current.from, removal.from) > 0;
  return isLater ? current : undefined;
}

/** The registration before that with `practice`, for a patient who is registered there already. */
export function registrationBefore(
  { registrations }: RetrievedPerson,
  practice: string,
): Registration | undefined {
  const past = registrations.filter((each) => each.to !== undefined && each.practice !== practice);
  return past.toSorted((a, b) => compareTimes(b.to, a.to))[0];
}

/** Whether the patient is or was registered with a practice. */
export function everRegistered({ registrations }: RetrievedPerson, practice: string): boolean {
  return registrations.some((each) => each.practice === practice);
}

/** HL7 times compare as text as far as both say something; an absent one is the earliest. */
function compareTimes(one = '', other = ''): number {
  const length = one === '' || other === '' ? undefined : Math.min(one.length, other.length);
  const [a, b] = [one.slice(0, length), other.slice(0, length)];
  return a < b ? -1 : a > b ? 1 : 0;
}

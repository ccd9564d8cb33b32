/** Something about the set-up that is wrong or soon will be, with its remedy. Never patient data. */
export interface DoctorFinding {
  /** `CERTIFICATE-EXPIRES`, `PEER-REFUSED`: what it is, whatever it is about. */
  readonly id: string;
  readonly severity: 'bad' | 'warning' | 'note';
  /** One line: what is wrong, and where. */
  readonly message: string;
  /** What to do. */
  readonly remedy: string;
  /** Sequence of the newest journal entry that shows it. */
  readonly sequence?: number | undefined;
}

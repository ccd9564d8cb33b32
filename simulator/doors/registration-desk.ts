/** Who is to be taken up, as far as it was said. */
export interface Newcomer {
  readonly family?: string | undefined;
  readonly given: readonly string[];
  readonly prefix?: string | undefined;
  /** `0`, `1`, `2` or `9`. */
  readonly gender?: string | undefined;
  /** `yyyymmdd` */
  readonly birthDate?: string | undefined;
  /** Five lines, empty ones kept. */
  readonly lines: readonly string[];
  readonly postcode?: string | undefined;
}

/** What somebody does with the register of PDS who registers patients without being asked by an operator. */
export interface RegistrationDesk {
  /** Whether PDS has a record under that number, or one that took its place. */
  knows(nhsNumber: string): boolean;
  /** A number that nobody has, of the 999 range. */
  allocate(): string;
  /**
   * Makes a practice the one of a patient from today on. Somebody unknown is taken up when a newcomer is given.
   * Says what was done, without patient data. Doing it again changes nothing.
   */
  register(nhsNumber: string, odsCode: string, newcomer: Newcomer | undefined): string;
}

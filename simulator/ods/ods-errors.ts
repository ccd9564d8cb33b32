import type { OrganisationProblem } from '../../src/organisations/organisation-reading.ts';
import { SimulatorError } from '../../src/platform/simulator-error.ts';

/** Organisations that cannot be taken in. None of them was. */
export class OrganisationsError extends SimulatorError {
  readonly code = 'SIM_ORGANISATIONS_INVALID';
  readonly remedy =
    'Correct what is named. Records of ORD as JSON, FHIR bundles, the practice file of ODS and the list of accredited systems are taken.';
  readonly problems: readonly OrganisationProblem[];

  constructor(problems: readonly OrganisationProblem[]) {
    super(problems.map(({ line, text }) => `line ${line}: ${text}`).join('\n'));
    this.problems = problems;
  }
}

/** An organisation that ODS cannot hold. */
export class OrganisationError extends SimulatorError {
  readonly code = 'SIM_ORGANISATION';
  readonly remedy =
    'An organisation needs a code in upper case, a name, a day of change, and exactly one primary role.';

  constructor(odsCode: string, why: string) {
    super(`${JSON.stringify(odsCode.slice(0, 40))} ${why}`);
  }
}

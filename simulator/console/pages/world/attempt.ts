import { SimulatorError } from '../../../../src/platform/simulator-error.ts';

/** What a form came to: its result, or why it was not taken. */
export type Attempt<Result> =
  | { readonly ok: true; readonly result: Result }
  | { readonly ok: false; readonly refused: SimulatorError };

/** Does what a form asks for. What the operator can mend is a value, to be shown beside the form. */
export async function attempt<Result>(action: () => Promise<Result>): Promise<Attempt<Result>> {
  try {
    return { ok: true, result: await action() };
  } catch (error) {
    if (error instanceof SimulatorError) return { ok: false, refused: error };
    throw error;
  }
}

/** What a field of a form holds cannot be taken. */
export class FormError extends SimulatorError {
  readonly code = 'SIM_FORM';
  readonly remedy: string;

  constructor(message: string, remedy: string) {
    super(message);
    this.remedy = remedy;
  }
}

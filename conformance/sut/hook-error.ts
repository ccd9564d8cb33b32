import { SimulatorError } from '../../src/platform/simulator-error.ts';
import type { HookName } from './hook-calls.ts';

/** A hook was called and did not do its part. Whatever the system is, it was not judged. */
export class HookError extends SimulatorError {
  readonly code = 'SIM_HOOK';
  readonly remedy: string;
  readonly hook: HookName;

  constructor(hook: HookName, how: string, told: string, remedy: string, cause?: unknown) {
    super(`hook ${hook} (${how}): ${told}`, cause === undefined ? undefined : { cause });
    this.hook = hook;
    this.remedy = remedy;
  }
}

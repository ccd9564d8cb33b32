import { parseDuration } from '../../../src/domain/duration.ts';
import type { Practice } from '../practice-room.ts';
import type { Hooks } from './start-hooks.ts';

/** The practice behind the hooks: another one after each restart. */
export interface HookedPractice {
  /** Resolves when it takes messages. */
  current(): Promise<Practice>;
  /** Stops it at once and starts it from what it has on record. */
  restart(): Promise<void>;
  /** Moves its clock on. */
  advance(byMs: number): Promise<void>;
}

/** What the hooks do to a practice. */
export function practiceHooks(host: HookedPractice): Hooks {
  return {
    registerPatient: async (registration) => (await host.current()).register(registration),
    async decideFiling({ nhsNumber, decision }) {
      await (await host.current()).decideFiling(nhsNumber, decision);
    },
    async seedRecord({ nhsNumber, record }) {
      await (await host.current()).seedRecord(nhsNumber, record);
    },
    transferStatus: async ({ nhsNumber, conversationId }) =>
      (await host.current()).transferStatus(nhsNumber, conversationId),
    restart: () => host.restart(),
    async setClock({ advance }) {
      // A timer that is being started must run before time goes by.
      await (await host.current()).settled();
      await host.advance(parseDuration(advance) ?? 0);
      // What fell due is done, or on its way, when the answer goes out.
      await (await host.current()).settled();
    },
    async configure({ setting, value }) {
      await (await host.current()).configure(setting, value);
    },
    async resendExtract({ nhsNumber, conversationId }) {
      await (await host.current()).resendExtract(nhsNumber, conversationId);
    },
  };
}

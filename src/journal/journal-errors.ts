import { SimulatorError } from '../platform/simulator-error.ts';

/** The journal has reached its size limit and may not, or cannot, drop older evidence. */
export class JournalFullError extends SimulatorError {
  readonly code = 'SIM_JOURNAL_FULL';
  readonly remedy: string;

  constructor(maxBytes: number, usedBytes: number, because?: string) {
    super(
      `the journal holds ${usedBytes} of ${maxBytes} bytes and has no room for more${because ? `: ${because}` : ''}`,
    );
    this.remedy =
      'Raise the size limit of the journal, choose rotation instead of refusal, or clear the journal. It still answers queries.';
  }
}

/** The machine does not let a journal be kept in the directory: it is a file, or may not be written to. */
export class JournalDirectoryError extends SimulatorError {
  readonly code = 'SIM_JOURNAL_DIRECTORY';
  readonly remedy =
    'Make the directory writable for this user, or name another one with --data or journal.directory.';

  constructor(directory: string, cause: unknown) {
    super(
      `the journal cannot be kept in ${directory}: ${cause instanceof Error ? cause.message : String(cause)}`,
      { cause },
    );
  }
}

/** Another process, or another opening in this one, writes to the same directory. */
export class JournalLockedError extends SimulatorError {
  readonly code = 'SIM_JOURNAL_LOCKED';
  readonly remedy: string;

  constructor(directory: string, holder: string | undefined, cause: unknown) {
    super(`the journal in ${directory} is in use${holder ? ` by process ${holder}` : ''}`, {
      cause,
    });
    this.remedy =
      'Stop the process that holds it, or give this one a journal directory of its own. The lock ends with its process.';
  }
}

/** The disk refused a write. What was being appended is not on record. */
export class JournalWriteError extends SimulatorError {
  readonly code = 'SIM_JOURNAL_WRITE';
  readonly remedy: string;

  constructor(what: string, cause: unknown) {
    super(
      `the journal could not write ${what}: ${cause instanceof Error ? cause.message : String(cause)}`,
      { cause },
    );
    this.remedy =
      'Check the free space and the health of the disk that holds the journal directory, then try again.';
  }
}

/** The journal was closed, or is closing. */
export class JournalClosedError extends SimulatorError {
  readonly code = 'SIM_JOURNAL_CLOSED';
  readonly remedy = 'Open the journal again before using it.';

  constructor() {
    super('the journal is closed');
  }
}

/** Something that was on record cannot be given back as it was put in. */
export class JournalDamagedError extends SimulatorError {
  readonly code = 'SIM_JOURNAL_DAMAGED';
  readonly remedy: string;

  constructor(what: string, cause?: unknown) {
    super(`the journal cannot give back ${what}`, cause === undefined ? {} : { cause });
    this.remedy =
      'It may have been rotated away or cleared. If not, verify the journal to see what is damaged, and restore the directory from a copy.';
  }
}

/** A query that cannot be understood. */
export class JournalQueryError extends SimulatorError {
  readonly code = 'SIM_JOURNAL_QUERY';
  readonly remedy: string;

  constructor(name: string, value: unknown, expected: string) {
    super(`the journal query has ${name} ${JSON.stringify(value)}`);
    this.remedy = `Give ${name} as ${expected}.`;
  }
}

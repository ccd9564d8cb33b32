import { type DestinationStream, pino } from 'pino';

/** Structured log. Ids and codes only: no payload, no patient data. */
export interface Logger {
  info(facts: Readonly<Record<string, unknown>>, text: string): void;
  warn(facts: Readonly<Record<string, unknown>>, text: string): void;
  error(facts: Readonly<Record<string, unknown>>, text: string): void;
  debug(facts: Readonly<Record<string, unknown>>, text: string): void;
}

export type LogLevel = 'silent' | 'error' | 'warn' | 'info' | 'debug';

export function createLogger(level: LogLevel, destination?: DestinationStream): Logger {
  return destination ? pino({ level }, destination) : pino({ level }, pino.destination(2));
}

export const silentLogger: Logger = { info() {}, warn() {}, error() {}, debug() {} };

import { SimulatorError } from './simulator-error.ts';

/** Another process listens where a service should. */
export class PortInUseError extends SimulatorError {
  readonly code = 'SIM_PORT_IN_USE';
  readonly remedy: string;

  constructor(service: string, host: string, port: number, cause: unknown) {
    super(`${service} could not listen on ${host} port ${port}: another process holds it`, {
      cause,
    });
    this.remedy = `Stop the other process, give ${service} another port, or port 0 to take any free one.`;
  }
}

/** The system does not let a service listen where it should. */
export class CannotListenError extends SimulatorError {
  readonly code = 'SIM_CANNOT_LISTEN';
  readonly remedy: string;

  constructor(service: string, host: string, port: number, cause: NodeJS.ErrnoException) {
    super(`${service} could not listen on ${host} port ${port}: ${cause.message}`, { cause });
    this.remedy =
      cause.code === 'EACCES'
        ? `Ports below 1024 need privileges: give ${service} a higher one.`
        : `Give ${service} an address of this machine, such as 127.0.0.1.`;
  }
}

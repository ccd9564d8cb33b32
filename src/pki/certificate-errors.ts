import { SimulatorError } from '../platform/simulator-error.ts';

/** A profile in certs/profiles cannot be used. */
export class CertificateProfileError extends SimulatorError {
  readonly code = 'SIM_CERTIFICATE_PROFILE';
  readonly remedy: string;

  constructor(where: string, what: string, remedy: string) {
    super(`${where}: ${what}`);
    this.remedy = remedy;
  }
}

/** A certificate was asked for a name that no certificate can carry. */
export class CertificateNameError extends SimulatorError {
  readonly code = 'SIM_CERTIFICATE_NAME';
  readonly remedy = 'Give a host name such as riverside.supplier.thirdparty.nhs.uk.';

  constructor(name: string, why: string) {
    super(`"${name}" cannot be the name of an endpoint: ${why}`);
  }
}

/** Nothing under this name or serial number was ever issued here. */
export class UnknownCertificateError extends SimulatorError {
  readonly code = 'SIM_CERTIFICATE_UNKNOWN';
  readonly remedy =
    'Run "spinebox certs list" for the names and serial numbers there are, or "spinebox certs create" for a new one.';

  constructor(nameOrSerial: string) {
    super(`no certificate with the name or serial number "${nameOrSerial}" was issued here`);
  }
}

/** The key is of a kind that the container format or its writer cannot hold. */
export class ExportKeyError extends SimulatorError {
  readonly code = 'SIM_CERTIFICATE_EXPORT';
  readonly remedy = 'Use a profile with an RSA key for what is to be exported as PKCS#12.';

  constructor(fqdn: string, keyKind: string) {
    super(`the key of ${fqdn} is ${keyKind}: only RSA keys can be exported as PKCS#12`);
  }
}

/** The directory of generated certificates cannot be read or written. */
export class CertificateDirectoryError extends SimulatorError {
  readonly code = 'SIM_CERTIFICATE_DIRECTORY';
  readonly remedy =
    'Make the directory writable for this user, or name another one. Deleting it is safe: everything in it is made again, and peers must then be given the new trust.pem.';

  constructor(path: string, cause: unknown) {
    const why = cause instanceof Error ? cause.message : String(cause);
    super(`certificates cannot be kept in ${path}: ${why}`, { cause });
  }
}

/** A certificate signing request that the policy does not allow. */
export class RequestRefusedError extends SimulatorError {
  readonly code = 'SIM_CERTIFICATE_REQUEST_REFUSED';
  readonly remedy =
    'Make the request anew with what is named above put right; other domains are allowed with --allow.';

  constructor(file: string, reasons: readonly string[]) {
    super(`${file} is not signed: ${reasons.join('; ')}`);
  }
}

/** A file the operator named cannot be read or written. */
export class CertificateFileError extends SimulatorError {
  readonly code = 'SIM_CERTIFICATE_FILE';
  readonly remedy = 'Name a file that exists, in a directory this user may write to.';

  constructor(file: string, cause: unknown) {
    super(`${file}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

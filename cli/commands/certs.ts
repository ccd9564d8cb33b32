import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CertificateFileError, RequestRefusedError } from '../../src/pki/certificate-errors.ts';
import {
  type CertificateStore,
  openCertificateStore,
  WRONG_VARIANTS,
  type WrongVariant,
} from '../../src/pki/certificate-store.ts';
import type { ListedCertificate } from '../../src/pki/listed-certificate.ts';
import { USUAL_POLICY } from '../../src/pki/signing-policy.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { Command, Option } from '../command.ts';

type Print = (line: string) => void;

/**
 * `spinebox certs`: the certificates of this installation. Actions throw `SimulatorError`; `print` takes one
 * line at a time.
 */
export function certsCommand(print: Print = (line) => console.log(line)): Command {
  const certs = new Command('certs')
    .description('see, make, sign, revoke and export certificates')
    .addOption(
      new Option('--directory <path>', 'where keys and certificates are kept')
        .env('SPINEBOX_CERTS')
        .default(join('certs', 'generated')),
    );
  const directory = () => certs.opts().directory as string;
  const open = () => openCertificateStore({ directory: directory(), clock: systemClock() });
  certs.addCommand(listCommand(open, print));
  certs.addCommand(createCommand(open, directory, print));
  certs.addCommand(signCommand(open, print));
  certs.addCommand(revokeCommand(open, print));
  certs.addCommand(exportCommand(open, print));
  return certs.addHelpText(
    'after',
    `
Peers must trust trust.pem in the directory (sub-CA followed by root CA).

Examples:
  $ spinebox certs list
  $ spinebox certs create riverside.supplier.thirdparty.nhs.uk
  $ spinebox certs sign --csr riverside.csr --out riverside.pem`,
  );
}

type Open = () => Promise<CertificateStore>;

function listCommand(open: Open, print: Print): Command {
  return new Command('list')
    .description('every certificate, with its state and the last day of its validity')
    .option('--json', 'as JSON, for scripts')
    .addHelpText('after', '\nExample:\n  $ spinebox certs list --json')
    .action(async ({ json }: { json?: boolean }) => {
      const certificates = await (await open()).list();
      if (json) print(JSON.stringify(certificates, undefined, 2));
      else for (const line of table(certificates)) print(line);
    });
}

function createCommand(open: Open, directory: () => string, print: Print): Command {
  return new Command('create')
    .description('a key and certificate for an endpoint; the one there is when it is still good')
    .argument('<fqdn>', 'host name of the endpoint')
    .option('--renew', 'make a new one even so, for instance after the old one was revoked')
    .addOption(
      new Option('--wrong <variant>', 'wrong on purpose, to see it refused').choices(
        WRONG_VARIANTS,
      ),
    )
    .addHelpText(
      'after',
      `
Examples:
  $ spinebox certs create riverside.supplier.thirdparty.nhs.uk
  $ spinebox certs create riverside.supplier.thirdparty.nhs.uk --wrong expired`,
    )
    .action(async (fqdn: string, options: { renew?: boolean; wrong?: WrongVariant }) => {
      const store = await open();
      const profile = options.wrong ? `wrong-${options.wrong}` : 'endpoint';
      const make = options.renew ? store.renew : store.identity;
      const identity = await make(fqdn, profile);
      const made = (await store.list()).find(
        (each) => each.fqdn === identity.fqdn && each.profile === profile,
      );
      if (!made) return;
      print(`${made.fqdn}: ${made.state}, last day ${day(made.notAfter)}, serial ${made.serial}`);
      print(`key          ${join(made.path, 'key.pem')}`);
      print(`certificate  ${join(made.path, 'cert.pem')}`);
      print(`trust        ${join(directory(), 'trust.pem')}`);
    });
}

function signCommand(open: Open, print: Print): Command {
  return new Command('sign')
    .description('sign the certificate signing request of a supplier, after checking it')
    .requiredOption('--csr <file>', 'PKCS#10 request, PEM')
    .option('--out <file>', 'where the chain goes; printed when left out')
    .option(
      '--allow <domain...>',
      `domains whose hosts are certified, besides ${USUAL_POLICY.domains.join(', ')}`,
    )
    .addHelpText(
      'after',
      `
Examples:
  $ spinebox certs sign --csr riverside.csr
  $ spinebox certs sign --csr riverside.csr --out riverside.pem --allow example.org`,
    )
    .action(async (options: { csr: string; out?: string; allow?: readonly string[] }) => {
      const request = await readFile(options.csr, 'utf8').catch(fileError(options.csr));
      const answer = await (await open()).signRequest(request, {
        ...USUAL_POLICY,
        domains: [...USUAL_POLICY.domains, ...(options.allow ?? [])],
      });
      if (!answer.signed) {
        throw new RequestRefusedError(
          options.csr,
          answer.refusals.map(({ message }) => message),
        );
      }
      if (options.out === undefined) {
        print(answer.chainPem.trimEnd());
        return;
      }
      await writeFile(options.out, answer.chainPem).catch(fileError(options.out));
      print(`${answer.fqdn}: signed, serial ${answer.serial}, chain in ${options.out}`);
    });
}

function revokeCommand(open: Open, print: Print): Command {
  return new Command('revoke')
    .description('revoke a certificate by serial number, or all of a host name')
    .argument('<fqdn-or-serial>')
    .addHelpText(
      'after',
      `
Peers see it in crl.pem; a running simulator when it is started again.

Example:
  $ spinebox certs revoke riverside.supplier.thirdparty.nhs.uk`,
    )
    .action(async (fqdnOrSerial: string) => {
      for (const { fqdn, serial } of await (await open()).revoke(fqdnOrSerial)) {
        print(`${fqdn}: revoked, serial ${serial}`);
      }
    });
}

function exportCommand(open: Open, print: Print): Command {
  return new Command('export')
    .description('key and chain of an endpoint as PKCS#12')
    .argument('<fqdn>', 'host name of the endpoint')
    .requiredOption('--p12 <file>', 'where the container goes')
    .addOption(
      new Option('--password <text>', 'password of the container')
        .env('SPINEBOX_P12_PASSWORD')
        .makeOptionMandatory(),
    )
    .addHelpText(
      'after',
      `
Example:
  $ spinebox certs export riverside.supplier.thirdparty.nhs.uk --p12 riverside.p12 --password test`,
    )
    .action(async (fqdn: string, options: { p12: string; password: string }) => {
      const container = await (await open()).exportP12(fqdn, options.password);
      await writeFile(options.p12, container, { mode: 0o600 }).catch(fileError(options.p12));
      print(`${fqdn}: key and chain in ${options.p12}`);
    });
}

function table(certificates: readonly ListedCertificate[]): readonly string[] {
  const rows = [
    ['NAME', 'PROFILE', 'STATE', 'UNTIL', 'KEY', 'SERIAL'],
    ...certificates.map((each) => [
      ...[each.fqdn, each.profile, each.state, day(each.notAfter), each.key, each.serial],
    ]),
  ];
  const widths = (rows[0] ?? []).map((_, at) =>
    Math.max(...rows.map((row) => row[at]?.length ?? 0)),
  );
  return rows.map((row) =>
    row
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

function day(date: Date): string {
  return date.toISOString().slice(0, 10);
}

function fileError(file: string): (error: unknown) => never {
  return (error) => {
    throw new CertificateFileError(file, error);
  };
}

import type { ListedCertificate } from '../../src/pki/listed-certificate.ts';
import type { DoctorFinding } from '../doors/doctor.ts';
import { counted, type Examination } from './doctor-room.ts';

const DAY_MS = 86_400_000;
/** From here on somebody should look at it; from there on it is urgent. */
export const SOON_DAYS = 30;
export const URGENT_DAYS = 7;
/** Made to be refused: nobody need be told that they are wrong. */
const WRONG_ON_PURPOSE = /^(wrong|unknown|unlisted)-/;

/** Whole days until it ends, negative when it has. */
export function daysLeft({ notAfter }: Pick<ListedCertificate, 'notAfter'>, now: Date): number {
  return Math.floor((notAfter.getTime() - now.getTime()) / DAY_MS);
}

/** Certificates that have run out or soon will, that were revoked, or that no authority here has issued. */
export const examineCertificates: Examination = async ({ certificates, machine }) => {
  const all = await certificates();
  const authorities = new Set(
    all.filter(({ kind }) => kind === 'authority').map(({ fqdn }) => fqdn),
  );
  const now = machine.now();
  // Of several for one name the newest is in use.
  const newest = new Map<string, ListedCertificate>();
  for (const one of all.filter(({ profile }) => !WRONG_ON_PURPOSE.test(profile))) {
    const key = `${one.kind} ${one.profile} ${one.fqdn}`;
    const other = newest.get(key);
    if (!other || other.notBefore <= one.notBefore) newest.set(key, one);
  }
  return [...newest.values()].flatMap((one) => examine(one, authorities, now) ?? []);
};

function examine(
  certificate: ListedCertificate,
  authorities: ReadonlySet<string>,
  now: Date,
): DoctorFinding | undefined {
  const { kind, fqdn, state, notBefore, notAfter, issuer } = certificate;
  const what = `the certificate of ${fqdn}${kind === 'signed' ? ' (signed for a request)' : ''}`;
  const day = (date: Date) => date.toISOString().slice(0, 10);
  const renew =
    kind === 'authority'
      ? 'Move the certificate directory away and start again: every certificate is made anew. Give the new trust.pem to your systems.'
      : kind === 'signed'
        ? `Sign the request again: spinebox certs sign --csr FILE.`
        : `Start the simulator again, or run spinebox certs create ${fqdn}: what has run out is renewed. Take the new files into the system that uses them.`;
  if (state === 'revoked')
    return {
      id: 'CERTIFICATE-REVOKED',
      severity: 'bad',
      message: `${what} is revoked: whoever shows it is refused`,
      remedy:
        kind === 'signed'
          ? renew
          : `Make a new one: spinebox certs create ${fqdn}, and take it into the system that uses it.`,
    };
  if (state === 'expired')
    return {
      id: 'CERTIFICATE-EXPIRED',
      severity: 'bad',
      message: `${what} expired on ${day(notAfter)}`,
      remedy: renew,
    };
  if (state === 'not-yet-valid')
    return {
      id: 'CERTIFICATE-NOT-YET-VALID',
      severity: 'bad',
      message: `${what} counts only from ${day(notBefore)}; this machine has ${day(now)}`,
      remedy: 'Set the clock of this machine right: TLS goes by it, whatever the world says.',
    };
  if (kind !== 'authority' && !authorities.has(issuer))
    return {
      id: 'CERTIFICATE-OTHER-CA',
      severity: 'bad',
      message: `${what} was issued by ${issuer}, which is not among the authorities of this directory`,
      remedy: renew,
    };
  const days = daysLeft(certificate, now);
  if (days >= SOON_DAYS) return undefined;
  return {
    id: 'CERTIFICATE-EXPIRES',
    severity: days < URGENT_DAYS ? 'bad' : 'warning',
    message: `${what} ends in ${counted(days, 'day')}, on ${day(notAfter)}`,
    remedy: renew,
  };
}

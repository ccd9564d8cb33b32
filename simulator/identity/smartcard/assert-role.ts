import { signatureOver } from '../../../src/platform/xml-signature.ts';
import type { AssertedRole, RoleAssertion } from '../../../src/wire/saml/role-assertion.ts';
import { writeRoleAssertion } from '../../../src/wire/saml/write-role-assertion.ts';
import { activityName } from '../activity-names.ts';
import type { IdentityRoom } from '../identity-room.ts';
import { fullRoleCode, type Role, type User } from '../people.ts';
import type { Session } from '../session-book.ts';

/**
 * The assertions with which a session is answered (pds-identity 4.2): one that is signed, unless the session
 * is to show a flaw of 4.7.
 */
export function assertRole(
  room: IdentityRoom,
  session: Session,
  user: User,
  role: Role,
): readonly string[] {
  const assertion = assertionFor(room, session, user, role);
  const signature = session.flaw === 'unsigned' ? undefined : sign(room, assertion);
  if (session.flaw === 'tampered') {
    // Signed as it was, shown as it was not: another role than the user's.
    return [writeRoleAssertion({ ...assertion, sessionRole: '000000000000' }, signature)];
  }
  if (session.flaw === 'wrapped') {
    // The forged one comes first; whoever looks for a valid signature anywhere finds one.
    const forged = { ...assertion, assertionId: `_${room.ids.uuid()}`, userId: '000000000000' };
    return [writeRoleAssertion(forged), writeRoleAssertion(assertion, signature)];
  }
  return [writeRoleAssertion(assertion, signature)];
}

const HOUR = 3_600_000;

function assertionFor(room: IdentityRoom, session: Session, user: User, role: Role): RoleAssertion {
  const { beforeSeconds, afterSeconds } = room.settings().assertion;
  const { flaw } = session;
  const shift = flaw === 'expired' ? -HOUR : flaw === 'not-yet-valid' ? HOUR : 0;
  const base = flaw === 'repeated' ? session.startedAt : room.clock.now();
  const at = base.getTime() + shift;
  const others = user.roles.filter((each) => each !== role);
  return {
    assertionId: flaw === 'repeated' ? `_${session.id}` : `_${room.ids.uuid()}`,
    issuer: `${room.baseUrl()}/`,
    issueInstant: instant(at),
    notBefore: instant(at - beforeSeconds * 1000),
    notOnOrAfter: instant(at + afterSeconds * 1000),
    userId: user.userId,
    commonName: user.name,
    practitionerCode: user.practitionerCode,
    sessionRole: role.roleProfileId,
    training: user.training,
    // The role of the session first: some readers look no further.
    roles: [role, ...others].map((each) => asserted(each, room)),
  };
}

function asserted(role: Role, { organisationName }: IdentityRoom): AssertedRole {
  const { organisation, jobRole, roleProfileId, areasOfWork, workgroups } = role;
  return {
    organisation,
    organisationName: organisationName(organisation),
    activities: role.activities.map((code) => ({ code, name: activityName(code) })),
    jobRole,
    jobRoleCode: fullRoleCode(role),
    ...{ roleProfileId, areasOfWork, workgroups },
  };
}

function sign({ keys, settings }: IdentityRoom, assertion: RoleAssertion): string | undefined {
  const { signature } = settings().assertion;
  if (signature === 'none') return undefined;
  const { privateKeyPem, certificatePem } = keys;
  return signatureOver(writeRoleAssertion(assertion), {
    privateKeyPem,
    ...(certificatePem ? { certificatePem } : {}),
    algorithm: signature,
    idAttribute: 'AssertionID',
  });
}

/** Whole seconds, as the example of 4.2 has them. */
function instant(at: number): string {
  return new Date(at).toISOString().replace(/\.\d{3}Z$/, 'Z');
}

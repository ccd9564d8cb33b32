import type { Deviation } from './deviation.ts';

/** The message names the person who acts: `user 990000001001 in role 990000002001` (pds-identity 4.4). */
export function userDeviation(words: string): Deviation | undefined {
  const [, user, role] = /^user (\d+) in role (\d+)$/.exec(words) ?? [];
  if (!user || !role) return undefined;
  return (draft) => {
    const payload = Buffer.from(draft.payload).toString();
    return {
      ...draft,
      payload: Buffer.from(payload.replace('<author1', `${person(user, role)}$&`)),
    };
  };
}

function person(user: string, role: string): string {
  return (
    '<author typeCode="AUT"><AgentPersonSDS classCode="AGNT">' +
    `<id root="1.2.826.0.1285.0.2.0.67" extension="${role}"/>` +
    '<agentPersonSDS classCode="PSN" determinerCode="INSTANCE">' +
    `<id root="1.2.826.0.1285.0.2.0.65" extension="${user}"/></agentPersonSDS>` +
    '<part typeCode="PART"><partSDSRole classCode="ROL">' +
    '<id root="1.2.826.0.1285.0.2.1.104" extension="R8000"/></partSDSRole></part>' +
    '</AgentPersonSDS></author>'
  );
}

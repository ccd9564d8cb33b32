import { IdentityOrderError } from './desk-error.ts';
import type { IdentityRoom } from './identity-room.ts';
import { type Client, type Patient, peopleOf, roleOf, type User } from './people.ts';

// Whom an operator named, or an error that says what there is.

export function userNamed({ settings }: IdentityRoom, userId: string): User {
  const user = peopleOf(settings()).user(userId);
  if (user) return user;
  throw new IdentityOrderError(
    `no user ${userId} is registered`,
    'GET /api/v1/identity/users lists them; identity.users of the world adds one.',
  );
}

/** The role that is asked for, if the user has it; the only one when none is. */
export function roleFor(user: User, wanted: string | null | undefined): string | undefined {
  if (wanted === null) return undefined;
  const [only, second] = user.roles;
  if (wanted === undefined) return second ? undefined : only?.roleProfileId;
  if (roleOf(user, wanted)) return wanted;
  throw new IdentityOrderError(
    `user ${user.userId} has no role profile ${wanted}`,
    'GET /api/v1/identity/users lists the roles of each user.',
  );
}

export function clientNamed({ settings }: IdentityRoom, clientId: string): Client {
  const client = peopleOf(settings()).client(clientId);
  if (client) return client;
  throw new IdentityOrderError(
    `no application ${clientId} is registered`,
    'Add it to identity.clients of the world.',
  );
}

export function patientNamed({ settings }: IdentityRoom, login: string): Patient {
  const patient = peopleOf(settings()).patient(login);
  if (patient) return patient;
  throw new IdentityOrderError(
    `no patient signs in as ${login}`,
    'Add the patient to identity.patients of the world.',
  );
}

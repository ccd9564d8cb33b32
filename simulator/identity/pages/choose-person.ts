import type { Reply } from '../face.ts';
import type { Patient, User } from '../people.ts';
import { type Html, html } from './html.ts';
import { pageAnswer } from './page.ts';

export interface PersonChoice {
  /** Who wants to know, for the reader: `sut-api-key`. */
  readonly application: string;
  readonly users: readonly User[];
  readonly patients: readonly Patient[];
  /** Where a cancelled or finished choice leads. */
  readonly leadsTo?: string | undefined;
  /** Whether the reader may decline. */
  readonly mayCancel: boolean;
  /** What ODS codes are called. */
  organisationName(odsCode: string): string;
}

/** The page in place of a login form: one button for each person, which says what the person is for. */
export function choosePersonPage(choice: PersonChoice): Reply {
  const { application, users, patients, mayCancel, leadsTo } = choice;
  const content = html`<p>Who signs in to <b>${application}</b>? There are no passwords: choose a person.</p>
<form method="post">
${
  users.length > 0 &&
  html`<h2>Health and care staff</h2>
<ul>${users.map((user) => userItem(user, choice))}</ul>`
}
${
  patients.length > 0 &&
  html`<h2>Patients (NHS login)</h2>
<ul>${patients.map(patientItem)}</ul>`
}
${users.length + patients.length === 0 && html`<p class="soft">Nobody is configured (identity.users).</p>`}
${mayCancel && html`<button class="away" name="cancel" value="yes">Cancel, and tell the application so</button>`}
</form>`;
  return pageAnswer(200, { title: 'Choose who signs in', content, leadsTo }, 'asks who signs in');
}

function userItem(user: User, { organisationName }: PersonChoice): Html {
  const { userId, name, assurance, training, roles } = user;
  const places = [...new Set(roles.map(({ organisation }) => organisation))];
  const where = places.map((code) => `${organisationName(code)} (${code})`).join(', ');
  const [only] = roles;
  const what =
    only === undefined ? 'No role' : roles.length > 1 ? `${roles.length} roles` : only.jobRole;
  return html`<li><button name="user" value="${userId}"><b>${name}${
    training && html`<span class="tag">training</span>`
  }${assurance !== 'AAL3' && html`<span class="tag">${assurance}</span>`}</b>
<small>${what}${where && ` at ${where}`}</small><small>User id ${userId}</small></button></li>
`;
}

function patientItem({ login, name, level }: Patient): Html {
  return html`<li><button name="patient" value="${login}"><b>${name}${
    level !== 'P9' && html`<span class="tag">${level}</span>`
  }</b><small>Login ${login}, identity proved to ${level}</small></button></li>
`;
}

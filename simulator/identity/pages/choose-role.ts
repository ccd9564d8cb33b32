import { activityName } from '../activity-names.ts';
import type { Reply } from '../face.ts';
import { fullRoleCode, type User } from '../people.ts';
import { html } from './html.ts';
import { pageAnswer } from './page.ts';

export interface RoleChoice {
  readonly user: User;
  readonly leadsTo?: string | undefined;
  /** What is sent when the user wants to work in no role; nobody is asked unless given. */
  readonly mayHaveNone?: string;
  organisationName(odsCode: string): string;
}

/** Asks a user with several roles which one to work in. */
export function chooseRolePage(choice: RoleChoice): Reply {
  const { user, leadsTo, organisationName, mayHaveNone } = choice;
  const items = user.roles.map((role) => {
    const { roleProfileId, organisation, jobRole, activities } = role;
    return html`<li><button name="role" value="${roleProfileId}"><b>${jobRole}</b>
<small>${organisationName(organisation)} (${organisation}), ${fullRoleCode(role)}</small>
<small>May: ${activities.map(activityName).join('; ') || 'nothing in particular'}</small>
<small>Role profile ${roleProfileId}</small></button></li>
`;
  });
  const content = html`<p>In which role does <b>${user.name}</b> work?</p>
<form method="post">
<input type="hidden" name="user" value="${user.userId}">
<ul>${items}</ul>
${
  mayHaveNone !== undefined &&
  html`<button class="away" name="role" value="${mayHaveNone}">Go on without a role</button>`
}
</form>`;
  return pageAnswer(200, { title: 'Choose a role', content, leadsTo }, 'asks for the role');
}

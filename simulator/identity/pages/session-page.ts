import type { Reply } from '../face.ts';
import type { User } from '../people.ts';
import type { Session } from '../session-book.ts';
import { html } from './html.ts';
import { pageAnswer } from './page.ts';

/** Shows a smartcard session that has begun, with the token that an application needs of it. */
export function sessionPage(session: Session, user: User): Reply {
  const { id, token, roleProfileId, expiresAt } = session;
  const content = html`<p><b>${user.name}</b> has a session${user.training && ', in training'}.</p>
<dl>
<dt>Token</dt><dd><code>${token}</code></dd>
<dt>User id</dt><dd><code>${user.userId}</code></dd>
<dt>Role profile</dt><dd><code>${roleProfileId ?? 'none is selected'}</code></dd>
<dt>Session</dt><dd><code>${id}</code></dd>
<dt>Until</dt><dd>${expiresAt.toISOString()}</dd>
</dl>
<p class="soft">The role assertion is at <code>/saml/RoleAssertion?token=...</code></p>
<form method="post" action="authlogout"><input type="hidden" name="token" value="${token}">
<button class="away">Log off</button></form>`;
  return pageAnswer(200, { title: 'Signed in with a smartcard', content }, 'a session begins');
}

import { KNOWN_BAD } from '../../simulator/known-bad/known-bad-variants.ts';

/** `docs/mutation.md`: who is wrong, and which scenarios say so. */
export function mutationPage(): string {
  const rows = KNOWN_BAD.map(
    ({ name, role, title, origin, caughtBy }) =>
      `| \`${name}\` | ${role} | ${title} | ${origin} | ${caughtBy.join(', ')} |`,
  );
  const shipped = KNOWN_BAD.filter(({ origin }) => origin.startsWith('shipped')).length;
  return `# Systems that are wrong on purpose

The suite judges systems, so it is judged itself: each of the ${KNOWN_BAD.length} practices below is the bundled practice with one
deviation (\`simulator/known-bad\`), ${shipped} of them defects that software in use has had. At least one of the scenarios named
beside it must fail it. The bundled practice as it is must fail nothing, and a practice that acknowledges every message
to Spine and does nothing else must pass nothing.

\`npm run mutation\` plays all of this and prints how many were caught; \`npm run mutation -- --only NAME\` plays one.
This page is written by \`npm run mutation -- --page\`.

| variant | plays | what it does wrong | origin | caught by |
|---|---|---|---|---|
${rows.join('\n')}
`;
}

import { FILES } from '../src/bundle/bundle-content.ts';
import { BundleDamagedError } from '../src/bundle/bundle-errors.ts';
import { openBundle } from '../src/bundle/open-bundle.ts';
import { z } from '../src/platform/zod.ts';

/** What is shown of a problem; a bundle of another version may say more. */
const problems = z.array(
  z.looseObject({
    ...{ sequence: z.number(), rule: z.string(), title: z.string(), severity: z.string() },
    ...{ clause: z.string(), expected: z.string(), came: z.string(), change: z.string() },
    nearest: z.string().optional(),
    afterVerdict: z.boolean().optional(),
  }),
);

const MOST = 50;

/** Prints what a bundle is and what was wrong. */
export async function showBundle(
  file: string,
  json: boolean,
  print: (line: string) => void,
): Promise<void> {
  await using bundle = await openBundle(file);
  const { manifest } = bundle;
  const read = problems.safeParse(await bundle.readJson(FILES.problems));
  if (!read.success) throw new BundleDamagedError(file, `${FILES.problems} has another form`);
  if (json) return print(JSON.stringify({ manifest, problems: read.data }, undefined, 2));
  const { title, product, createdAt, environment, redacted, scenarios, leftOut } = manifest;
  print(title);
  print(
    `written by ${product.name} ${product.version} at ${createdAt}, Node ${environment.node} on ${environment.platform}${redacted ? ', redacted' : ''}`,
  );
  print(
    `${manifest.entries} entries, conversations: ${manifest.conversations.join(', ') || 'none'}`,
  );
  for (const each of leftOut) print(`not in it: ${each}`);
  for (const { id, title, verdict, reason, seed } of scenarios) {
    print('');
    print(`${id} ${title}: ${verdict}, seed ${seed}`);
    if (reason !== undefined) print(`  ${reason}`);
  }
  const [before, after] = [false, true].map((is) =>
    read.data.filter(({ afterVerdict = false }) => afterVerdict === is),
  );
  for (const each of [...(before ?? []), ...(after ?? [])].slice(0, MOST)) {
    if (each === after?.[0]) {
      print('');
      print('After the scenario was judged, so not why it failed:');
    }
    print('');
    print(`#${each.sequence} ${each.severity} ${each.rule}: ${each.title} (${each.clause})`);
    print(`  expected: ${each.expected}`);
    print(`  came:     ${each.came}`);
    if (each.nearest !== undefined) print(`  nearest:  ${each.nearest}`);
    print(`  change:   ${each.change}`);
  }
  if (read.data.length > MOST) print(`and ${read.data.length - MOST} more: --json shows all`);
  print('');
  print(`spinebox replay ${file} --sut sut.yaml      plays it again at your system`);
  print(`spinebox replay ${file} --against bundled   at the practice that is right`);
}

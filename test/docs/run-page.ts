import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { ownPorts } from './own-ports.ts';
import type { Block, Page } from './read-page.ts';
import type { TemporaryProject } from './temporary-project.ts';

/** Blocks of a page that a reader can type. */
export function shellBlocks({ blocks }: Page): readonly Block[] {
  return blocks.filter(({ language }) => language === 'sh' || language === 'console');
}

const PREFIX = `set -Eeuo pipefail
LINE=0
STAYING=
trap 'for each in $STAYING; do kill "$each"; wait "$each" || true; done' EXIT
trap 'echo "the block at line $LINE: $BASH_COMMAND" >&2' ERR
ends_with() {
  local wanted=$1 got=0
  shift
  "$@" || got=$?
  [ "$got" = "$wanted" ] || { echo "ended with $got, not with $wanted: $*" >&2; return 1; }
}
`;

/** A script of the blocks of a page that are run, in one shell: what one sets, the next ones have. */
export function scriptOf(page: Page): string {
  const blocks = shellBlocks(page).filter(({ notRun }) => notRun === undefined);
  return [PREFIX, ...blocks.map((block) => `LINE=${block.line}\n${shellOf(block)}\n`)].join('\n');
}

function shellOf(block: Block): string {
  const text = typed(block).replaceAll(ENDS, expecting);
  if (!block.staysUp) return text;
  // What stays up writes into a pipe, of which no more is read once it says that it is ready.
  return `exec 9< <(exec env STAYS_UP=1 ${text})\nSTAYING="$STAYING $!"\ngrep -Eqm1 'listens|is ready' <&9`;
}

/** What a reader types: of a console the lines behind the prompt, not what is answered. */
function typed({ language, text }: Block): string {
  if (language !== 'console') return text;
  const lines = text.split('\n').filter((line) => line.startsWith('$ '));
  return lines.map((line) => line.slice(2)).join('\n');
}

/** A command whose remark says how it ends: `npx spinebox conform    # ends with 1`. */
const ENDS = /^(\S.*?)\s+# ends with (\d+)$/gm;

function expecting(_whole: string, command: string, code: string): string {
  return `ends_with ${code} ${command}`;
}

export interface Ran {
  readonly code: number | null;
  readonly said: string;
}

/** Whether a page has a system beside the simulator that it starts: both must know each other's ports. */
const BESIDE = /spinebox sut check/;

/** Runs a script by bash in a folder of its own, with the certificates of the project. */
export async function runScript(script: string, project: TemporaryProject): Promise<Ran> {
  const folder = await mkdtemp(join(project.directory, 'page-'));
  await symlink(join(project.directory, 'certs'), join(folder, 'certs'));
  const own = BESIDE.test(script) ? await ownPorts() : undefined;
  const child = spawn('bash', ['-c', (own ?? project).here(script)], {
    cwd: folder,
    env: { ...project.environment, ...own?.environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      said += text;
    });
  }
  const [code] = await once(child, 'close');
  return { code, said };
}

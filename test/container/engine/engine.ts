import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** What a command of the engine's client said. */
export interface Said {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs `docker` with these arguments. Never rejects for what docker says no to. */
export async function docker(...args: readonly string[]): Promise<Said> {
  try {
    const { stdout, stderr } = await run('docker', [...args], {
      maxBuffer: 64 * 2 ** 20,
      env: { ...process.env, DOCKER_BUILDKIT: '0' },
    });
    return { code: 0, out: stdout, err: stderr };
  } catch (error) {
    const { code, stdout = '', stderr = '' } = error as Partial<Record<string, string>>;
    return { code: Number(code) || 1, out: stdout, err: stderr || String(error) };
  }
}

/** As `docker`, for what has to work. */
export async function must(...args: readonly string[]): Promise<string> {
  const { code, out, err } = await docker(...args);
  if (code !== 0) throw new Error(`docker ${args.join(' ')}: ${err || out}`);
  return out.trim();
}

/**
 * Why container tests cannot run here, or `false`. With `REQUIRE_ENGINE=1` an engine has to be there.
 */
export async function withoutEngine(): Promise<string | false> {
  const { code, err } = await docker('version', '--format', '{{.Server.Version}}');
  if (code === 0) return false;
  if (process.env.REQUIRE_ENGINE === '1') throw new Error(`a container engine is wanted: ${err}`);
  return 'no container engine answers here';
}

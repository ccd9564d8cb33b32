import { execFile, spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

/** A RabbitMQ of the test's own, with its AMQP 1.0 plugin, on loopback alone. */
export interface RabbitMq extends AsyncDisposable {
  readonly url: string;
}

const ROOT = '/usr/lib/rabbitmq/lib';
const START_MS = 90_000;

function scriptOf(): string | undefined {
  if (!existsSync(ROOT)) return undefined;
  return readdirSync(ROOT)
    .map((each) => join(ROOT, each, 'sbin', 'rabbitmq-server'))
    .find((each) => existsSync(each));
}

/** Why it cannot be tested with here, or `false`. With `REQUIRE_RABBITMQ=1` it has to be there. */
export function withoutRabbitMq(): string | false {
  if (scriptOf() !== undefined) return false;
  const why = `there is no RabbitMQ below ${ROOT} (Debian: rabbitmq-server)`;
  if (process.env.REQUIRE_RABBITMQ === '1') throw new Error(why);
  return why;
}

/** Starts a node with data, name and port mapper of its own; ends all of it. */
export async function startRabbitMq(): Promise<RabbitMq> {
  const home = await mkdtemp(join(tmpdir(), 'rabbit-'));
  const plugins = join(home, 'enabled_plugins');
  await writeFile(plugins, '[rabbitmq_amqp1_0].\n');
  await mkdir(join(home, 'log'));
  const [port, distribution, mapper] = await Promise.all([freePort(), freePort(), freePort()]);
  const environment = {
    PATH: process.env.PATH ?? '',
    HOME: home,
    RABBITMQ_NODENAME: `spinebox-${process.pid}@localhost`,
    RABBITMQ_NODE_IP_ADDRESS: '127.0.0.1',
    RABBITMQ_NODE_PORT: String(port),
    RABBITMQ_DIST_PORT: String(distribution),
    RABBITMQ_MNESIA_BASE: join(home, 'mnesia'),
    RABBITMQ_LOG_BASE: join(home, 'log'),
    RABBITMQ_CONFIG_FILE: join(home, 'none'),
    RABBITMQ_ENABLED_PLUGINS_FILE: plugins,
    RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS: '-kernel inet_dist_use_interface {127,0,0,1} +S 1:1',
    ERL_EPMD_ADDRESS: '127.0.0.1',
    ERL_EPMD_PORT: String(mapper),
  };
  // A group of its own: the script starts others, and all of them are to end.
  const child = spawn(scriptOf() ?? '', [], {
    env: environment,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  let said = '';
  const note = (line: string) => {
    said = `${said}\n${line}`.slice(-3_000);
  };
  const up = new Promise<void>((resolve, reject) => {
    const fail = (why: string) => reject(new Error(`RabbitMQ did not start: ${why}${said}`));
    const timer = setTimeout(() => fail(`not within ${START_MS} ms`), START_MS);
    child.once('error', (error) => fail(error.message));
    child.once('exit', (code) => fail(`it ended with code ${code}`));
    createInterface({ input: child.stderr }).on('line', note);
    createInterface({ input: child.stdout }).on('line', (line) => {
      note(line);
      if (!/completed with \d+ plugins/.test(line)) return;
      clearTimeout(timer);
      resolve();
    });
  });
  const end = async () => {
    if (child.exitCode === null && child.pid !== undefined) {
      process.kill(-child.pid, 'SIGTERM');
      const hard = setTimeout(() => child.pid && process.kill(-child.pid, 'SIGKILL'), 20_000);
      await ended;
      clearTimeout(hard);
    }
    // The port mapper is a daemon of its own; the port is ours alone.
    await promisify(execFile)('epmd', ['-port', String(mapper), '-kill'], {
      env: environment,
    }).catch(() => undefined);
    await rm(home, { recursive: true, force: true });
  };
  try {
    await up;
  } catch (error) {
    await end();
    throw error;
  }
  return { url: `amqp://guest:guest@127.0.0.1:${port}`, [Symbol.asyncDispose]: end };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Why tests in a browser are skipped; `false` when there is one. */
export const withoutBrowser: string | false = (() => {
  try {
    execFileSync('chromium', ['--version'], { stdio: 'ignore' });
    return false;
  } catch {
    return 'chromium is not installed';
  }
})();

/** One page of a real browser, steered over its debugging protocol. */
export interface BrowserPage extends AsyncDisposable {
  open(url: string): Promise<void>;
  /** Resolves when another document has come. */
  loaded(): Promise<void>;
  /** Runs a script in the page and gives back its value. */
  run(script: string): Promise<unknown>;
  press(key: 'Tab' | 'Enter'): Promise<void>;
  /** Anything else of the debugging protocol. */
  call(method: string, params: object): Promise<unknown>;
}

const QUIET = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--remote-debugging-port=0',
];

export async function openPage(): Promise<BrowserPage> {
  const profile = await mkdtemp(join(tmpdir(), 'spinebox-browser-'));
  const browser = spawn('chromium', [...QUIET, `--user-data-dir=${profile}`, 'about:blank'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const exited = new Promise<void>((resolve) => browser.once('exit', () => resolve()));
  const socket = new WebSocket(await debuggerOf(browser));
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve, { once: true });
    socket.addEventListener('error', reject, { once: true });
  });
  const { call, event } = protocol(socket);
  const { targetId } = (await call('Target.createTarget', { url: 'about:blank' })) as {
    targetId: string;
  };
  const attached = await call('Target.attachToTarget', { targetId, flatten: true });
  const { sessionId } = attached as { sessionId: string };
  await call('Page.enable', {}, sessionId);
  return {
    async open(url) {
      const loaded = event('Page.loadEventFired');
      await call('Page.navigate', { url }, sessionId);
      await loaded;
    },
    loaded: () => event('Page.loadEventFired'),
    async run(expression) {
      const answer = await call('Runtime.evaluate', { expression, returnByValue: true }, sessionId);
      return (answer as { result: { value?: unknown } }).result.value;
    },
    call: (method, params) => call(method, params, sessionId),
    async press(key) {
      const code = key === 'Tab' ? 9 : 13;
      const text = key === 'Enter' ? { text: '\r' } : {};
      const common = { key, code: key, windowsVirtualKeyCode: code };
      await call('Input.dispatchKeyEvent', { type: 'keyDown', ...common, ...text }, sessionId);
      await call('Input.dispatchKeyEvent', { type: 'keyUp', ...common }, sessionId);
    },
    async [Symbol.asyncDispose]() {
      socket.close();
      browser.kill();
      await exited;
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** The address that the browser tells on its error stream. */
function debuggerOf({ stderr }: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const [, address] = /DevTools listening on (ws:\S+)/.exec(said) ?? [];
      if (address) resolve(address);
    });
    stderr?.once('close', () => reject(new Error(`the browser ended: ${said.slice(0, 500)}`)));
  });
}

function protocol(socket: WebSocket) {
  let serial = 0;
  const waiting = new Map<number, (result: unknown) => void>();
  const events = new Map<string, (() => void)[]>();
  socket.addEventListener('message', ({ data }) => {
    const { id, result, method } = JSON.parse(String(data));
    if (id !== undefined) waiting.get(id)?.(result);
    for (const tell of events.get(method)?.splice(0) ?? []) tell();
  });
  return {
    call: (method: string, params: object, sessionId?: string) =>
      new Promise<unknown>((resolve) => {
        waiting.set(++serial, resolve);
        socket.send(JSON.stringify({ id: serial, method, params, sessionId }));
      }),
    event: (method: string) =>
      new Promise<void>((resolve) => {
        events.set(method, [...(events.get(method) ?? []), resolve]);
      }),
  };
}

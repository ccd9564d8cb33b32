import { ContainerCommandError } from './package-errors.ts';
import type { IssuedCertificate } from './spinebox-options.ts';

/** Where commands run: a started container, as far as it matters here. */
export interface CommandRoom {
  exec(
    command: string[],
    options?: { readonly user: string },
  ): Promise<{ readonly output: string; readonly stdout: string; readonly exitCode: number }>;
}

/** What a command prints. @throws ContainerCommandError */
export async function within(
  room: CommandRoom,
  command: readonly string[],
  user?: string,
): Promise<string> {
  const { output, stdout, exitCode } = await room.exec([...command], ...(user ? [{ user }] : []));
  if (exitCode !== 0) throw new ContainerCommandError(command, output);
  return stdout;
}

export function textWithin(room: CommandRoom, file: string): Promise<string> {
  return within(room, ['cat', file]);
}

/** Makes certificates by the container's own store. The key leaves it for the test alone. */
export function certificatesWithin(
  room: CommandRoom,
): (fqdn: string) => Promise<IssuedCertificate> {
  return async (fqdn) => {
    const said = await within(room, ['spinebox', 'certs', 'create', fqdn]);
    const fileOf = (name: string) =>
      new RegExp(`^${name} +(/.*)$`, 'm').exec(said)?.[1]?.trim() ?? '';
    const [key, cert, ca] = await Promise.all(
      ['key', 'certificate', 'trust'].map((name) => textWithin(room, fileOf(name))),
    );
    return { key: key ?? '', cert: cert ?? '', ca: ca ?? '' };
  };
}

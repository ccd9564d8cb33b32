import { createReadStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { BundleEmptyError } from '../../../../src/bundle/bundle-errors.ts';
import type { Markup } from '../../../../src/wire/html/markup.ts';
import type { ConsoleParts } from '../../console-parts.ts';
import { h } from '../../element.ts';
import { type ConsoleRoute, NothingHereError } from '../../page.ts';
import { safeName } from '../../view/safe-name.ts';

/** Everything about one conversation as a file to save: `?redact` without data of patients. */
export function bundleDownload({ bundles }: Pick<ConsoleParts, 'bundles'>): ConsoleRoute {
  return {
    method: 'get',
    path: '/transfers/:conversation/bundle',
    section: 'transfers',
    async answer({ params, query }) {
      const conversation = params.conversation ?? '';
      if (!bundles)
        throw new NothingHereError(
          'No bundles are written here.',
          '`spinebox bundle create` does.',
        );
      const folder = await mkdtemp(join(tmpdir(), 'spinebox-bundle-'));
      const forget = () => rm(folder, { recursive: true, force: true });
      const file = join(folder, 'bundle.zip');
      try {
        const redact = query.has('redact');
        await bundles.write({ conversations: [conversation], redact }, file);
        const { size: length } = await stat(file);
        const name = safeName(`bundle-${conversation}.zip`, 'bundle.zip');
        return {
          download: {
            ...{ name, length },
            write: (response) => pipeline(createReadStream(file), response).finally(forget),
          },
        };
      } catch (error) {
        await forget();
        if (error instanceof BundleEmptyError)
          throw new NothingHereError(error.message, error.remedy);
        throw error;
      }
    },
  };
}

/** @param address of the transfer's page */
export function bundleLinks(address: string): Markup {
  return h(
    'p',
    { class: 'actions' },
    h('a', { class: 'button small', href: `${address}/bundle` }, 'Save as a bundle'),
    ' ',
    h('a', { class: 'button small', href: `${address}/bundle?redact` }, 'Save it redacted'),
  );
}

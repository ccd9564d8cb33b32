import { createReadStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { BundleEmptyError } from '../../src/bundle/bundle-errors.ts';
import { z } from '../../src/platform/zod.ts';
import type { BundleDesk } from '../doors/bundle-desk.ts';
import { notFound } from './api-error.ts';
import { type Route, route } from './route.ts';
import { named } from './schemas.ts';

const order = named(
  'BundleOrder',
  z.strictObject({
    conversations: z
      .array(z.string().min(1).max(200))
      .min(1)
      .max(1000)
      .describe('ConversationIds, compared without regard to case.'),
    redact: z.boolean().default(false).describe('Replaces patient data in everything.'),
  }),
);

/** One file with everything about conversations. */
export function bundleRoutes(bundles: BundleDesk): readonly Route[] {
  return [
    route({
      method: 'post',
      path: '/bundles',
      operation: 'createBundle',
      summary: 'A bundle of conversations: exact bytes, world, certificates, explanations.',
      body: order,
      answers: { 200: { description: 'The bundle.', type: 'application/zip' } },
      async handle({ body }) {
        const folder = await mkdtemp(join(tmpdir(), 'spinebox-bundle-'));
        const forget = () => rm(folder, { recursive: true, force: true });
        const file = join(folder, 'bundle.zip');
        try {
          await bundles.write(body, file);
        } catch (error) {
          await forget();
          if (error instanceof BundleEmptyError) throw notFound(error.message, error.remedy);
          throw error;
        }
        return { stream: (response) => send(response, file).finally(forget) };
      },
    }),
  ];
}

async function send(response: ServerResponse, file: string): Promise<void> {
  const { size } = await stat(file);
  response.writeHead(200, {
    'content-type': 'application/zip',
    'content-length': size,
    'content-disposition': 'attachment; filename="bundle.zip"',
  });
  await pipeline(createReadStream(file), response);
}

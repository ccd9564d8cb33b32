import { z } from '../platform/zod.ts';
import { BUNDLE_VERSION, type BundleManifest } from './manifest.ts';

const text = z.string();
const count = z.int().nonnegative();
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

const file = z.strictObject({ name: text, bytes: count, sha256 });

const scenario = z.strictObject({
  ...{ id: text, title: text, role: z.enum(['requester', 'sender', 'either']) },
  ...{ basis: z.enum(['N', 'P', 'A', 'I']), seed: count, verdict: text },
  reason: text.optional().transform((value) => value),
  ...{ conversations: z.array(text), result: text, feature: text, situations: z.array(text) },
  shipped: z.array(text).optional(),
});

const manifest = z.strictObject({
  ...{ format: z.literal('spinebox-bundle'), version: z.literal(BUNDLE_VERSION) },
  product: z.strictObject({ name: z.literal('spinebox'), version: text }),
  ...{ kind: z.enum(['conversation', 'run', 'capture']), title: text },
  ...{ createdAt: z.iso.datetime(), redacted: z.boolean() },
  environment: z.strictObject({ node: text, platform: text, arch: text }),
  run: z.strictObject({ id: text, seed: count }).optional(),
  ...{ conversations: z.array(text), scenarios: z.array(scenario), entries: count },
  ...{ leftOut: z.array(text), files: z.array(file), chain: sha256 },
});

/** What makes a file a bundle, whatever its version. */
const anyVersion = z.looseObject({
  format: z.literal('spinebox-bundle'),
  version: z.int().positive(),
  product: z.looseObject({ version: text }),
});

/** A manifest as it was read: one of ours, one of a later version, or what is wrong with it. */
export type ReadManifest =
  | { readonly manifest: BundleManifest }
  | { readonly newer: { readonly version: number; readonly product: string } }
  | { readonly wrong: string };

export function readManifest(json: unknown): ReadManifest {
  const any = anyVersion.safeParse(json);
  if (!any.success) return { wrong: `manifest.json: ${firstIssue(any.error)}` };
  const { version, product } = any.data;
  if (version > BUNDLE_VERSION) return { newer: { version, product: product.version } };
  const read = manifest.safeParse(json);
  if (!read.success) return { wrong: `manifest.json: ${firstIssue(read.error)}` };
  const scenarios = read.data.scenarios.map((each) => ({ ...each, reason: each.reason }));
  return { manifest: { ...read.data, scenarios } };
}

function firstIssue(error: z.ZodError): string {
  const [issue] = error.issues;
  return [issue?.path.join('.'), issue?.message].filter(Boolean).join(': ');
}

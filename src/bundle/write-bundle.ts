import { randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { JournalReader } from '../journal/journal.ts';
import { type NewZipMember, zipStream } from '../platform/zip-writer.ts';
import { markAfterVerdict } from './after-verdict.ts';
import { FILES, type NamedCertificate, type ScenarioEvidence } from './bundle-content.ts';
import { type BundleDraft, draftBundle } from './bundle-draft.ts';
import { BundleEmptyError, BundleWriteError } from './bundle-errors.ts';
import {
  bodyMember,
  bundledScenario,
  jsonMember,
  memberOf,
  redactedResult,
  scenarioConversations,
  scenarioMembers,
  surroundingMembers,
} from './bundle-members.ts';
import { bundledJournal } from './bundled-journal.ts';
import { chainOf } from './chain.ts';
import { chooseEntries } from './chosen-entries.ts';
import { writeEntryLines } from './entry-lines.ts';
import { BUNDLE_VERSION, type BundleManifest } from './manifest.ts';
import { problemsFile } from './problems-file.ts';
import type { Redactor } from './redact/redactor.ts';
import { sentencesOf } from './redact/sentences.ts';
import { sealing, UNSEALED } from './seal.ts';
import { summaryPage } from './summary-page.ts';

export interface BundleOptions {
  /** Path of the file; folders above it are made. */
  readonly out: string;
  readonly journal: JournalReader;
  readonly kind: BundleManifest['kind'];
  /** One line, without patient data. */
  readonly title: string;
  /** Ids, or `all` for everything that the journal holds. Those of the scenarios are added. */
  readonly conversations?: readonly string[] | 'all';
  /** Entries that belong to it besides: lookups, answers without a conversation. */
  readonly sequences?: readonly number[];
  readonly scenarios?: readonly ScenarioEvidence[];
  /** The configuration in force, printable. */
  readonly world?: unknown;
  /** The profile of the system under test. */
  readonly system?: unknown;
  readonly certificates?: readonly NamedCertificate[];
  readonly run?: BundleManifest['run'];
  /** Of the product: PRODUCT_VERSION. */
  readonly version: string;
  /** Replaces patient data over everything that is written. Of this bundle alone: it is disposed at the end. */
  readonly redactor?: Redactor;
  /** What is given was redacted before: of a bundle that is made of others. */
  readonly redacted?: boolean;
  readonly now: Date;
  /** Of this process unless given. */
  readonly environment?: BundleManifest['environment'];
}

/**
 * Writes a bundle, whole or not at all. The same input gives the same bytes.
 *
 * @throws BundleEmptyError when nothing is on record of the conversations and there is no scenario either
 * @throws BundleWriteError when the file cannot be written
 */
export async function writeBundle(options: BundleOptions): Promise<BundleManifest> {
  await using redactor = options.redactor;
  const { journal, scenarios = [], sequences } = options;
  const conversations = conversationsOf(options);
  const chosen = await chooseEntries(journal, { conversations, sequences });
  if (chosen.entries.length === 0 && scenarios.length === 0)
    throw new BundleEmptyError(conversations === 'all' ? [] : conversations);
  if (redactor) {
    await redactor.learn(journal, chosen.entries);
    learnRest(options, redactor);
  }
  const draft = await draftBundle(journal, chosen.entries, redactor);
  const { entries, bodies } = draft;
  const named =
    conversations === 'all'
      ? [...new Set(entries.flatMap(({ conversationId: id }) => (id ? [id] : [])))]
      : conversations;
  const facts: Omit<BundleManifest, 'files' | 'chain'> = {
    ...({ format: 'spinebox-bundle', version: BUNDLE_VERSION } as const),
    product: { name: 'spinebox', version: options.version },
    ...{ kind: options.kind, title: redactor?.text(options.title) ?? options.title },
    ...{
      createdAt: options.now.toISOString(),
      redacted: redactor !== undefined || options.redacted === true,
    },
    environment: options.environment ?? thisEnvironment(),
    ...(options.run && { run: options.run }),
    ...{ conversations: named, entries: entries.length },
    leftOut: [...chosen.leftOut, ...(redactor?.filled ?? [])],
    scenarios: scenarios.map((each) => bundledScenario(each, redactor)),
  };
  const results = scenarios.map(({ result }) => redactedResult(result, redactor));
  const found = results.flatMap(({ findings }) => findings);
  const explained = await problemsFile(draftJournal(draft), entries, found);
  const problems = markAfterVerdict(explained, entries, results);
  const files = [
    memberOf(FILES.summary, summaryPage({ facts, problems, entries, results })),
    memberOf(FILES.entries, writeEntryLines(entries)),
    ...[...bodies.values()].map(bodyMember),
    jsonMember(FILES.problems, problems),
    ...scenarios.flatMap((each) => scenarioMembers(each, redactor)),
    ...surroundingMembers(options, redactor),
  ];
  const listed = files.map(({ name, bytes, sha256 }) => ({ name, bytes, sha256 }));
  const manifest: BundleManifest = { ...facts, files: listed, chain: chainOf(listed) };
  await writeFile(options.out, [jsonMember(FILES.manifest, manifest), ...files]);
  return manifest;
}

/** Where this process runs. */
export function thisEnvironment(): BundleManifest['environment'] {
  return { node: process.version, platform: process.platform, arch: process.arch };
}

function conversationsOf({ conversations = [], scenarios = [] }: BundleOptions) {
  if (conversations === 'all') return conversations;
  return [
    ...new Set([
      ...conversations,
      ...scenarios.flatMap(({ result }) => scenarioConversations(result)),
    ]),
  ];
}

/** What stands beside the journal tells of people too. */
function learnRest({ world, system, scenarios = [] }: BundleOptions, redactor: Redactor): void {
  for (const value of [world, system]) redactor.learnJson(value);
  for (const { result, situations } of scenarios) {
    for (const text of sentencesOf(result)) redactor.learnText(text);
    for (const { text, shipped } of situations) if (shipped !== true) redactor.learnText(text);
  }
}

/** What was drafted, to be looked into as it will be read again. */
function draftJournal({ entries, bodies }: BundleDraft): JournalReader {
  const supply = async (digest: string) => {
    const body = bodies.get(digest);
    if (!body) throw new Error(`no body ${digest}`);
    return body.open();
  };
  return bundledJournal(entries, supply, (name) => new Error(`${name} changed while it was read`));
}

async function writeFile(out: string, members: readonly NewZipMember[]): Promise<void> {
  const fresh = `${out}.${randomBytes(6).toString('hex')}.new`;
  try {
    await mkdir(dirname(out), { recursive: true });
    await pipeline(zipStream(members, UNSEALED), sealing(), createWriteStream(fresh));
    const handle = await open(fresh, 'r+');
    await handle.datasync().finally(() => handle.close());
    await rename(fresh, out);
  } catch (error) {
    await rm(fresh, { force: true });
    if (error instanceof Error && 'syscall' in error) throw new BundleWriteError(out, error);
    throw error;
  }
}

import { bytesOf, type NewZipMember } from '../platform/zip-writer.ts';
import type { ScenarioResult } from '../report/results.ts';
import {
  distinct,
  FILES,
  type NamedCertificate,
  type NamedText,
  publicParts,
  type ScenarioEvidence,
  safeName,
  withoutSecrets,
} from './bundle-content.ts';
import type { DraftBody } from './bundle-draft.ts';
import { bodyName } from './bundled-journal.ts';
import { sha256 } from './chain.ts';
import type { BundledScenario } from './manifest.ts';
import type { Redactor } from './redact/redactor.ts';
import { withSentences } from './redact/sentences.ts';

/** Larger files are stored as they are: base64 gains little, and reading at any place stays cheap. */
const COMPRESSED_BYTES = 8 * 1024 * 1024;

/** A file of a bundle that is about to be written. */
export interface BundleMember extends NewZipMember {
  readonly sha256: string;
}

/** A file of bytes that are there already. */
export function memberOf(name: string, content: string | Uint8Array): BundleMember {
  const bytes = Buffer.from(content);
  return {
    ...{ name, bytes: bytes.length, sha256: sha256(bytes) },
    ...{ compress: bytes.length <= COMPRESSED_BYTES, open: bytesOf(bytes) },
  };
}

export function jsonMember(name: string, value: unknown): BundleMember {
  return memberOf(name, `${JSON.stringify(value, undefined, 2)}\n`);
}

/** A body, which is read when it is written. */
export function bodyMember({ sha256, bytes, open }: DraftBody): BundleMember {
  return { name: bodyName(sha256), bytes, sha256, open, compress: bytes <= COMPRESSED_BYTES };
}

/** Conversations that the messages and outcomes of a scenario belong to. */
export function scenarioConversations({ timeline, outcomes }: ScenarioResult): readonly string[] {
  return [...new Set([...timeline, ...outcomes].map(({ conversationId }) => conversationId))];
}

function scenarioFiles({ result, feature, situations }: ScenarioEvidence) {
  const folder = `scenarios/${safeName(result.id).replaceAll('/', '-')}`;
  return {
    result: `${folder}/result.json`,
    feature: `${folder}/${safeName(feature.name)}`,
    situations: distinct(situations.map(({ name }) => safeName(name))).map(
      (name) => `${folder}/situations/${name}`,
    ),
  };
}

/** What the manifest says of a scenario. */
export function bundledScenario(
  evidence: ScenarioEvidence,
  redactor: Redactor | undefined,
): BundledScenario {
  const { id, title, role, basis, seed, verdict, reason } = evidence.result;
  const files = scenarioFiles(evidence);
  return {
    ...{ id, title, role, basis, seed, verdict },
    reason: reason === undefined ? undefined : (redactor?.text(reason) ?? reason),
    conversations: scenarioConversations(evidence.result),
    ...files,
    shipped: [
      ...(evidence.feature.shipped ? [files.feature] : []),
      ...files.situations.filter((_, index) => evidence.situations[index]?.shipped),
    ],
  };
}

/** The result of a scenario and the files that were played. */
export function scenarioMembers(
  evidence: ScenarioEvidence,
  redactor: Redactor | undefined,
): readonly BundleMember[] {
  const names = scenarioFiles(evidence);
  const { result, feature, situations } = evidence;
  return [
    jsonMember(names.result, redactedResult(result, redactor)),
    memberOf(names.feature, redactedText(feature, redactor)),
    ...situations.map((situation, index) =>
      memberOf(names.situations[index] ?? '', redactedText(situation, redactor)),
    ),
  ];
}

/** Its texts are sentences of ours, which may name somebody. */
export function redactedResult(
  result: ScenarioEvidence['result'],
  redactor: Redactor | undefined,
): ScenarioEvidence['result'] {
  return redactor ? withSentences(result, (text) => redactor.text(text)) : result;
}

function redactedText({ text, shipped }: NamedText, redactor: Redactor | undefined): string {
  return redactor && shipped !== true ? redactor.text(text) : text;
}

/** World, system and certificates, without anything secret. */
export function surroundingMembers(
  surroundings: {
    readonly world?: unknown;
    readonly system?: unknown;
    readonly certificates?: readonly NamedCertificate[];
  },
  redactor: Redactor | undefined,
): readonly BundleMember[] {
  const { world, system, certificates = [] } = surroundings;
  const open = (name: string, value: unknown) => {
    if (value === undefined) return [];
    const shown = withoutSecrets(value);
    return [jsonMember(name, redactor?.json(shown) ?? shown)];
  };
  const names = distinct(certificates.map(({ name }) => safeName(name).replaceAll('/', '-')));
  return [
    ...open(FILES.world, world),
    ...open(FILES.system, system),
    ...certificates.map(({ pem }, index) =>
      memberOf(`certificates/${names[index]}.pem`, publicParts(pem)),
    ),
  ];
}

import { createHash, X509Certificate } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { hashChain } from '../../journal/hash-chain.ts';
import type { Journal } from '../../journal/journal.ts';
import { JournalDamagedError } from '../../journal/journal-errors.ts';
import { verifySignature } from '../../platform/xml-signature.ts';
import { readXml } from '../../wire/xml/read-xml.ts';
import { childElements, textOf } from '../../wire/xml/xml-element.ts';
import { counted } from '../html/words.ts';
import { readResultsJson } from '../results-json.ts';
import { buildStatement } from './build-statement.ts';
import { readCertificates, whyNotTrusted } from './certificate-trust.ts';
import { fingerprintOf, statementJson } from './sign-statement.ts';
import { type Statement, statementSchema, statementText } from './statement.ts';
import {
  readStatementDocument,
  type SignatureParts,
  STATEMENT_ID,
  signatureElement,
} from './statement-document.ts';

/** One thing that can be asked of a statement, with what came of it. */
export interface StatementCheck {
  readonly what: 'form' | 'signature' | 'signer' | 'results' | 'journal';
  readonly outcome: 'holds' | 'fails' | 'not-checked';
  /** One sentence. */
  readonly told: string;
}

export interface StatementVerdict {
  /** What was signed, read from nothing but that; `undefined` when the signature does not hold. */
  readonly statement: Statement | undefined;
  readonly checks: readonly StatementCheck[];
  /** Whether nothing failed. What was not checked is not known. */
  readonly holds: boolean;
  /** Whether everything was checked. */
  readonly complete: boolean;
}

/** What a statement is held against. What is left out is not checked. */
export interface StatementWitnesses {
  /** The bytes of `results.json`. */
  readonly results?: Uint8Array;
  readonly journal?: Journal;
  /** Certificates of authorities that are trusted, PEM. */
  readonly trustPem?: string;
}

/**
 * Holds a statement (`statement.xml` or `statement.json`) against what there is. Never throws for what the file holds.
 */
export async function verifyStatement(
  file: Uint8Array,
  witnesses: StatementWitnesses,
): Promise<StatementVerdict> {
  const checks: StatementCheck[] = [];
  const opened = openStatement(file);
  if (!opened.ok) {
    checks.push({ what: opened.what, outcome: 'fails', told: opened.why });
    return { statement: undefined, checks, holds: false, complete: false };
  }
  const { statement, certificate } = opened;
  checks.push({
    what: 'form',
    outcome: 'holds',
    told: 'The file is a statement, and nothing else.',
  });
  checks.push({
    what: 'signature',
    outcome: 'holds',
    told: `Not a byte was changed since ${statement.signedAt}, when it was signed with the certificate inside.`,
  });
  checks.push(signerCheck(statement, certificate, witnesses.trustPem));
  checks.push(resultsCheck(statement, witnesses.results));
  checks.push(await journalCheck(statement, witnesses.journal));
  return {
    statement,
    checks,
    holds: checks.every(({ outcome }) => outcome !== 'fails'),
    complete: checks.every(({ outcome }) => outcome !== 'not-checked'),
  };
}

type Opened =
  | { readonly ok: true; readonly statement: Statement; readonly certificate: X509Certificate }
  | { readonly ok: false; readonly what: 'form' | 'signature'; readonly why: string };

/** Takes the statement out of what the signature covers. */
function openStatement(file: Uint8Array): Opened {
  const fails = (what: 'form' | 'signature', why: string) => ({ ok: false, what, why }) as const;
  const text = Buffer.from(file).toString('utf8');
  if (!Buffer.from(text, 'utf8').equals(file)) return fails('form', 'it is not written in UTF-8');
  const json = text.startsWith('{');
  const xml = json ? signedIn(text) : text;
  if (xml === undefined) return fails('form', 'it is no statement');
  const document = readStatementDocument(xml);
  if (!document.ok) return fails('form', document.why);
  const certificate = certificateOf(document.signature);
  if (!certificate) return fails('form', 'the certificate inside cannot be read');
  const checked = verifySignature(xml, signatureElement(document.signature), {
    keys: [certificate.toString()],
    idAttribute: STATEMENT_ID,
  });
  if (!checked.ok) return fails('signature', `${checked.why}: it was changed, or never signed`);
  const [covered, second] = checked.signed;
  const signed = covered !== undefined && second === undefined ? statementIn(covered) : undefined;
  if (!signed) return fails('signature', 'the signature covers something else than a statement');
  if (signed.signer.certificate !== fingerprintOf(certificate))
    return fails('signature', 'the certificate inside is not the one that the statement names');
  if (json && statementJson({ statement: signed, xml }) !== text)
    return fails('form', 'what it shows is not what was signed');
  return { ok: true, statement: signed, certificate };
}

function signedIn(text: string): string | undefined {
  try {
    const value = JSON.parse(text) as { readonly signed?: unknown };
    return typeof value.signed === 'string' ? value.signed : undefined;
  } catch {
    return undefined;
  }
}

function certificateOf({ certificate }: SignatureParts): X509Certificate | undefined {
  try {
    const bytes = Buffer.from(certificate, 'base64');
    const read = new X509Certificate(bytes);
    // Bytes after the end of a certificate are not part of it.
    return read.raw.equals(bytes) ? read : undefined;
  } catch {
    return undefined;
  }
}

/** The statement in the canonical form of what was signed. */
function statementIn(covered: string): Statement | undefined {
  const reading = readXml(Buffer.from(covered, 'utf8'), { bytes: 8_000_000 });
  const [element] = reading.ok ? childElements(reading.value) : [];
  if (!element) return undefined;
  const text = textOf(element);
  try {
    const read = statementSchema.safeParse(JSON.parse(text));
    return read.success && statementText(read.data) === text ? read.data : undefined;
  } catch {
    return undefined;
  }
}

function signerCheck(
  { signer, signedAt }: Statement,
  certificate: X509Certificate,
  trustPem: string | undefined,
): StatementCheck {
  const what = 'signer';
  const name = signer.subject.replaceAll('\n', ', ');
  if (trustPem === undefined) {
    const told = `Who ${name} is was not checked: name the authorities that you trust (--trust).`;
    return { what, outcome: 'not-checked', told };
  }
  const trusted = readCertificates(trustPem);
  if (!trusted || trusted.length === 0)
    return {
      what,
      outcome: 'fails',
      told: 'The file of trusted authorities holds no certificate.',
    };
  const why = whyNotTrusted(certificate, trusted, new Date(signedAt));
  return why
    ? { what, outcome: 'fails', told: `The signer is not to be believed: ${why}.` }
    : {
        what,
        outcome: 'holds',
        told: `It was signed by ${name}, whom the authorities vouch for; revocation was not asked.`,
      };
}

function resultsCheck(statement: Statement, file: Uint8Array | undefined): StatementCheck {
  const what = 'results';
  if (file === undefined)
    return { what, outcome: 'not-checked', told: 'The results were not looked at (--results).' };
  const { bytes, sha256 } = statement.results;
  if (file.length !== bytes || createHash('sha256').update(file).digest('hex') !== sha256)
    return {
      what,
      outcome: 'fails',
      told: 'These are not the results that the statement is about.',
    };
  const { signer, signedAt } = statement;
  try {
    const results = readResultsJson(Buffer.from(file).toString('utf8'), 'results.json');
    const said = JSON.parse(statementText(buildStatement(results, file, { signer, signedAt })));
    return isDeepStrictEqual(said, JSON.parse(statementText(statement)))
      ? {
          what,
          outcome: 'holds',
          told: 'The results are those that were signed, and say what the statement says.',
        }
      : { what, outcome: 'fails', told: 'The statement says something else than its own results.' };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { what, outcome: 'fails', told: `The results that were signed cannot be read: ${why}.` };
  }
}

async function journalCheck(
  { journal, shards }: Statement,
  given: Journal | undefined,
): Promise<StatementCheck> {
  const what = 'journal';
  if (!given)
    return { what, outcome: 'not-checked', told: 'The journal was not looked at (--journal).' };
  try {
    return (
      (await agreeing({ journal, shards }, given)) ?? {
        what,
        outcome: 'fails',
        told: 'This is not the journal that the statement rests on.',
      }
    );
  } catch (error) {
    if (!(error instanceof JournalDamagedError)) throw error;
    return { what, outcome: 'fails', told: `The journal is damaged: ${error.message}.` };
  }
}

/** The journal, or one of those of the shards, is what is given: its first entries have the chain that was signed. */
async function agreeing(
  { journal, shards }: Pick<Statement, 'journal' | 'shards'>,
  given: Journal,
): Promise<StatementCheck | undefined> {
  const sought = shards ? shards.map((each) => each.journal) : [journal];
  for (const { entries, chain } of sought) {
    const found = await hashChain(given, entries);
    if (found.entries !== entries || found.chain !== chain) continue;
    const later = (await given.count({})) - entries;
    const more = later > 0 ? ` What was written later (${later}) is no part of it.` : '';
    const part = shards ? ` of one of ${shards.length} shards` : '';
    const told = `${counted(entries, 'entry')} of the journal${part}: as they were signed.${more}`;
    return { what: 'journal', outcome: 'holds', told };
  }
  return undefined;
}

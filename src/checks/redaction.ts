import type { Check } from './check.ts';
import { isExtract } from './extract.ts';
import type { RedactionFact } from './payload-facts.ts';
import { placed } from './payload-place.ts';
import type { ReadPayload } from './read-message.ts';

const NOPAT = 'NOPAT';
const NOPAT_SYSTEM = '2.16.840.1.113883.4.642.3.47';
const WITH_REDACTIONS = 'RCMR_IN030000UK07';

function redactionsOf(payload: ReadPayload): readonly RedactionFact[] {
  return isExtract(payload) ? (payload.facts.extract?.redactions ?? []) : [];
}

function whereIs(payload: ReadPayload, { parent, at }: RedactionFact) {
  return placed(payload, `ControlActEvent/subject/EhrExtract//${parent}/confidentialityCode`, at);
}

export const redactionNeedsVersion: Check<ReadPayload> = {
  id: 'REDACTION-01',
  clause: 'gp2gp 1.2, 2.7',
  basis: 'N',
  severity: 'must',
  title: `only ${WITH_REDACTIONS} marks entries that are not to be disclosed`,
  advice: `Send a record with confidentiality codes as ${WITH_REDACTIONS}: no earlier version has a place for them.`,
  *examine(payload) {
    if (payload.facts.root.name === WITH_REDACTIONS) return;
    for (const redaction of redactionsOf(payload)) {
      yield {
        message: `${payload.facts.root.name} has a confidentialityCode in ${redaction.parent}`,
        ...whereIs(payload, redaction),
      };
    }
  },
};

export const redactionPlace: Check<ReadPayload> = {
  id: 'REDACTION-02',
  clause: 'gp2gp 2.7, 7.3',
  basis: 'N',
  severity: 'should',
  title: 'a confidentialityCode stands after availabilityTime and priorityCode, before all else',
  advice:
    'Write confidentialityCode right after availabilityTime or, where there is one, priorityCode.',
  *examine(payload) {
    for (const redaction of redactionsOf(payload)) {
      const { misplacedBy, parent } = redaction;
      if (misplacedBy === undefined) continue;
      yield {
        message: `confidentialityCode in ${parent} is on the wrong side of ${misplacedBy}`,
        ...whereIs(payload, redaction),
      };
    }
  },
};

export const redactionCode: Check<ReadPayload> = {
  id: 'REDACTION-03',
  clause: 'gp2gp 2.7',
  basis: 'A',
  severity: 'should',
  title: 'a confidentialityCode is NOPAT of its vocabulary',
  advice: `Write code="${NOPAT}" with codeSystem="${NOPAT_SYSTEM}".`,
  *examine(payload) {
    for (const redaction of redactionsOf(payload)) {
      const { code, codeSystem, parent } = redaction;
      if (code === NOPAT && codeSystem === NOPAT_SYSTEM) continue;
      yield {
        message: `the confidentialityCode of ${parent} is "${code ?? ''}" of "${codeSystem ?? ''}"`,
        ...whereIs(payload, redaction),
      };
    }
  },
};

export const redactionChecks: readonly Check<ReadPayload>[] = [
  redactionNeedsVersion,
  redactionPlace,
  redactionCode,
];

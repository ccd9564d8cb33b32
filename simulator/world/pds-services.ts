import {
  PDS_QUERY_SERVICE as QUERY,
  PDS_UPDATE_SERVICE as UPDATE,
} from '../../src/demographics/hl7v3/interactions.ts';
import type { WorldPatch } from './world-config.ts';

// MIM 6.3.01 first, then its twin of 7.2.02 (pds-identity 1.1).
const SYNCHRONOUS = [
  ['QUPA_IN000005UK01', 'QUPA_IN000005UK03'],
  ['QUPA_IN000008UK02', 'QUPA_IN000008UK05'],
  ['QUPA_IN000014UK01', 'QUPA_IN000014UK03'],
  ['QUPA_IN000016UK02', 'QUPA_IN000016UK04'],
].flat();
const EXPRESS = ['QUPA_IN000006UK02', 'QUPA_IN000006UK05'];
const RELIABLE = [
  ['PRPA_IN000200UK03', 'PRPA_IN000200UK04'],
  ['PRPA_IN000203UK03', 'PRPA_IN000203UK06'],
].flat();

/**
 * The interactions of the Personal Demographics Service that are served, each answered from its register.
 * Contract terms follow from the pattern (pds-identity 1.2): queries are not acknowledged, updates always.
 */
export const PDS_SERVICES: NonNullable<WorldPatch['services']> = Object.fromEntries([
  ...served(QUERY, SYNCHRONOUS, 'synchronous'),
  ...served(QUERY, EXPRESS, 'asynchronous-express'),
  ...served(UPDATE, RELIABLE, 'asynchronous-reliable'),
]);

function served(
  service: string,
  interactions: readonly string[],
  pattern: 'synchronous' | 'asynchronous-express' | 'asynchronous-reliable',
) {
  return interactions.map(
    (interaction) =>
      [`${service}:${interaction}`, { pattern, answer: { kind: 'pds' as const } }] as const,
  );
}

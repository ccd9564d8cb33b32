import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { loadWorld } from '../../simulator/world/load-world.ts';
import type { WorldPatch } from '../../simulator/world/world-config.ts';
import { formatProblem, WorldError } from '../../simulator/world/world-problem.ts';

const GP2GP = 'urn:nhs:names:services:gp2gp';
const EXTRACT = `${GP2GP}:RCMR_IN030000UK06`;

const sut = (patch: WorldPatch): WorldPatch => ({ organisations: { sut: patch } });

describe('a world is refused when', () => {
  const cases: readonly [string, WorldPatch, RegExp][] = [
    [
      'two systems have one ASID',
      sut({ asid: '999000000001' }),
      /sut\.asid: is the ASID of riverside already; got "999000000001"$/,
    ],
    [
      'a party has the party key of Spine',
      sut({ partyKey: 'YES-0000806' }),
      /sut\.partyKey: is the party key of spine already/,
    ],
    [
      'two listeners have one port',
      { organisations: { hillside: { port: 8443 } } },
      /hillside\.port: is the port of spine already; got 8443; nearest legal value 8444$/,
    ],
    [
      'a bundled party has no port',
      sut({ played: 'bundled' }),
      /sut: needs a port, because the simulator plays it; 0 takes any free one; nearest legal value 0$/,
    ],
    [
      'an external party has no endpoint',
      sut({ endpoint: null }),
      /sut: needs an endpoint, because it is a real system that Spine delivers to/,
    ],
    [
      'a party has the host name of Spine',
      sut({ fqdn: 'MSG.spinebox.test' }),
      /is the name of Spine/,
    ],
    ['a party has the ODS code of Spine', sut({ ods: 'YES' }), /is the organisation code of Spine/],
    [
      'two parties share a CPAId',
      sut({ contracts: { [EXTRACT]: { cpaId: 'S20001A000182' } } }),
      /cpaId: is a CPAId of YES-0000806 already; got "S20001A000182"$/,
    ],
    [
      'the control API is open to the network without a token',
      { control: { host: '0.0.0.0' } },
      /control\.host: reaches beyond this machine, which needs control\.token or control\.tokenFile; got "0\.0\.0\.0"; nearest legal value "127\.0\.0\.1"$/,
    ],
  ];
  for (const [name, overrides, expected] of cases) {
    test(name, async () => {
      await assert.rejects(loadWorld({ overrides }), (error) => {
        assert.ok(error instanceof WorldError);
        assert.equal(error.problems.length, 1);
        assert.match(error.message, expected);
        return true;
      });
    });
  }
});

describe('a world stands with a warning when', () => {
  const cases: readonly [string, WorldPatch, RegExp][] = [
    [
      'nothing is published of an interaction',
      sut({ interactions: [`${GP2GP}:RCMR_IN030000UK08`] }),
      /interactions\[0\]: has no published contract.*got "\S+UK08"; nearest legal value "\S+RCMR_IN030000UK0\d"$/,
    ],
    [
      'interactions of GP2GP are missing',
      sut({ interactions: [EXTRACT] }),
      /lacks interactions of GP2GP: RCMR_IN010000UK05, RCMR_IN030000UK07, COPC_IN000001UK01, MCCI_IN010000UK13$/,
    ],
    [
      'there is a contract without accreditation',
      sut({ interactions: [], contracts: { [EXTRACT]: {} } }),
      /contracts\["\S+UK06"\]: has a contract, but the system is not accredited for it$/,
    ],
    [
      'two systems of one organisation share interactions',
      sut({ ods: 'Z99001' }),
      /sut\.ods: shares interactions of the same organisation with riverside; the first is found; got "Z99001"$/,
    ],
    [
      'a practice asks the directory by what is not listened for',
      {
        sds: { ldap: { listen: 'plain-only' } },
        organisations: { hillside: { lookups: { sds: 'fhir' } } },
      },
      /sds\.ldap\.listen: leaves out ldaps, by which riverside asks the directory: it takes ldap instead; got "plain-only"; nearest legal value "both"$/,
    ],
    ['an external party has a port', sut({ port: 1 }), /sut\.port: has no effect/],
    [
      'a message is persisted for less than its re-sends take',
      sut({ contracts: { [EXTRACT]: { persistDuration: 'PT1H' } } }),
      /stops persisting before the last re-send$/,
    ],
    [
      'there are re-sends without acknowledgements',
      sut({ contracts: { [EXTRACT]: { ackRequested: 'never' } } }),
      /nothing is ever re-sent$/,
    ],
    [
      'acknowledgements have no actor',
      sut({ contracts: { [EXTRACT]: { actor: 'none' } } }),
      /asks for acknowledgements but names no actor$/,
    ],
    [
      'SyncReply meets nextMSH',
      sut({ contracts: { [EXTRACT]: { syncReply: 'MSHSignalsOnly' } } }),
      /fits none of the messaging patterns$/,
    ],
    [
      'nobody can take an answer of Spine',
      {
        services: {
          'urn:nhs:names:services:mm:PORX_IN020101UK31': {
            pattern: 'asynchronous-reliable',
            answer: { kind: 'acknowledge' },
          },
        },
      },
      /answers with urn:nhs:names:services:mm:MCCI_IN010000UK13, for which no organisation has a contract$/,
    ],
    [
      'a synchronous answer is to be delayed',
      { services: { 'urn:nhs:names:services:pdsquery:QUPA_IN000008UK02': { delay: 'PT1S' } } },
      /delay: has no effect: a synchronous answer is not delayed; got "PT1S"$/,
    ],
  ];
  for (const [name, overrides, expected] of cases) {
    test(name, async () => {
      const { warnings } = await loadWorld({ overrides });
      assert.ok(
        warnings.some((warning) => expected.test(formatProblem(warning))),
        warnings.map(formatProblem).join('\n'),
      );
      assert.ok(
        warnings.every(({ severity, source }) => severity === 'warning' && source === 'overrides'),
      );
    });
  }

  test('timeScale makes a re-send shorter than a timer can be', async () => {
    const { warnings } = await loadWorld({ overrides: { timeScale: 0.0001 } });
    assert.match(warnings.map(formatProblem).join('\n'), /re-sends after less than 1 ms/);
  });
});

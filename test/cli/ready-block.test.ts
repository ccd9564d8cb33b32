import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { readyBlock } from '../../cli/ready-block.ts';
import { processCertificates } from '../../features/support/process-certificates.ts';
import { readyFacts } from '../../simulator/ready-facts.ts';
import { startSimulator } from '../../simulator/simulator.ts';
import { anyPorts } from '../../simulator/world/any-ports.ts';
import { loadWorld } from '../../simulator/world/load-world.ts';
import { silentLogger } from '../../src/platform/logger.ts';

const { config } = await loadWorld();
const overrides = { ...anyPorts(config), control: { port: 0 } };
const { directory } = await processCertificates();
const simulator = await startSimulator({
  world: await loadWorld({ overrides }),
  certificateDirectory: directory,
  logger: silentLogger,
  durable: false,
});
after(() => simulator.stop());

test('the ready block names every service at the port that it listens on, within 80 columns', () => {
  const block = readyBlock(simulator, 12);
  const { ldap, gateway, spine, control, neighbours } = simulator;
  const [adaptor] = neighbours.adaptors?.desk.adaptors() ?? [];
  for (const address of [
    `${spine.url}/reliablemessaging/forwardreliable`,
    `ldaps://127.0.0.1:${ldap.tlsPort}`,
    `ldap://127.0.0.1:${ldap.port}   (StartTLS)`,
    `${gateway.url}/spine-directory/FHIR/R4`,
    `${gateway.url}/personal-demographics/FHIR/R4`,
    `${gateway.url}/smsp/pds`,
    `${gateway.url}/oauth2/token`,
    `${gateway.url}/openam/oauth2/realms/root/realms/oidc/.well-known/openid-configuration`,
    `${gateway.url}/saml/RoleAssertion`,
    `${gateway.url}/ORD/2-0-0`,
    `${gateway.url}/organisation-data-terminology-api/fhir`,
    `${neighbours.mesh?.url}/messageexchange   8 mailboxes`,
    '4 links over MESH   spinebox nhais links',
    `${adaptor?.rest}   of Z99050`,
    `${adaptor?.broker}   queue inbound`,
    // Who stands behind an adaptor gets its addresses in place of a certificate.
    `${adaptor?.rest}   no certificate needed`,
    `queue inbound at ${adaptor?.broker}`,
    `${control?.url}/console/   in a browser`,
    `${control?.url}/api/v1`,
  ])
    assert.ok(block.includes(` ${address}`), address);
  const wide = block.split('\n').filter((line) => line.length > 80);
  // An address is never broken: these three are as long as they are.
  assert.ok(
    wide.every((line) => /trust {3,}|CIS2 {3,}|ODS FHIR {3,}/.test(line)),
    wide.join('\n'),
  );
});

test('what scripts read holds the same addresses', () => {
  const { sds, pds, identity, control, practices, certificates } = readyFacts(simulator);
  assert.equal(sds.ldaps, `ldaps://127.0.0.1:${simulator.ldap.tlsPort}`);
  assert.equal(pds.patients, simulator.services.register.size);
  assert.equal(control, `${simulator.control?.url}/api/v1`);
  assert.equal(certificates.directory, simulator.certificateDirectory);
  assert.deepEqual(
    practices.map(({ odsCode, played }) => [odsCode, played]),
    [
      ['Z99001', 'bundled'],
      ['Z99002', 'bundled'],
      ['Z99003', 'external'],
      ['Z99050', 'external'],
    ],
  );
  assert.ok(identity.users > 0);
  assert.ok(new URL(identity.cis2).pathname.endsWith('/.well-known/openid-configuration'));
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readWrapper } from '../../../src/wire/hl7/read-wrapper.ts';
import type { TransmissionWrapper } from '../../../src/wire/hl7/transmission-wrapper.ts';
import { subjectAround, writeWrapper } from '../../../src/wire/hl7/write-wrapper.ts';

const REQUEST: TransmissionWrapper = {
  rootName: 'RCMR_IN010000UK05',
  id: '11111111-AAAA-4AAA-8AAA-000000000001',
  creationTime: '20260301090000',
  versionCode: 'V3NPfIT3.1.10',
  interactionId: { root: '2.16.840.1.113883.2.1.3.2.4.12', extension: 'RCMR_IN010000UK05' },
  processingCode: 'P',
  processingModeCode: 'T',
  acceptAckCode: 'NE',
  acknowledgement: undefined,
  receivers: ['999000000002'],
  senders: ['999000000001'],
  systems: ['999000000001'],
  author: { roleProfile: '999000000067', user: '999000000065', jobRole: 'R8000' },
  reasons: [],
  controlAct: 'subject',
};
const SUBJECT = subjectAround('<EhrRequest classCode="EXTRACT" moodCode="RQO"/>');

function told(xml: string): string[] {
  const reading = readWrapper(Buffer.from(xml));
  assert.ok(reading.ok, JSON.stringify(reading));
  return reading.deviations.map(({ code, message }) => `${code}: ${message}`);
}

test('writes a minified wrapper around a subject', () => {
  const xml = writeWrapper({ ...REQUEST, author: undefined }, SUBJECT);
  assert.equal(
    xml,
    '<RCMR_IN010000UK05 xmlns="urn:hl7-org:v3"><id root="11111111-AAAA-4AAA-8AAA-000000000001"/><creationTime value="20260301090000"/><versionCode code="V3NPfIT3.1.10"/><interactionId root="2.16.840.1.113883.2.1.3.2.4.12" extension="RCMR_IN010000UK05"/><processingCode code="P"/><processingModeCode code="T"/><acceptAckCode code="NE"/><communicationFunctionRcv typeCode="RCV"><device classCode="DEV" determinerCode="INSTANCE"><id root="1.2.826.0.1285.0.2.0.107" extension="999000000002"/></device></communicationFunctionRcv><communicationFunctionSnd typeCode="SND"><device classCode="DEV" determinerCode="INSTANCE"><id root="1.2.826.0.1285.0.2.0.107" extension="999000000001"/></device></communicationFunctionSnd><ControlActEvent classCode="CACT" moodCode="EVN"><author1 typeCode="AUT"><AgentSystemSDS classCode="AGNT"><agentSystemSDS classCode="DEV" determinerCode="INSTANCE"><id root="1.2.826.0.1285.0.2.0.107" extension="999000000001"/></agentSystemSDS></AgentSystemSDS></author1><subject typeCode="SUBJ" contextConductionInd="false"><EhrRequest classCode="EXTRACT" moodCode="RQO"/></subject></ControlActEvent></RCMR_IN010000UK05>',
  );
});

test('an element named like what every object has is one that the wrapper does not know', () => {
  const xml = writeWrapper(REQUEST, SUBJECT);
  const odd = (name: string) => xml.replace('<creationTime', `<${name}/><creationTime`);
  for (const name of ['constructor', '__proto__', 'toString'])
    assert.deepEqual(told(odd(name)), told(odd('unheardOf')));
});

test('reads a wrapper with its user as it was written', () => {
  for (const style of [{}, { indent: '  ', declaration: true }, { types: true }]) {
    const reading = readWrapper(Buffer.from(writeWrapper(REQUEST, SUBJECT, style)));
    assert.deepEqual(reading, { ok: true, value: REQUEST, deviations: [] });
  }
});

test('does not look at what follows the beginning of the subject', () => {
  const head = writeWrapper(REQUEST, SUBJECT).split('<EhrRequest')[0] ?? '';
  const payload = Buffer.from(`${head}${'<a>'.repeat(100_000)} & not even XML`);
  const reading = readWrapper(payload);
  assert.deepEqual(reading, { ok: true, value: REQUEST, deviations: [] });
});

test('reads on behind the subject for what should have come before it', () => {
  const xml = writeWrapper(REQUEST, SUBJECT).replace(
    /(<author1.*<\/author1>)(<subject.*<\/subject>)/,
    '$2$1',
  );
  const reading = readWrapper(Buffer.from(xml));
  assert.deepEqual(reading.ok && reading.value.systems, ['999000000001']);
});

test('tells what is missing, repeated, inconsistent or oddly rooted', () => {
  assert.deepEqual(told(writeWrapper({ ...REQUEST, id: '', systems: [] }, SUBJECT)), [
    'hl7.missing: ControlActEvent/author1/AgentSystemSDS/agentSystemSDS/id is missing',
    'hl7.missing: id is missing',
  ]);
  const xml = writeWrapper(REQUEST, SUBJECT);
  assert.deepEqual(told(xml.replace(/<creationTime[^>]*>/, '$&$&')), [
    'hl7.repeated: creationTime occurs more than once',
  ]);
  assert.deepEqual(told(xml.replace('value="20260301090000"', 'value="yesterday"')), [
    'hl7.creation-time: creationTime "yesterday" is not YYYYMMDDhhmm[ss[fff]]',
  ]);
  assert.deepEqual(
    told(
      xml.replaceAll('<RCMR_IN010000UK05', '<Other').replaceAll('</RCMR_IN010000UK05', '</Other'),
    ),
    ['hl7.interaction-id: interactionId "RCMR_IN010000UK05" is not the root Other'],
  );
  assert.deepEqual(
    told(xml.replace('1.2.826.0.1285.0.2.0.107', '2.16.840.1.113883.2.1.3.2.4.10')),
    ['hl7.asid-root: communicationFunctionRcv/device/id/@root is "2.16.840.1.113883.2.1.3.2.4.10"'],
  );
  assert.ok(told(xml.replace('urn:hl7-org:v3', 'urn:other'))[0]?.startsWith('hl7.namespace'));
});

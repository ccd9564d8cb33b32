import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RESPONSE_CODES } from '../../src/gp2gp/response-codes.ts';
import {
  acknowledgementStyle,
  buildApplicationAcknowledgement,
} from '../../src/wire/hl7/build-application-acknowledgement.ts';
import { writeWrapper } from '../../src/wire/hl7/write-wrapper.ts';
import { sharedSchema, withoutSchemas } from './shared-schema.ts';

test('an acceptance and a refusal with every code are valid against both schema sets', {
  skip: withoutSchemas,
}, () => {
  using adaptor = sharedSchema('adaptor', 'MCCI_IN010000UK13');
  using spine = sharedSchema('spine', 'MCCI_IN010000UK13');
  for (const refusal of [undefined, ...RESPONSE_CODES.values()]) {
    const wrapper = buildApplicationAcknowledgement('REQ', {
      id: '33333333-CCCC-4CCC-8CCC-000000000001',
      creationTime: '20260301090010',
      messageRef: '11111111-AAAA-4AAA-8AAA-000000000001',
      fromAsid: '999000000002',
      toAsid: '999000000001',
      refusal: refusal && { code: refusal.code, display: refusal.text },
    });
    const bytes = Buffer.from(writeWrapper(wrapper, undefined, acknowledgementStyle('REQ')));
    assert.deepEqual(adaptor.violations(bytes), [], refusal?.code);
    assert.deepEqual(spine.violations(bytes), [], refusal?.code);
  }
});

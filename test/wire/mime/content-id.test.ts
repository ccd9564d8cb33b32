import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contentIdOf, matchContentIds, matchReference } from '../../../src/wire/mime/content-id.ts';

test('compares content ids without brackets, and tells a match that ignores case', () => {
  assert.equal(matchContentIds('<A@spine.nhs.uk>', ' A@spine.nhs.uk'), 'exact');
  assert.equal(matchContentIds('a@SPINE.nhs.uk', '<A@spine.nhs.uk>'), 'ignoring-case');
  assert.equal(matchContentIds('a@spine.nhs.uk', 'b@spine.nhs.uk'), undefined);
});

test('matches references of the scheme cid only, with escapes undone', () => {
  assert.equal(
    matchReference(
      'cid:Content1@e-mis.com/EMISWeb/GP2GP2.2A',
      'Content1@e-mis.com/EMISWeb/GP2GP2.2A',
    ),
    'exact',
  );
  assert.equal(matchReference('CID:a%40b', '<a@b>'), 'exact');
  assert.equal(matchReference('cid:100%', '100%'), 'exact');
  assert.equal(matchReference('mid:a', 'a'), undefined);
  assert.equal(contentIdOf('cid:<a>'), 'a');
});

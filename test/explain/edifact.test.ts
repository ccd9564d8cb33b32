import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findingNote } from '../../src/explain/codes/finding-notes.ts';
import { edifactExcerpt } from '../../src/explain/place/edifact-excerpt.ts';
import { problemsOf } from '../../src/explain/problems-of.ts';
import { renderProblem } from '../../src/explain/render-problem.ts';
import { nhaisCheckOf, nhaisFinding } from '../../src/nhais/nhais-finding.ts';
import { readInterchange } from '../../src/nhais/read-interchange.ts';
import { keptEntries } from './kept-entries.ts';

const FILE = [
  "UNB+UNOA:2+ABC1+SO01+260312:0915+00000041'",
  "UNH+00000057+FHSREG:0:1:FH:FHS001'",
  "BGM+++507'",
  "NAD+FHS+SO:954'",
  "DTM+137:202603120915:203'",
  "RFF+950:G3'",
  "S01+1'",
  "RFF+TN:1207'",
  "NAD+GP+1234567,Z99001:900'",
  "S02+2'",
  "PNA+PAT+9990000018:XXX+++SU:TESTPATIENT'",
  "UNT+12+00000057'",
  "UNZ+1+00000041'",
].join('\n');

async function problems() {
  const body = Buffer.from(FILE);
  const { journal, entries } = keptEntries([
    {
      ...{ kind: 'received', at: '2026-03-12T09:15:00.000Z', service: 'nhais:riverside' },
      summary: 'an interchange',
      request: { headers: [], body },
      findings: readInterchange(body).deviations.map(nhaisFinding),
    },
  ]);
  const [entry] = entries;
  assert.ok(entry);
  return problemsOf(journal, entry);
}

test('what deviates in an interchange is explained with its clause, its place, and what to write', async () => {
  const found = await problems();
  assert.deepEqual(
    found.map(({ rule, clause, where }) => [rule, clause, where?.line, where?.excerpt]),
    [
      ['NHAIS-DATA-01', 'mesh-nhais 2.5.3', 7, 'S01+1'],
      ['NHAIS-FORM-01', 'mesh-nhais 2.5.2', 11, 'PNA+PAT+…'],
      ['NHAIS-ENVELOPE-01', 'mesh-nhais 2.5.1', 12, 'UNT+12+00000057'],
    ],
  );
  const [data, , envelope] = found;
  assert.match(data?.came ?? '', /^G3 needs free text: expected FTX\+RGI with free text/);
  assert.equal(envelope?.nearest, 'write 11');
  assert.match(envelope?.came ?? '', /expected 11, found 12/);
});

test('an explanation says nothing of the patient', async () => {
  const text = (await problems()).flatMap(renderProblem).join('\n');
  assert.match(text, /G3 needs free text/);
  assert.match(FILE, /9990000018[\s\S]*TESTPATIENT/);
  assert.doesNotMatch(text, /9990000018|TESTPATIENT/);
});

test('segments of patients are shown by their tag alone, others whole', () => {
  const shown = (text: string) => edifactExcerpt(Buffer.from(text), 0);
  for (const open of ['UNT+9+00000057', 'NAD+GP+1,2:900', 'DTM+961:20260312:102', 'GIS+1:ZZZ'])
    assert.equal(shown(`${open}'\nPNA+PAT`), open);
  const rows: Readonly<Record<string, string>> = {
    'PNA+PAT+9990000018:OPI': 'PNA+PAT+…',
    'NAD+PAT++1 ROAD': 'NAD+PAT+…',
    'NAD+PER++1 ROAD': 'NAD+PER+…',
    'DTM+329:19800102:102': 'DTM+…',
    'LOC+950+TESTTOWN': 'LOC+…',
    "FTX+RGI+++IT?'S": 'FTX+RGI+…',
    'PNA+SECRET': 'PNA+…',
  };
  for (const [text, expected] of Object.entries(rows)) assert.equal(shown(text), expected);
  assert.equal(shown('a name'), undefined);
  assert.equal(edifactExcerpt(Buffer.from('UNB'), 3), 'the end of the file');
});

test('every check of interchanges has its explanation', () => {
  const codes = ['edifact.character', 'nhais.unt-count', 'nhais.form', 'nhais.required'];
  assert.equal(new Set(codes.map(nhaisCheckOf)).size, 4);
  for (const code of codes) assert.ok(findingNote(nhaisCheckOf(code)), code);
});

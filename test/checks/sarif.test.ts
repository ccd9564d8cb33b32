import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RULES } from '../../src/checks/catalogue.ts';
import { z } from '../../src/platform/zod.ts';
import { sarifOf } from '../../src/report/sarif.ts';
import { validateCaptures } from '../../src/report/validate-captures.ts';
import { NOW } from '../specimens/captured.ts';
import { MESSAGE_SPECIMENS } from '../specimens/message-specimens.ts';

const text = z.strictObject({ text: z.string().min(1), markdown: z.string().optional() });
const level = z.enum(['error', 'warning', 'note']);
const count = z.int().min(0);
const artifact = z.strictObject({ uri: z.string(), index: count.optional() });

/** The parts of SARIF 2.1.0 that a log of ours may have, each as strict as its section says. */
const SARIF = z.strictObject({
  $schema: z.url(),
  version: z.literal('2.1.0'),
  runs: z
    .array(
      z.strictObject({
        tool: z.strictObject({
          driver: z.strictObject({
            name: z.literal('spinebox'),
            version: z.string(),
            // 3.19.23: ids of rules are distinct.
            rules: z.array(
              z.strictObject({
                id: z.string(),
                shortDescription: text,
                help: text,
                defaultConfiguration: z.strictObject({ level }),
                properties: z.record(z.string(), z.unknown()),
              }),
            ),
          }),
        }),
        columnKind: z.enum(['utf16CodeUnits', 'unicodeCodePoints']),
        invocations: z.array(
          z.strictObject({
            executionSuccessful: z.boolean(),
            toolExecutionNotifications: z.array(z.strictObject({ level, message: text })),
          }),
        ),
        artifacts: z.array(z.strictObject({ location: artifact, length: count })),
        results: z.array(
          z.strictObject({
            ruleId: z.string(),
            ruleIndex: count,
            level,
            message: text,
            locations: z
              .array(
                z.strictObject({
                  physicalLocation: z.strictObject({
                    artifactLocation: artifact,
                    region: z.strictObject({
                      startLine: z.int().min(1),
                      startColumn: z.int().min(1),
                      byteOffset: count,
                      byteLength: count,
                    }),
                  }),
                  logicalLocations: z.array(
                    z.strictObject({ fullyQualifiedName: z.string(), kind: z.string() }),
                  ),
                  message: text,
                }),
              )
              .length(1),
            properties: z.record(z.string(), z.unknown()),
          }),
        ),
      }),
    )
    .length(1),
});

const files = MESSAGE_SPECIMENS.map(({ check, message }, n) => ({
  file: `captured/${n} ${check}#.mime`,
  bytes: message.body,
}));
const validation = await validateCaptures(files, { now: NOW });
const log = SARIF.parse(sarifOf(validation, '1.2.3'));
const [run] = log.runs;

test('a log of every specimen has the shape of SARIF 2.1.0', () => {
  assert.ok(run);
  assert.equal(run.artifacts.length, files.length);
  assert.ok(run.results.length > 100);
});

test('every rule is described once, and every result points to its own', () => {
  assert.ok(run);
  const { rules } = run.tool.driver;
  assert.deepEqual(
    rules.map(({ id }) => id),
    RULES.map(({ id }) => id),
  );
  for (const { ruleId, ruleIndex } of run.results) assert.equal(rules[ruleIndex]?.id, ruleId);
});

test('levels are those of the severities, and places lie inside the files', () => {
  assert.ok(run);
  const levels = { must: 'error', should: 'warning', note: 'note' };
  for (const { ruleId, level: told, locations } of run.results) {
    const rule = RULES.find(({ id }) => id === ruleId);
    assert.equal(told, levels[rule?.severity ?? 'note']);
    const { artifactLocation, region } = locations[0]?.physicalLocation ?? assert.fail();
    const file = files[artifactLocation.index ?? -1];
    assert.ok(file);
    assert.equal(artifactLocation.uri, file.file.replaceAll(' ', '%20').replace('#', '%23'));
    assert.ok(region.byteOffset <= file.bytes.length);
    const before = Buffer.from(file.bytes).subarray(0, region.byteOffset).toString('latin1');
    assert.equal(before.split('\n').length, region.startLine);
    assert.equal((before.split('\n').at(-1)?.length ?? 0) + 1, region.startColumn);
  }
});

test('rules that were not run are notifications of the invocation', () => {
  const told = run?.invocations[0]?.toolExecutionNotifications.map(({ message }) => message.text);
  assert.ok(told?.some((each) => /^SCHEMA-01 was not run/.test(each)));
});

test('paths become URIs on every machine', () => {
  const uri = (file: string) =>
    SARIF.parse(sarifOf({ ...validation, files: [{ ...first(), file, findings: [] }] }, '1'))
      .runs[0]?.artifacts[0]?.location.uri;
  assert.equal(uri('a b/c.mime'), 'a%20b/c.mime');
  assert.equal(uri('/captured/c.mime'), 'file:///captured/c.mime');
  assert.equal(uri('C:\\captured\\c.mime'), 'file:///C:/captured/c.mime');
});

function first() {
  return validation.files[0] ?? assert.fail();
}

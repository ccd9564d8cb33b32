import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { spineboxCommand } from '../../cli/main.ts';
import { spineboxCommands, unknownIn } from './command-lines.ts';
import { allPages, ROOT } from './pages.ts';

const program = await spineboxCommand();

/** Words in code that are no command line. */
const NO_COMMAND = ['spinebox journal chain 1'];

test('every command of the docs is one that the program knows, with its options and their choices', () => {
  const wrong: string[] = [];
  let seen = 0;
  for (const [file, { blocks, inline }] of allPages()) {
    for (const { line, text } of [...blocks, ...inline]) {
      if (NO_COMMAND.includes(text)) continue;
      for (const words of spineboxCommands(text)) {
        seen++;
        for (const each of unknownIn(program, words)) wrong.push(`${file}:${line}: ${each}`);
      }
    }
  }
  assert.ok(seen > 200, `only ${seen} commands were found`);
  assert.deepEqual(wrong, []);
});

test('every command of the ready pipelines is one that the program knows', () => {
  const folder = join(ROOT, 'docs', 'howto', 'pipelines');
  const seen: string[] = [];
  const wrong = readdirSync(folder).flatMap((file) => {
    const text = readFileSync(join(folder, file), 'utf8')
      .replaceAll(/^.*?(?=npx spinebox )/gm, '')
      .replaceAll(/['"]+$/gm, '');
    return spineboxCommands(text).flatMap((words) => {
      seen.push(`${file}: ${words[0]}`);
      return unknownIn(program, words).map((each) => `${file}: ${each}`);
    });
  });
  assert.deepEqual(wrong, []);
  for (const file of readdirSync(folder).filter((name) => name !== 'baseline.yaml')) {
    assert.ok(seen.includes(`${file}: conform`), `${file} plays the suite`);
  }
});

test('a command, an option and a choice that are not there are told', () => {
  const told = (line: string) => spineboxCommands(line).flatMap((each) => unknownIn(program, each));
  assert.deepEqual(told('npx spinebox conform --only GP2GP-REQ-083 --ask never'), []);
  assert.deepEqual(told('npx spinebox confirm'), ['spinebox has no command confirm']);
  assert.deepEqual(told('npm ci && npx spinebox up --port 3 &'), [
    'spinebox up has no option --port',
  ]);
  assert.deepEqual(told('spinebox conform --ask nobody'), [
    '--ask of spinebox conform: not nobody',
  ]);
  assert.deepEqual(told('spinebox world schow | head'), ['spinebox world has no command schow']);
});

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { allowedLicence, renderLicences, runtimePackages } from '../../package/tools/licences.ts';
import { ROOT } from './installed.ts';

const packages = runtimePackages(readFileSync(join(ROOT, 'package-lock.json'), 'utf8'));

test('every package that is installed with this one may be shipped with', () => {
  assert.ok(packages.length > 50);
  assert.deepEqual(
    packages.filter(({ licence }) => !allowedLicence(licence)),
    [],
  );
});

test('of two licences one is enough, of both together both are looked at', () => {
  assert.ok(allowedLicence('(BSD-3-Clause OR GPL-2.0)'));
  assert.ok(!allowedLicence('GPL-2.0'));
  assert.ok(!allowedLicence('MIT AND GPL-2.0'));
  assert.ok(allowedLicence('MIT AND ISC'));
  assert.ok(!allowedLicence('none said'));
});

test('the page of licences is up to date', () => {
  const page = readFileSync(join(ROOT, 'docs', 'licences.md'), 'utf8');
  assert.equal(page, renderLicences(packages), 'npm run licences writes it');
});

test('the bill of materials names the same packages', () => {
  const directory = mkdtempSync(join(tmpdir(), 'spinebox-sbom-'));
  try {
    const file = join(directory, 'sbom.cdx.json');
    const tool = join(
      ROOT,
      'node_modules',
      '@cyclonedx',
      'cyclonedx-npm',
      'bin',
      'cyclonedx-npm-cli.js',
    );
    const { status, stderr } = spawnSync(
      process.execPath,
      [
        tool,
        '--package-lock-only',
        '--omit',
        'dev',
        '--output-reproducible',
        '--output-file',
        file,
      ],
      { cwd: ROOT, encoding: 'utf8' },
    );
    assert.equal(status, 0, stderr);
    const bill = JSON.parse(readFileSync(file, 'utf8'));
    assert.equal(bill.bomFormat, 'CycloneDX');
    const named = new Set(listed(bill.components));
    const ours = new Set(packages.map(({ name, version }) => `${name}@${version}`));
    assert.deepEqual([...named].toSorted(), [...ours].toSorted());
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
});

interface Component {
  readonly group?: string;
  readonly name: string;
  readonly version: string;
  readonly components?: readonly Component[];
}

function listed(components: readonly Component[]): readonly string[] {
  return components.flatMap(({ group, name, version, components: below = [] }) => [
    `${group ? `${group}/` : ''}${name}@${version}`,
    ...listed(below),
  ]);
}

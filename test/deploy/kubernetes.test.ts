import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { loadWorld } from '../../simulator/world/load-world.ts';
import { readYaml } from '../../src/platform/yaml.ts';
import { z } from '../../src/platform/zod.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const BASE = join(ROOT, 'deploy', 'kubernetes');

function yamlOf(file: string): unknown {
  const { value, problems } = readYaml(readFileSync(file, 'utf8'));
  assert.deepEqual(problems, [], file);
  return value;
}

const named = z.object({ name: z.string() });
const probe = z.union([
  z.strictObject({
    exec: z.strictObject({ command: z.array(z.string()) }),
    periodSeconds: z.int(),
    timeoutSeconds: z.int().optional(),
    failureThreshold: z.int().optional(),
  }),
  z.strictObject({ tcpSocket: z.strictObject({ port: z.string() }), periodSeconds: z.int() }),
]);
/** The part of apps/v1 StatefulSet that is used here; a key that it does not know fails. */
const statefulSet = z.strictObject({
  apiVersion: z.literal('apps/v1'),
  kind: z.literal('StatefulSet'),
  metadata: named.strict(),
  spec: z.strictObject({
    serviceName: z.string(),
    replicas: z.literal(1),
    selector: z.strictObject({ matchLabels: z.record(z.string(), z.string()) }),
    template: z.strictObject({
      metadata: z.strictObject({}),
      spec: z.strictObject({
        automountServiceAccountToken: z.literal(false),
        enableServiceLinks: z.boolean(),
        terminationGracePeriodSeconds: z.int(),
        securityContext: z.strictObject({
          runAsNonRoot: z.literal(true),
          runAsUser: z.int().min(1),
          runAsGroup: z.int().min(1),
          fsGroup: z.int().min(1),
          seccompProfile: z.strictObject({ type: z.literal('RuntimeDefault') }),
        }),
        containers: z
          .array(
            z.strictObject({
              name: z.string(),
              image: z.string(),
              args: z.array(z.string()),
              ports: z.array(z.strictObject({ name: z.string().max(15), containerPort: z.int() })),
              securityContext: z.strictObject({
                allowPrivilegeEscalation: z.literal(false),
                readOnlyRootFilesystem: z.literal(true),
                capabilities: z.strictObject({ drop: z.tuple([z.literal('ALL')]) }),
              }),
              startupProbe: probe,
              readinessProbe: probe,
              livenessProbe: probe,
              resources: z.strictObject({
                requests: z.record(z.string(), z.string()),
                limits: z.record(z.string(), z.string()),
              }),
              volumeMounts: z.array(
                z.strictObject({
                  name: z.string(),
                  mountPath: z.string(),
                  readOnly: z.boolean().optional(),
                }),
              ),
            }),
          )
          .length(1),
        volumes: z.array(
          z.union([
            z.strictObject({ name: z.string(), configMap: named.strict() }),
            z.strictObject({ name: z.string(), emptyDir: z.strictObject({}) }),
          ]),
        ),
      }),
    }),
    volumeClaimTemplates: z.array(
      z.strictObject({
        metadata: named.strict(),
        spec: z.strictObject({
          accessModes: z.array(z.literal('ReadWriteOnce')),
          resources: z.strictObject({ requests: z.strictObject({ storage: z.string() }) }),
        }),
      }),
    ),
  }),
});
const service = z.strictObject({
  apiVersion: z.literal('v1'),
  kind: z.literal('Service'),
  metadata: named.strict(),
  spec: z.strictObject({
    ports: z.array(z.strictObject({ name: z.string(), port: z.int(), targetPort: z.string() })),
  }),
});
const kustomization = z.strictObject({
  apiVersion: z.literal('kustomize.config.k8s.io/v1beta1'),
  kind: z.literal('Kustomization'),
  labels: z.array(
    z.strictObject({
      pairs: z.record(z.string(), z.string()),
      includeSelectors: z.literal(true),
    }),
  ),
  resources: z.array(z.string()),
  configMapGenerator: z.array(z.strictObject({ name: z.string(), files: z.array(z.string()) })),
  images: z.array(z.strictObject({ name: z.string(), newName: z.string(), newTag: z.string() })),
});

const set = statefulSet.parse(yamlOf(join(BASE, 'statefulset.yaml')));
const svc = service.parse(yamlOf(join(BASE, 'service.yaml')));
const base = kustomization.parse(yamlOf(join(BASE, 'kustomization.yaml')));
const dockerfile = readFileSync(join(ROOT, 'Dockerfile'), 'utf8');

test('every name in the manifests leads to something', () => {
  const { spec } = set.spec.template;
  const [container] = spec.containers;
  const volumes = [
    ...spec.volumes.map(({ name }) => name),
    ...set.spec.volumeClaimTemplates.map(({ metadata }) => metadata.name),
  ];
  for (const { name } of container?.volumeMounts ?? []) assert.ok(volumes.includes(name), name);
  const maps = base.configMapGenerator.map(({ name }) => name);
  for (const volume of spec.volumes) {
    if ('configMap' in volume) assert.ok(maps.includes(volume.configMap.name));
  }
  const ports = container?.ports.map(({ name }) => name) ?? [];
  for (const { targetPort } of svc.spec.ports) assert.ok(ports.includes(targetPort), targetPort);
  assert.equal(set.spec.serviceName, svc.metadata.name);
  assert.deepEqual(
    base.images.map(({ name }) => name),
    [container?.image],
  );
  for (const file of [...base.resources, ...base.configMapGenerator.flatMap(({ files }) => files)])
    assert.ok(readFileSync(join(BASE, file), 'utf8').length > 0);
});

test('ports, user and volume are those of the image', () => {
  const [container] = set.spec.template.spec.containers;
  const exposed = /^EXPOSE (.*)$/m.exec(dockerfile)?.[1]?.split(' ').map(Number).sort();
  assert.deepEqual(container?.ports.map(({ containerPort }) => containerPort).sort(), exposed);
  assert.deepEqual(svc.spec.ports.map(({ port }) => port).sort(), exposed);
  const { runAsUser, runAsGroup } = set.spec.template.spec.securityContext;
  assert.equal(/^USER (.*)$/m.exec(dockerfile)?.[1], `${runAsUser}:${runAsGroup}`);
  assert.ok(container?.volumeMounts.some(({ mountPath }) => mountPath === '/data'));
});

test('probes ask the way the image does, and the world is one that stands', async () => {
  const [container] = set.spec.template.spec.containers;
  const asked = /HEALTHCHECK[\s\S]*?CMD (\[.*\])/.exec(dockerfile)?.[1] ?? '[]';
  const { readinessProbe, startupProbe } = container ?? {};
  for (const probe of [readinessProbe, startupProbe])
    assert.deepEqual(probe && 'exec' in probe && probe.exec.command, JSON.parse(asked));
  for (const file of [join(BASE, 'world.yaml'), join(ROOT, 'deploy', 'compose', 'world.yaml')]) {
    const { warnings } = await loadWorld({ file });
    assert.deepEqual(warnings, [], file);
  }
});

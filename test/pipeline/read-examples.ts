import {
  at,
  BUILD,
  job,
  list,
  type PipelineExample,
  textOfExample,
  texts,
  yamlOfExample,
} from './pipeline-example.ts';

export function pipelineExamples(): readonly PipelineExample[] {
  return [githubActions(), gitlabCi(), azurePipelines(), jenkins()];
}

function githubActions(): PipelineExample {
  const file = 'github-actions.yml';
  const yaml = yamlOfExample(file);
  const runs = (name: string) =>
    list(at(yaml, 'jobs', name, 'steps')).flatMap((step) => texts([at(step, 'run')]));
  const uses = (name: string, action: string) =>
    list(at(yaml, 'jobs', name, 'steps')).find((step) =>
      String(at(step, 'uses')).startsWith(`${action}@`),
    );
  const replace = (shard: number) => ({
    '${{ github.run_number }}': BUILD,
    '${{ matrix.shard }}': String(shard),
  });
  const upload = uses('conformance', 'actions/upload-artifact');
  const download = uses('report', 'actions/download-artifact');
  const put = (text: unknown, shard: number) => job([], replace).place(String(text), shard);
  return {
    ...{
      name: 'GitHub Actions',
      file,
      shards: list(at(yaml, 'jobs', 'conformance', 'strategy', 'matrix', 'shard')).length,
    },
    own: job(runs('own-tests')),
    shard: job(runs('conformance'), replace),
    report: job(runs('report'), replace),
    left: (shard) => put(at(upload, 'with', 'path'), shard),
    // Artifacts that are found by a pattern lie in folders of their names.
    found: (shard) => `${at(download, 'with', 'path')}/${put(at(upload, 'with', 'name'), shard)}`,
    leftAlways: at(upload, 'if') === 'always()',
    junit: `${at(uses('report', 'mikepenz/action-junit-report'), 'with', 'report_paths')}`,
    reportAlways:
      at(yaml, 'jobs', 'report', 'if') === 'always()' &&
      at(yaml, 'jobs', 'report', 'needs') === 'conformance' &&
      at(uses('report', 'actions/upload-artifact'), 'if') === 'always()',
  };
}

function gitlabCi(): PipelineExample {
  const file = 'gitlab-ci.yml';
  const yaml = yamlOfExample(file);
  const before = texts(at(yaml, 'default', 'before_script'));
  const scripts = (name: string) => [...before, ...texts(at(yaml, name, 'script'))];
  const shards = Number(at(yaml, 'conformance', 'parallel'));
  const environment = (shard: number) => ({
    CI_PIPELINE_IID: BUILD,
    CI_NODE_INDEX: String(shard),
    CI_NODE_TOTAL: String(shards),
  });
  // Artifacts come back where they lay.
  const folder = (shard: number) =>
    String(at(yaml, 'conformance', 'artifacts', 'paths', 0)).replace('*', String(shard));
  return {
    ...{ name: 'GitLab CI', file, shards, left: folder, found: folder },
    own: job(scripts('own-tests')),
    shard: job(scripts('conformance'), undefined, environment),
    report: job(scripts('conformance-report')),
    leftAlways: at(yaml, 'conformance', 'artifacts', 'when') === 'always',
    junit: String(at(yaml, 'conformance-report', 'artifacts', 'reports', 'junit')),
    reportAlways:
      at(yaml, 'conformance-report', 'when') === 'always' &&
      at(yaml, 'conformance-report', 'needs', 0, 'job') === 'conformance' &&
      at(yaml, 'conformance-report', 'artifacts', 'when') === 'always',
  };
}

function azurePipelines(): PipelineExample {
  const file = 'azure-pipelines.yml';
  const yaml = yamlOfExample(file);
  const jobs = list(at(yaml, 'jobs'));
  const steps = (name: string) =>
    list(
      at(
        jobs.find((each) => at(each, 'job') === name),
        'steps',
      ),
    );
  const scripts = (name: string) => steps(name).flatMap((step) => texts([at(step, 'script')]));
  const task = (name: string, of: string) => steps(name).find((step) => at(step, 'task') === of);
  const conformance = jobs.find((each) => at(each, 'job') === 'conformance');
  const report = jobs.find((each) => at(each, 'job') === 'report');
  const shards = Number(at(conformance, 'strategy', 'parallel'));
  const replace = (shard: number) => ({
    '$(Build.BuildId)': BUILD,
    '$(System.JobPositionInPhase)': String(shard),
    '$(System.TotalJobsInPhase)': String(shards),
  });
  const published = steps('conformance').find((step) => at(step, 'publish') !== undefined);
  const put = (text: unknown, shard: number) => job([], replace).place(String(text), shard);
  const path = at(task('report', 'DownloadPipelineArtifact@2'), 'inputs', 'path');
  const results = task('report', 'PublishTestResults@2');
  return {
    ...{ name: 'Azure Pipelines', file, shards },
    own: job(scripts('own_tests')),
    shard: job(scripts('conformance'), replace),
    report: job(scripts('report'), replace),
    left: (shard) => put(at(published, 'publish'), shard),
    // Without a name every artifact comes, each in a folder of its name.
    found: (shard) => `${path}/${put(at(published, 'artifact'), shard)}`,
    leftAlways: at(published, 'condition') === 'always()',
    junit: String(at(results, 'inputs', 'testResultsFiles')),
    reportAlways:
      at(report, 'condition') === 'always()' &&
      at(report, 'dependsOn') === 'conformance' &&
      at(results, 'condition') === 'always()',
  };
}

function jenkins(): PipelineExample {
  const file = 'Jenkinsfile';
  const text = textOfExample(file);
  const part = (from: string, to: string) => text.slice(text.indexOf(from), text.indexOf(to));
  const own = part("stage('Own tests')", "stage('Conformance')");
  const conformance = part("stage('Conformance')", "stage('Report')");
  const report = text.slice(text.indexOf("stage('Report')"));
  const shell = (stage: string) =>
    [...stage.matchAll(/\bsh (?:'([^'\n]*)'|"([^"\n]*)")/g)].map(([, a, b]) => a ?? b ?? '');
  const values = /name 'SHARD'; values ([^}]*)\}/.exec(conformance)?.[1] ?? '';
  const includes = /stash name: "shard-\$\{SHARD\}", includes: "([^"]*)"/.exec(conformance)?.[1];
  // What is stashed comes back where it lay.
  const folder = (shard: number) =>
    String(includes)
      .replace(/\$\{SHARD\}/, String(shard))
      .replace('/**', '');
  return {
    ...{ name: 'Jenkins', file, shards: values.split(',').length, left: folder, found: folder },
    own: job(shell(own)),
    shard: job(shell(conformance), undefined, (shard) => ({
      BUILD_NUMBER: BUILD,
      SHARD: String(shard),
    })),
    report: job(shell(report)),
    leftAlways: /catchError\([^)]*\) \{[^}]*conform [^}]*\}\s*stash /.test(conformance),
    junit: /junit '([^']*)'/.exec(report)?.[1] ?? '',
    reportAlways:
      /post \{\s*always \{\s*junit /.test(report) &&
      [1, 2, 3, 4].every((n) => report.includes(`unstash 'shard-${n}'`)),
  };
}

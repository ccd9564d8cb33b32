import type { Boundary } from './sut-profile.ts';

type Role = 'requester' | 'sender';

const HOOKS: readonly (readonly [
  name: string,
  roles: readonly Role[],
  lines: readonly string[],
])[] = [
  [
    'registerPatient',
    ['requester'],
    [
      '# A patient comes to the practice. In: {"nhsNumber", "registration": permanent | temporary | private,',
      '# "returning", "byUser"}. Out: {"accepted": true} or {"accepted": false, "because": "..."}.',
      'registerPatient:',
      '  http: { url: "http://localhost:8090/hooks/registerPatient" }',
      '  timeout: PT30S',
    ],
  ],
  [
    'decideFiling',
    ['requester'],
    [
      '# What is to become of a record, before it comes or while a user is asked. In: {"nhsNumber", "decision": accept |',
      '# reject | suppress | wrong-patient | file-as-attachment | storage-fails | undecided}. Out: {}.',
      'decideFiling:',
      '  http: { url: "http://localhost:8090/hooks/decideFiling" }',
    ],
  ],
  [
    'seedRecord',
    ['sender'],
    [
      '# Puts a patient with a record into the system. In: {"nhsNumber", "record": {entries, documents: [{fileName,',
      '# contentType, kind, bytes, sha256, path}], ...}}; "path" is a file on this machine. Out: {}.',
      'seedRecord:',
      '  command: [node, hooks/seed-record.mjs]',
      '  timeout: PT2M',
    ],
  ],
  [
    'transferStatus',
    ['requester', 'sender'],
    [
      '# How a transfer stands. In: {"nhsNumber", "conversationId"?}. Out: {"state": none | preparing | requested |',
      '# receiving | deciding | filed | refused | failed | sending | sent | transferred, "code"?: "06", "record"?: ...}.',
      'transferStatus:',
      '  http: { url: "http://localhost:8090/hooks/transferStatus" }',
    ],
  ],
  [
    'restart',
    ['requester', 'sender'],
    [
      '# Stops the system at once and starts it again; answers when it takes messages again.',
      '# restart:',
      '#   command: [systemctl, restart, my-gp-system]',
      '#   timeout: PT2M',
    ],
  ],
  [
    'setClock',
    ['requester', 'sender'],
    [
      '# Moves the clock of the system on. In: {"advance": "P9D"}.',
      '# setClock:',
      '#   person: Move the clock of the test system on by {advance}.',
    ],
  ],
  [
    'configure',
    ['requester', 'sender'],
    [
      '# Changes a setting. In: {"setting": gp2gp | large-messaging | redactions | timeout-cap, "value": on | off | ...}.',
      '# configure:',
      '#   http: { url: "http://localhost:8090/hooks/configure", headers: { Authorization: "Bearer ..." } }',
    ],
  ],
  [
    'resendExtract',
    ['sender'],
    [
      '# An operator sends a record again. In: {"nhsNumber", "conversationId"}.',
      '# resendExtract:',
      '#   person: Send the record of {nhsNumber} again.',
    ],
  ],
];

const DOOR = `# Its registered host name, as in its certificate, and where Spine delivers to.
fqdn: sut.spinebox.test
endpoint: https://localhost:9443/

# mhs: Spine delivers to the system itself. adaptor: spinebox plays an MHS adaptor in front of it.
boundary: mhs`;

const ADAPTOR = `# Its registered host name: the adaptor in front of it shows the certificate of that name to Spine.
fqdn: sut.spinebox.test

# adaptor: spinebox plays an MHS adaptor in front of the system. mhs: Spine delivers to its own "endpoint".
boundary: adaptor

# Where the system posts what it sends (POST /), and the AMQP 1.0 queue from which it takes what comes.
adaptor:
  host: 127.0.0.1
  port: 8482
  queue:
    host: 127.0.0.1
    port: 8484
    name: inbound
#    broker: amqp://guest:guest@localhost:5672     a broker of yours in place of the embedded one`;

/** A profile to fill in, every key explained. Reads back as it is. */
export function profileTemplate(role?: Role, boundary: Boundary = 'mhs'): string {
  const roles: readonly Role[] = role ? [role] : ['requester', 'sender'];
  const hooks = HOOKS.filter(([, forRoles]) => forRoles.some((each) => roles.includes(each)));
  return `# A system under test for "spinebox conform --sut THIS_FILE".
# "spinebox sut check --sut THIS_FILE" proves the hooks and the connection before a run.

name: My GP system

# Who it is. "spinebox up" lists these in SDS and PDS; enter the same in your system.
odsCode: Z99003
partyKey: Z99003-900003
asid: "999000000003"

${boundary === 'mhs' ? DOOR : ADAPTOR}

# spinebox: take key and certificate from "spinebox certs create". request: spinebox signs the request of your system.
certificate: spinebox

# What it plays. Scenarios of another role are not applicable.
roles: [${roles.join(', ')}]

# What it can do; take out what it cannot, and the scenarios that need it are not applicable.
abilities:
  - large-messaging
  - redactions
  - returning-patients
  - user-authors
  - earlier-practices
  - compressed-attachments
  - skeletons

# The most that it takes, where it has limits below those of Spine.
limits: {}
#  attachmentBytes: 104857600
#  recordBytes: 524288000
#  attachments: 500

# contract: its timers follow the durations that SDS advertises, so that timeouts pass in seconds.
# fixed: they are hard-coded; scenarios of timeouts then need the hook setClock.
timers: contract

# Scenarios side by side.
concurrency: 1

# How long something expected is waited for, and how long nothing must come where nothing is expected.
patience: PT20S
quiet: PT2S

# How the suite has the system do things. Each is an HTTP call, a command, or a person who is asked:
#   http: { url: ..., method: POST, headers: { ... } }     JSON in, JSON out
#   command: [program, argument]                           JSON on stdin and in SPINEBOX_HOOK_INPUT, JSON on stdout
#   person: a sentence; {nhsNumber} and other inputs may stand in it
# A hook that is missing makes the scenarios that need it skipped.
hooks:
${hooks.map(([, , lines]) => lines.map((line) => `  ${line}`).join('\n')).join('\n\n')}
`;
}

import type { Simulator } from '../../simulator/simulator.ts';
import type { RunResults } from '../../src/report/results.ts';
import { fullResults } from '../report/specimen-results.ts';

/** What runs in a page that lets it, and then says so. Each one would get out of another kind of place. */
export const PLANTED = [
  '<script>globalThis.planted="script"</script>',
  '"><img src=x onerror="globalThis.planted=1">',
  "'-globalThis.planted=2-'",
  '</script></style></title></textarea><svg onload=globalThis.planted=3>',
  'javascript:globalThis.planted=4',
  '{{constructor.constructor("globalThis.planted=5")()}}',
] as const;
const ALL = PLANTED.join(' ');

/** Puts script into every field that a peer or a file can fill. */
export async function plant({ parts, journal }: Simulator): Promise<void> {
  await parts.settings.patch({
    organisations: { riverside: { name: ALL.slice(0, 200) } },
    faults: {
      planted: {
        faces: ['spine'],
        when: { caller: [ALL] },
        actions: [{ kind: 'result', code: '503', text: ALL }],
      },
    },
  });
  await parts.patients?.add({
    nhsNumber: '9991001638',
    names: [{ family: PLANTED[0], given: [PLANTED[1]] }],
  });
  await parts.mailboxes?.send({
    ...{ from: 'X26ABC1', to: 'X26ABC2', workflowId: 'TEST_WORKFLOW', body: Buffer.from(ALL) },
    ...{ subject: ALL, localId: ALL.slice(0, 300), fileName: PLANTED[1] },
  });
  const [organisation] = parts.organisations?.all() ?? [];
  if (organisation) await parts.organisations?.put({ ...organisation, name: ALL.slice(0, 200) });
  const [firstPlanted = ''] = PLANTED;
  for (const [index, planted] of PLANTED.entries()) {
    const common = {
      ...{ at: new Date().toISOString(), service: index === 0 ? planted : 'spine' },
      ...{ conversationId: planted, messageId: `${planted} ${index}`, refToMessageId: planted },
      ...{ fromParty: planted, toParty: planted, interaction: 'RCMR_IN010000UK05' },
    };
    const body = Buffer.from(multipart(planted));
    const headers = [
      [
        'Content-Type',
        `multipart/related; boundary="--=_B"; type="text/xml"; start="<e${index}@x>"`,
      ],
      ['SOAPAction', planted],
      [`X-${index}`, planted],
    ] as const;
    await journal.append({
      ...common,
      kind: 'received',
      summary: planted,
      peer: { address: planted, fqdn: planted, cipher: planted, protocol: planted },
      request: { method: 'POST', path: `/${planted}`, headers, body },
      response: { status: 500, headers, body: Buffer.from(`<a>${planted}</a>`) },
      findings: [
        {
          ...{ check: 'EBXML-MANIFEST-01', severity: 'must', clause: planted, message: planted },
          ...{ at: planted, part: 1, suggestion: planted },
        },
      ],
      trace: [{ stage: planted, text: planted, facts: { [planted]: planted } }],
      facts: {
        result: `refused: ${planted}`,
        service: planted,
        caller: planted,
        [planted]: planted,
      },
    });
    await journal.append({
      ...common,
      kind: 'delivery',
      summary: planted,
      facts: { attempt: 1, outcome: 'unreachable', why: planted, decision: 'retry' },
    });
    await journal.append({
      ...common,
      kind: 'transfer',
      service: 'practice:Z99001',
      summary: planted,
      facts: { role: 'requester', state: planted, outcome: planted, code: planted, step: planted },
    });
    await journal.append({
      ...common,
      kind: 'handshake',
      summary: `handshake refused: ${planted}`,
      peer: { address: planted, fqdn: planted },
      facts: { cause: planted, code: planted },
    });
    await journal.append({
      ...{
        at: common.at,
        kind: 'received',
        service: 'pds-fhir',
        summary: planted,
        interaction: planted,
      },
      request: {
        ...{
          method: 'GET',
          path: `/x?${planted}`,
          headers: [['Content-Type', 'application/json']],
        },
        body: Buffer.from(JSON.stringify({ [planted]: planted })),
      },
      response: { status: 404, headers: [], body: Buffer.from(firstPlanted) },
      facts: { result: planted, resultCode: 32 },
    });
  }
}

/** A message whose envelope, names of attachments and payloads hold it; what is XML is well-formed. */
function multipart(planted: string): string {
  const escaped = planted.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;');
  const name = planted.replaceAll('"', "'");
  const parts = [
    [
      'text/xml',
      `<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Header><x a="${escaped}">${escaped}</x></e:Header><e:Body/></e:Envelope>`,
    ],
    [
      'application/xml',
      `<RCMR_IN010000UK05 xmlns="urn:hl7-org:v3"><text>${escaped}</text></RCMR_IN010000UK05>`,
    ],
    [`text/plain; name="${name}"`, planted],
    ['text/html', `<html>${planted}</html>`],
    ['image/svg+xml', `<svg xmlns="http://www.w3.org/2000/svg" onload="globalThis.planted=6"/>`],
  ];
  const written = parts.map(
    ([type, text], index) =>
      `----=_B\r\nContent-Type: ${type}\r\nContent-ID: <e${index}${index ? name : ''}@x>\r\nContent-Disposition: attachment; filename="${name}"\r\n\r\n${text}\r\n`,
  );
  return `${written.join('')}----=_B--\r\n`;
}

/** What of a run is no free text. */
const FIXED: ReadonlySet<string> = new Set([
  ...['id', 'verdict', 'basis', 'severity', 'status', 'schemas', 'startedAt', 'at', 'from', 'side'],
  ...[
    'role',
    'roles',
    'requirements',
    'hooks',
    'shard',
    'chain',
    'sha256',
    'odsCode',
    'product',
    'boundary',
  ],
]);

/** Results of a run with it in every text. */
export function plantedRun(): RunResults {
  let next = 0;
  const grow = (value: unknown, key: string): unknown => {
    if (FIXED.has(key)) return value;
    if (typeof value === 'string') return `${value} ${PLANTED[next++ % PLANTED.length]}`;
    if (Array.isArray(value)) return value.map((each) => grow(each, ''));
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, each]) => [name, grow(each, name)]),
    );
  };
  // Everything but what a schema holds to a shape is text of a scenario file, a profile or a peer.
  return { ...(grow(fullResults(), '') as RunResults), run: { id: '20260105T090000Z-7' } };
}

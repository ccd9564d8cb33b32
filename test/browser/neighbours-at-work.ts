import type { Simulator } from '../../simulator/simulator.ts';

const INTERCHANGE = `UNB+UNOA:2+TES1+SO01+260105:0900+00000001'
UNH+00000001+FHSREG:0:1:FH:FHS001'
BGM+++507'
NAD+FHS+SO:954'
DTM+137:202601050900:203'
RFF+950:G5'
S01+1'
RFF+TN:1'
NAD+GP+2750922,295:900'
GIS+2:ZZZ'
DTM+961:20260401:102'
FTX+RGI+++LEFT AREA'
S02+2'
PNA+PAT+9990000026:OPI'
UNT+99+00000001'
UNZ+1+00000001'
`;

/** Something in every mailbox page and link: an interchange with a wrong count and its answers, and bytes that are no text. */
export async function neighboursAtWork({ parts, journal }: Simulator): Promise<void> {
  const { mailboxes, nhais } = parts;
  if (!mailboxes || !nhais) throw new Error('MESH and GP Links are not up');
  const { promise: receipted, resolve } = Promise.withResolvers<void>();
  const end = journal.subscribe(({ service, facts }) => {
    if (service === 'nhais:riverside' && facts?.kind === 'RECEP' && facts.direction === 'out')
      resolve();
  });
  const to = { from: 'Z99001GP1', to: 'SO01HA1', workflowId: 'NHAIS_REG' };
  await mailboxes.send({ ...to, body: Buffer.from(INTERCHANGE), subject: 'Deductions' });
  await receipted;
  end();
  await nhais.send({ link: 'riverside', code: 'F10', nhsNumber: '9990000026' });
  const packed = { from: 'X26ABC1', to: 'X26ABC2', workflowId: 'TEST_WORKFLOW' };
  const id = await mailboxes.send({ ...packed, body: Buffer.from([0, 1, 2, 253, 254, 255]) });
  await mailboxes.change(id, { status: 'undeliverable', code: '14', description: 'not collected' });
}

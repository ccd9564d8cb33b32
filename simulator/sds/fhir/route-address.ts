/** Services whose messages Spine forwards (sds-ods 2.7). */
const SERVICES: ReadonlySet<string> = new Set(
  'cc ebs ebsepr ebsnpr gp2gp pat itk dis ed op caf adm ooh am mh nd dir'.split(' '),
);

const RELIABLE: ReadonlySet<string> = new Set([
  'COPC_IN000001UK01',
  'PRSC_IN040000UK08',
  'PRSC_IN080000UK07',
  'PRPA_IN010000UK07',
  'PRPA_IN020000UK06',
  'PRSC_IN050000UK06',
  'PRSC_IN090000UK09',
  'PRPA_IN030000UK08',
  'PRSC_IN100000UK06',
  'PRSC_IN070000UK08',
  'PRSC_IN140000UK06',
  'RCMR_IN010000UK05',
  'RCMR_IN030000UK06',
  'PRSC_IN130000UK07',
  'PRSC_IN110000UK08',
  'PRSC_IN060000UK06',
  'PRSC_IN150000UK06',
  'POLB_IN020006UK01',
  'POLB_IN020005UK01',
  'COMT_IN000004GB01',
  'MCCI_IN010000UK13',
]);

const EXPRESS: ReadonlySet<string> = new Set(['PRSC_IN080000UK03', 'PRSC_IN040000UK03']);

/**
 * The interaction of Spine under which the address of a forwarded message is registered; nothing for one that
 * goes to the practice itself. Newer interactions are not on the lists, so their addresses stay.
 */
export function intermediaryOf(serviceInteraction: string): string | undefined {
  const [service = '', interaction = ''] = serviceInteraction.split(':').slice(-2);
  if (!SERVICES.has(service)) return undefined;
  if (RELIABLE.has(interaction)) return 'urn:nhs:names:services:tms:ReliableIntermediary';
  return EXPRESS.has(interaction) ? 'urn:nhs:names:services:tms:ExpressIntermediary' : undefined;
}

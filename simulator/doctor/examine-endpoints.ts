import { counted, type Examination } from './doctor-room.ts';

const MOST_PARTIES = 20;

/** Whether anybody listens where messages for the systems that are not ours would go. */
export const examineEndpoints: Examination = async ({ world, listens, evidence, journal }) => {
  // For a party behind an adaptor that we play, we listen ourselves.
  const external = world().parties.filter(
    ({ played, adaptor }) => played === 'external' && !adaptor,
  );
  const waiting = new Map(
    (await journal.openByParty()).map(({ toParty = '', open }) => [toParty, open]),
  );
  const silent = await Promise.all(
    external.slice(0, MOST_PARTIES).map(async (party) => {
      const { hostname, port, protocol } = new URL(party.endpoint);
      const number = port === '' ? (protocol === 'http:' ? 80 : 443) : Number(port);
      const host = hostname.replace(/^\[(.*)\]$/, '$1');
      return (await listens(host, number)) ? [] : [party];
    }),
  );
  return silent.flat().map(({ odsCode, partyKey, fqdn, endpoint }) => {
    const open = waiting.get(partyKey) ?? 0;
    const known =
      evidence.lastTaken(partyKey) !== undefined || evidence.lastTaken(fqdn) !== undefined;
    return {
      id: 'ENDPOINT-SILENT',
      // A slot that nobody has taken yet is as it should be.
      severity: open > 0 ? ('bad' as const) : known ? ('warning' as const) : ('note' as const),
      message: `nothing listens at ${endpoint}, where ${odsCode} should be${open > 0 ? `; ${counted(open, 'message')} not settled` : ''}`,
      remedy: known
        ? 'Start the listener of the system, or set organisations.NAME.endpoint to where it is.'
        : 'Nothing, as long as no system of yours takes this place. Otherwise start it, or set organisations.NAME.endpoint.',
    };
  });
};

import { counted, type Examination } from './doctor-room.ts';

/** Practices that do not receipt what a health authority sends them (mesh-nhais 2.6). */
export const examineReceipts: Examination = ({ nhais, world, clock }) => {
  const settings = new Map(world().nhais.map((link) => [link.name, link]));
  const now = clock.now().getTime();
  return (nhais?.links() ?? []).flatMap(({ name, practice, authority, haMailbox, unreceipted }) => {
    const link = settings.get(name);
    if (!link || unreceipted.length === 0) return [];
    const sent = (nhais?.interchanges(name) ?? []).filter(
      ({ direction, sequence, at }) =>
        direction === 'out' &&
        unreceipted.includes(sequence) &&
        now - Date.parse(at) >= link.receiptsMissingAfterMs,
    );
    const [oldest] = sent;
    if (!oldest) return [];
    return [
      {
        id: 'RECEIPT-MISSING',
        severity: 'warning' as const,
        message: `practice ${practice} has not receipted ${counted(sent.length, 'interchange')} of ${authority}, the first number ${oldest.sequence} of ${oldest.at}`,
        remedy: `Let the practice send a RECEP for each interchange to mailbox ${haMailbox} under NHAIS_RECEP, with the number of the interchange in its RFF+RIS, or see why it did not collect: spinebox nhais links.`,
        sequence: oldest.entry,
      },
    ];
  });
};

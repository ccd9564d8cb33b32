import type { Examination } from './doctor-room.ts';

const NEAR = 0.8;
const VERY_NEAR = 0.95;

/** Whether there is room for evidence. */
export const examineJournal: Examination = ({ journal }) => {
  const { bytes, maxBytes } = journal.usage();
  const share = bytes / maxBytes;
  if (share < NEAR) return [];
  return [
    {
      id: 'JOURNAL-NEAR-LIMIT',
      severity: share >= VERY_NEAR ? 'bad' : 'warning',
      message: `the journal holds ${Math.floor(share * 100)} % of its ${maxBytes} bytes`,
      remedy:
        'Raise journal.maxBytes, set journal.whenFull to rotate, or start over (reset). Bundle first what is still needed.',
    },
  ];
};

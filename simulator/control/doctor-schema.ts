import { z } from '../../src/platform/zod.ts';
import { named } from './schemas.ts';

/** What the doctor found. */
export const doctorReport = named(
  'DoctorReport',
  z.strictObject({
    findings: z.array(
      z.strictObject({
        id: z.string().describe('What it is, whatever it is about: `CERTIFICATE-EXPIRES`.'),
        severity: z.enum(['bad', 'warning', 'note']),
        message: z.string().describe('One line: what is wrong, and where.'),
        remedy: z.string().describe('What to do.'),
        sequence: z.int().optional().describe('The newest journal entry that shows it.'),
      }),
    ),
  }),
);

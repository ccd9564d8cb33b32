import { type CodeNote, notesOf } from './code-note.ts';

/** Codes that a mini service answers, and the faults of its toolkit (pds-identity 3). */
export const SMSP_CODES: Readonly<Record<string, CodeNote>> = notesOf('pds-identity 3', {
  '1000': [
    'the message cannot be read',
    'A SOAP envelope with addressing, and in its Body one request of a mini service.',
    'Mend the envelope as the reason says.',
  ],
  '3000': [
    'access is denied',
    'wsse:Security with a Timestamp that has not expired and a UsernameToken.',
    'Write wsse:Security, and take wsu:Expires from a clock that is right.',
  ],
  'SMSP-0001': [
    'the request breaks a rule of its operation',
    'Every mandatory element of the operation, each in its form.',
    'Correct what the reason names.',
  ],
  'SMSP-0002': [
    'the answer breaks a rule',
    'An answer that follows its schema.',
    'Ask again; where a fault rule is in force, see the trace.',
  ],
  'SMSP-0003': [
    'the answer is of a local store: Spine is away',
    'An answer of Spine.',
    'Treat the answer as one that may be out of date.',
    'note',
  ],
  'SMSP-0004': ['Spine cannot be reached', 'An answer of Spine.', 'Ask again later.'],
  'SMSP-0005': [
    'the credentials of the author are wrong',
    'Credentials of an author who is registered.',
    'Correct the credentials of the author.',
  ],
  'SMSP-9999': ['the mini service failed', 'An answer of the mini service.', 'Ask again later.'],
  'DEMOG-0001': [
    'nobody matches',
    'Demographics that match one patient.',
    'Check what was asked for; add the patient to the world where it should be there.',
    'note',
  ],
  'DEMOG-0007': [
    'several patients match',
    'Demographics that match one patient.',
    'Ask with more: gender, postcode, a given name.',
    'note',
  ],
  'DEMOG-0017': [
    'the number was superseded by another',
    'The number that is in use.',
    'Use the number that the answer gives.',
    'note',
  ],
  'DEMOG-0022': [
    'the number was taken out of use',
    'A number that is in use.',
    'Trace the patient anew: this number must not be used any more.',
    'note',
  ],
  'DEMOG-0040': [
    'number and birth date do not belong together',
    'An NHS number with the birth date of its patient.',
    'Check both, or trace the patient.',
    'note',
  ],
  'DEMOG-0042': [
    'the number is not of the new style',
    'An NHS number of ten digits.',
    'Trace the patient by demographics instead.',
    'note',
  ],
  'DEMOG-9999': ['Spine failed', 'An answer of Spine.', 'Ask again later.'],
});

/** How long number 28 lets its callers wait: longer than any of them waits. */
const BEYOND_PATIENCE_MS = 120_000;

const UPDATES = [
  'PRPA_IN000203UK03',
  'PRPA_IN000203UK06',
  'PRPA_IN000204UK03',
  'PRPA_IN000204UK06',
];
const RETRIEVALS = ['QUPA_IN000008UK02', 'QUPA_IN000008UK05'];

/**
 * What goes wrong with patients 27 to 34 (pds-identity 5.5), as entries of `faults` of a world. Take one out, or
 * change it there, and the patient behaves.
 */
export const SPECIAL_FAULTS = {
  'patient-27-serial-number-moves': {
    faces: ['pds-hl7', 'pds-fhir'],
    when: { nhsNumber: ['9991001328'] },
    actions: [{ kind: 'move-serial-number' }],
  },
  'patient-28-answers-too-late': {
    faces: ['pds-hl7'],
    when: { nhsNumber: ['9991001336'] },
    actions: [{ kind: 'delay', ms: BEYOND_PATIENCE_MS }],
  },
  'patient-28-service-is-slow': {
    faces: ['pds-fhir', 'smsp'],
    when: { nhsNumber: ['9991001336'] },
    actions: [{ kind: 'unavailable' }],
  },
  'patient-29-transport-fails': {
    faces: ['pds-hl7'],
    when: { nhsNumber: ['9991001344'] },
    actions: [
      {
        kind: 'soap-fault',
        code: '200',
        text: 'System failure to process message - default',
      },
    ],
  },
  'patient-29-service-is-away': {
    faces: ['pds-fhir', 'smsp'],
    when: { nhsNumber: ['9991001344'] },
    actions: [{ kind: 'unavailable' }],
  },
  'patient-30-update-is-refused': {
    faces: ['pds-hl7', 'pds-fhir'],
    when: { nhsNumber: ['9991001352'] },
    actions: [
      {
        kind: 'refuse-update',
        code: 'IU058',
        text: 'Update Failed - invalid GP Registration data supplied',
      },
    ],
  },
  'patient-31-update-is-never-answered': {
    faces: ['pds-hl7'],
    when: { nhsNumber: ['9991001360'], operation: UPDATES },
    actions: [{ kind: 'no-answer' }],
  },
  'patient-32-update-is-answered-twice': {
    faces: ['pds-hl7'],
    when: { nhsNumber: ['9991001379'], operation: UPDATES },
    actions: [{ kind: 'duplicate-answer' }],
  },
  'patient-33-update-meets-a-message-error': {
    faces: ['pds-hl7'],
    when: { nhsNumber: ['9991001387'], operation: UPDATES },
    actions: [
      {
        kind: 'message-error',
        code: 'DeliveryFailure',
        text: 'the request could not be handed to the service',
        instead: 'acknowledgment',
      },
    ],
  },
  'patient-34-answers-with-a-strange-version': {
    faces: ['pds-hl7'],
    when: { nhsNumber: ['9991001395'], operation: RETRIEVALS },
    actions: [{ kind: 'wrong-version' }],
  },
  'patient-34-update-meets-an-unknown-reason': {
    faces: ['pds-hl7'],
    when: { nhsNumber: ['9991001395'], operation: UPDATES },
    actions: [{ kind: 'unknown-reason' }],
  },
};

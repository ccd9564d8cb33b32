import type { IdentityInput } from './identity-config.ts';

// No public source has the code of an administrator: this one stands in for it.
const RECEPTION = {
  jobRoleCode: 'R8010',
  jobRole: 'Medical Secretary Access Role',
  jobRoleGroup: 'S8000:G8001',
  jobRoleCategory: 'Admin & Clerical',
  jobRoleSubcategory: 'Admin & Clerical',
} as const;

const NURSE = { jobRoleCode: 'R8001', jobRole: 'Nurse Access Role' } as const;

/**
 * The people and applications of the default world. Everybody is invented; the ids from 656005750104 on are
 * those of the public mocks of CIS2 and NHS login (pds-identity 2.8).
 */
export const DEFAULT_IDENTITY: IdentityInput = {
  users: {
    riversideClinician: {
      userId: '990000001001',
      name: 'Rowan Ashdown',
      givenName: 'Rowan',
      familyName: 'Ashdown',
      email: 'rowan.ashdown@riverside.spinebox.test',
      roles: [{ roleProfileId: '990000002001', organisation: 'Z99001' }],
    },
    hillsideClinician: {
      userId: '990000001002',
      name: 'Imogen Fairlie',
      givenName: 'Imogen',
      familyName: 'Fairlie',
      roles: [{ roleProfileId: '990000002002', organisation: 'Z99002' }],
    },
    sutClinician: {
      userId: '990000001003',
      name: 'Callum Westbrook',
      givenName: 'Callum',
      familyName: 'Westbrook',
      roles: [{ roleProfileId: '990000002003', organisation: 'Z99003' }],
    },
    receptionist: {
      userId: '990000001004',
      name: 'Petra Lindqvist',
      givenName: 'Petra',
      familyName: 'Lindqvist',
      roles: [
        {
          roleProfileId: '990000002004',
          organisation: 'Z99002',
          ...RECEPTION,
          // No B8009: may trace and amend demographics, may not register a patient.
          activities: ['B0825', 'B0264'],
        },
      ],
    },
    locum: {
      userId: '990000001005',
      name: 'Tobias Merriweather',
      givenName: 'Tobias',
      familyName: 'Merriweather',
      roles: [
        { roleProfileId: '990000002005', organisation: 'Z99001' },
        { roleProfileId: '990000002006', organisation: 'Z99002' },
        { roleProfileId: '990000002007', organisation: 'Z99003', ...NURSE, activities: ['B0264'] },
      ],
    },
    trainee: {
      userId: '990000001006',
      name: 'Niamh Corrigan',
      givenName: 'Niamh',
      familyName: 'Corrigan',
      training: true,
      roles: [{ roleProfileId: '990000002008', organisation: 'Z99001' }],
    },
    newStarter: {
      userId: '990000001007',
      name: 'Bartholomew Quill',
      givenName: 'Bartholomew',
      familyName: 'Quill',
      // No role yet.
      roles: [],
    },
    mockSeveralRoles: {
      userId: '656005750104',
      name: 'Mock user with several roles',
      roles: [
        { roleProfileId: '656014452101', organisation: 'Z99001' },
        { roleProfileId: '656014452102', organisation: 'Z99002', ...NURSE },
      ],
    },
    mockOneRole: {
      userId: '656005750105',
      name: 'Mock user with one role',
      roles: [{ roleProfileId: '656014452103', organisation: 'Z99001' }],
    },
    mockNoRole: { userId: '656005750106', name: 'Mock user without a role', roles: [] },
    mockOtherRole: {
      userId: '656005750107',
      name: 'Mock user with another role',
      roles: [{ roleProfileId: '555254242105', organisation: 'Z99003' }],
    },
    mockAal2: {
      userId: '656005750109',
      name: 'Mock user at AAL2',
      assurance: 'AAL2',
      roles: [{ roleProfileId: '656014452104', organisation: 'Z99001' }],
    },
    mockAal1: {
      userId: '656005750110',
      name: 'Mock user at AAL1',
      assurance: 'AAL1',
      roles: [{ roleProfileId: '656014452105', organisation: 'Z99001' }],
    },
  },
  patients: {
    p9: { login: '9912003071', nhsNumber: '9991001018', name: 'Mock patient at P9', level: 'P9' },
    p5: { login: '9912003072', nhsNumber: '9991001018', name: 'Mock patient at P5', level: 'P5' },
    p0: { login: '9912003073', nhsNumber: '9991001018', name: 'Mock patient at P0', level: 'P0' },
  },
  clients: {
    // An application acts by itself once its public key is added (publicKeys).
    sut: {
      clientId: 'sut-api-key',
      secret: 'sut-api-secret',
      redirectUris: ['http://localhost:9000/callback', 'https://localhost:9443/callback'],
      accessMode: 'application-restricted',
      asid: '999000000003',
      odsCode: 'Z99003',
    },
    privileged: {
      clientId: 'privileged-api-key',
      accessMode: 'privileged-application',
      asid: '999000000003',
      odsCode: 'Z99003',
      seesConfidentialRemovals: true,
    },
    withoutAsid: {
      clientId: 'no-asid-api-key',
      secret: 'no-asid-api-secret',
      redirectUris: ['http://localhost:9000/callback'],
      accessMode: 'application-restricted',
    },
  },
};

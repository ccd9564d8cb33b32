import { nhsClass } from './nhs-class.ts';
import type { ObjectClass } from './object-class.ts';

/** Reference data and the change log (sds-ods 1.4): published, not used by GP2GP. */
export const REFERENCE_OBJECT_CLASSES: readonly ObjectClass[] = [
  nhsClass({
    name: 'nhsList',
    number: 104,
    must: 'cn',
    may: 'description uniqueIdentifier',
  }),
  nhsClass({
    name: 'nhsRBAC',
    number: 111,
    kind: 'AUXILIARY',
    must: 'uniqueidentifier cn nhsStatus nhsRA nhsCreateDate',
    may: 'nhsRestricted description',
  }),
  nhsClass({
    name: 'nhsRBACJR',
    number: 112,
    must: `
      uniqueIdentifier cn nhsStatus nhsCreateDate nhsList3Code nhsList3Name nhsList2Code
      nhsList2Name nhsList1Code nhsList1Name`,
    may: 'description',
  }),
  nhsClass({
    name: 'nhsRBACAoW',
    number: 113,
    must: `
      uniqueIdentifier cn nhsStatus nhsCreateDate nhsList3Code nhsList3Name nhsList2Code
      nhsList2Name nhsList1Code nhsList1Name`,
    may: 'description',
  }),
  nhsClass({
    name: 'nhsRBACBF',
    number: 114,
    must: `
      uniqueIdentifier cn nhsStatus nhsCreateDate nhsList3Code nhsList3Name nhsList2Code
      nhsList2Name nhsList1Code nhsList1Name`,
    may: 'description',
  }),
  nhsClass({
    name: 'nhsRBACBL',
    number: 115,
    must: 'nhsRA nhsCreateDate uniqueIdentifier nhsJobRoleCode nhsJobRole',
    may: 'nhsAreaOfWorkCodes nhsAreaOfWork nhsBusinessFunctionsCodes',
  }),
  nhsClass({
    name: 'nhsWg',
    number: 109,
    must: 'uniqueIdentifier cn nhsIdCode',
    may: `
      nhsWgStatus nhsWgClosed nhsWgRoot nhsPwgId nhsCwgId nhsXPwgId nhsXCwgId nhsLegalEst
      nhsWgType nhsOCSPredecessor nhsLrGPDeregExpiry nhsLrGPDeregFreeze nhsLrOrderExpiry
      nhsLrExprsExpiry nhsLrCpmlnExpiry nhsLrRefAbanFreeze nhsLrRefDisFreeze nhsLrRefAccFreeze
      nhsLrRefExpFreeze nhsLrRegFreeze nhsLrRegExpiry nhsLrSrefFreeze nhsLrRefPostAccFreeze
      nhsLrRefAccExpiry nhsLrCreateExpiry nhsLrCloseExpiry nhsLrGrantExpiry nhsLrSelfExpiry`,
  }),
  nhsClass({
    name: 'nhsWgTypes',
    number: 110,
    must: 'cn nhsWgType',
    may: `
      nhsLrGPDeregExpiry nhsLrGPDeregFreeze nhsLrOrderExpiry nhsLrExprsExpiry nhsLrCpmlnExpiry
      nhsLrRefAbanFreeze nhsLrRefDisFreeze nhsLrRefAccFreeze nhsLrRefExpFreeze nhsLrRegFreeze
      nhsLrRegExpiry nhsLrSrefFreeze nhsLrRefPostAccFreeze nhsLrRefAccExpiry nhsLrCreateExpiry
      nhsLrCloseExpiry nhsLrGrantExpiry nhsLrSelfExpiry`,
  }),
  nhsClass({
    name: 'nhsExternalChangelogEntry',
    number: 122,
    must: 'changenumber',
    may: 'nhsEBS',
  }),
  nhsClass({
    name: 'nhsExternalChangelog',
    number: 124,
    must: 'cn firstchangenumber lastchangenumber',
  }),
];

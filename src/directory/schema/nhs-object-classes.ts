import { nhsClass } from './nhs-class.ts';
import type { ObjectClass } from './object-class.ts';

/** Systems, message handlers, organisations and people (sds-ods 1.4). */
export const NHS_OBJECT_CLASSES: readonly ObjectClass[] = [
  nhsClass({
    name: 'nhsAs',
    number: 107,
    must: `
      uniqueIdentifier nhsIdCode nhsMhsPartyKey nhsAsSvcIA nhsRequestorURP nhsDateRequested
      nhsApproverURP nhsDateApproved`,
    // The capture of the schema lacks nhsMhsManufacturerOrg here; real entries have it (sds-ods 1.4).
    may: `
      description nhsAsClient nhsAsCategoryBag nhsAsACF nhsProductKey nhsProductName
      nhsProductVersion nhsMhsManufacturerOrg`,
  }),
  nhsClass({
    name: 'nhsMhs',
    number: 108,
    must: `
      uniqueIdentifier nhsIdCode nhsMhsPartyKey nhsMhsSvcIA nhsMhsSN nhsMhsIN nhsMhsEndPoint
      nhsMhsIsAuthenticated nhsMhsCPAId nhsProductKey nhsRequestorURP nhsDateRequested
      nhsApproverURP nhsDateApproved nhsDNSApprover nhsDateDNSApproved nhsEPInteractionType
      nhsContractPropertyTemplateKey nhsMhsFQDN`,
    may: `
      nhsMhsPersistduration nhsMhsRetries nhsMhsRetryInterval nhsMhsIPAddress nhsMhsNetwork
      nhsMhsSinCode nhsMhsServiceDescription nhsMhsSyncReplyMode nhsMhsAckRequested
      nhsMhsDuplicateElimination nhsMhsActor nhsProductName nhsProductVersion`,
  }),
  nhsClass({
    name: 'nhsMHSService',
    number: 70,
    must: 'uniqueIdentifier nhsMHSServiceName nhsMHSPartyKey nhsIDCode',
    may: 'nhsMHSCategoryBag',
  }),
  nhsClass({
    name: 'nhsMHSAction',
    number: 71,
    must: 'uniqueIdentifier nhsMHSActionName nhsMHSEndPoint',
  }),
  nhsClass({
    name: 'nhsMHSCP',
    number: 72,
    must: 'uniqueIdentifier nhsMHSActionName nhsMHSIsAuthenticated',
    may: `
      nhsMHSPersistDuration nhsMHSRetries nhsMHSRetryInterval nhsMHSSyncReplyMode
      nhsMHSAckRequested nhsMHSDuplicateElimination nhsMHSActor`,
  }),
  nhsClass({
    name: 'nhsOrg',
    number: 61,
    superior: 'organization',
    must: `
      uniqueIdentifier o nhsIDcode nhsOrgType nhsOrgTypeCode postalAddress postalCode l`,
    may: `
      nhsOrgSubType nhsCountry nhsParentOrgCode nhsOrgOpenDate nhsOrgCloseDate nhsSHAcode
      nhsSyntheticIndicator nhsNN4BName nhsNN4BCode nhsOcsPredecessor nhsOcsSuccessor
      nhsAltOrgNames nhsPCTCode telephoneNumber facsimileTelephoneNumber mail labeledUri
      nhsDHSCcode nhsJoinDate nhsLeftDate`,
  }),
  nhsClass({
    name: 'nhsSite',
    number: 62,
    superior: 'organizationalUnit',
    must: `
      uniqueIdentifier nhsIDcode nhsOrgType ou postalAddress postalCode l nhsOrgTypeCode`,
    may: `
      nhsOrgOpenDate nhsCountry nhsOrgCloseDate nhsParentOrgCode nhsSHAcode
      nhsSyntheticIndicator nhsNN4BName nhsNN4BCode nhsAltOrgNames nhsOrgSubType
      nhsOCSpredecessor nhsOCSSuccessor nhsPCTCode telephoneNumber facsimileTelephoneNumber
      mail nhsDHSCcode nhsJoinDate nhsLeftDate`,
  }),
  nhsClass({
    name: 'nhsDept',
    number: 63,
    superior: 'organizationalUnit',
    must: `
      uniqueIdentifier nhsOrgType ou postalAddress postalCode l nhsOrgTypeCode`,
    may: `
      nhsIDcode nhsCountry nhsParentOrgCode nhsOrgOpenDate nhsOrgCloseDate
      nhsSyntheticIndicator nhsNN4BName nhsNN4BCode nhsAltOrgNames nhsOrgSubType
      nhsOCSpredecessor nhsOCSSuccessor telephoneNumber facsimileTelephoneNumber mail`,
  }),
  nhsClass({
    name: 'nhsGPPractice',
    number: 64,
    superior: 'organization',
    must: `
      uniqueIdentifier o nhsIDcode nhsOrgType nhsOrgTypeCode postalAddress postalCode l
      nhsPCTCode`,
    may: `
      nhsOrgSubType nhsCountry nhsParentOrgCode nhsOrgOpenDate nhsOrgCloseDate nhsSHAcode
      nhsSyntheticIndicator nhsNN4BName nhsNN4BCode nhsOcsPredecessor nhsOcsSuccessor
      nhsAltOrgNames telephoneNumber facsimileTelephoneNumber mail labeledUri nhsDHSCcode
      nhsJoinDate nhsLeftDate`,
  }),
  nhsClass({
    name: 'nhsPerson',
    number: 65,
    superior: 'inetOrgPerson',
    must: 'uid cn sn nhsPersonStatus',
    may: `
      givenName nhsMiddleNames initials displayName personalTitle nhsSupPrescriber nhsPrinOcc
      nhsRPSGB nhsGMC nhsGDP nhsRCN nhsConsultant nhsGMP nhsGDC nhsNMC nhsOCSPrCode nhsTelUID
      nhsPuSecret mail`,
  }),
  nhsClass({
    name: 'nhsOrgPerson',
    number: 66,
    superior: 'inetOrgPerson',
    must: 'uniqueIdentifier uid cn sn o nhsIdCode',
    may: `
      givenName nhsMiddleNames initials displayName nhsSiteCodes nhsDeptCodes nhsSiteNames
      nhsRoles nhsOrgCloseDate nhsGNC nhsOrgOpenDate nhsCountry mail nhsAlertMethod
      nhsAlertBlock nhsAltAlertRecipient nhsOrgMail`,
  }),
  nhsClass({
    name: 'nhsOrgPersonRole',
    number: 67,
    must: 'uniqueIdentifier nhsJobRole',
    may: `
      nhsJobRoleCode nhsIDcode nhsAreaOfWorkCodes nhsBusinessFunctionsCodes nhsWorkGroupsCodes
      nhsAreaOfWork nhsBusinessFunctions nhsWorkGroups nhsOrgCloseDate nhsOrgOpenDate`,
  }),
];

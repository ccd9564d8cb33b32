import { randomUUID } from 'node:crypto';

/** Requests to PDS, written by hand so that they owe nothing to the product's own writers. */
export const SPINE_ASID = '928942012545';
export const RIVERSIDE_ASID = '999000000001';
export const QUERY = 'urn:nhs:names:services:pdsquery';
export const UPDATE = 'urn:nhs:names:services:pds';
const NHS_NUMBER_ROOT = '2.16.840.1.113883.2.1.4.1';

export function upperUuid(): string {
  return randomUUID().toUpperCase();
}

export interface MessageOrder {
  readonly id?: string;
  readonly senderAsid?: string;
  readonly receiverAsid?: string;
  /** Whole `author` element; none unless given. */
  readonly author?: string;
  /** Of interactionId, where it is to differ from the root. */
  readonly interactionId?: string;
}

/** A PDS message round the content of its control act (pds-identity 1.3, 1.7). */
export function hl7(interaction: string, content: string, order: MessageOrder = {}): string {
  const { id = upperUuid(), senderAsid = RIVERSIDE_ASID, receiverAsid = SPINE_ASID } = order;
  const { author = '', interactionId = interaction } = order;
  return `<${interaction} xmlns="urn:hl7-org:v3"><id root="${id}"/><creationTime value="20260105101700"/><versionCode code="3NPfIT6.3.01"/><interactionId root="2.16.840.1.113883.2.1.3.2.4.12" extension="${interactionId}"/><processingCode code="P"/><processingModeCode code="T"/><acceptAckCode code="NE"/><communicationFunctionRcv>${device(receiverAsid)}</communicationFunctionRcv><communicationFunctionSnd>${device(senderAsid)}</communicationFunctionSnd><ControlActEvent classCode="CACT" moodCode="EVN">${author}<author1 typeCode="AUT"><AgentSystemSDS classCode="AGNT"><agentSystemSDS classCode="DEV" determinerCode="INSTANCE"><id root="1.2.826.0.1285.0.2.0.107" extension="${senderAsid}"/></agentSystemSDS></AgentSystemSDS></author1>${content}</ControlActEvent></${interaction}>`;
}

function device(asid: string): string {
  return `<device classCode="DEV" determinerCode="INSTANCE"><id root="1.2.826.0.1285.0.2.0.107" extension="${asid}"/></device>`;
}

/** The person who acts; `jobRole` may be left out on purpose. */
export function author({
  userId = '555000000101',
  roleProfileId = '555000000201',
  jobRole = 'R8000' as string | undefined,
} = {}): string {
  const role = jobRole
    ? `<part typeCode="PART"><partSDSRole classCode="ROL"><id root="1.2.826.0.1285.0.2.1.104" extension="${jobRole}"/></partSDSRole></part>`
    : '';
  return `<author typeCode="AUT"><AgentPersonSDS classCode="AGNT"><id root="1.2.826.0.1285.0.2.0.67" extension="${roleProfileId}"/><agentPersonSDS classCode="PSN" determinerCode="INSTANCE"><id root="1.2.826.0.1285.0.2.0.65" extension="${userId}"/></agentPersonSDS>${role}</AgentPersonSDS></author>`;
}

/** A field of a query; `first` puts the value before the text, as a live client does. */
export function field(name: string, value: string, first: 'text' | 'value' = 'text'): string {
  const text = `<semanticsText>${name[0]?.toUpperCase()}${name.slice(1)}</semanticsText>`;
  return `<${name}>${first === 'text' ? text + value : value + text}</${name}>`;
}

export const historic = (code: string) =>
  field(
    'historicDataIndicator',
    `<value code="${code}" codeSystem="2.16.840.1.113883.2.1.3.2.4.17.36"/>`,
  );
export const personId = (number: string, root = NHS_NUMBER_ROOT) =>
  field('person.id', `<value root="${root}" extension="${number}"/>`);
export const gender = (code: string) =>
  field('person.administrativeGenderCode', `<value code="${code}"/>`);
export const born = (time: string) => field('person.birthTime', `<value value="${time}"/>`);
export const named = (family: string, given?: string) =>
  field(
    'person.name',
    `<value use="L">${given ? `<given>${given}</given>` : ''}<family>${family}</family></value>`,
  );
export const at = (postcode: string) =>
  field('person.address', `<value><postalCode>${postcode}</postalCode></value>`);
export const searchType = (code: string) =>
  field(
    'searchParameter',
    `<value code="${code}" codeSystem="2.16.840.1.113883.2.1.3.2.4.17.39"/>`,
  );
export const item = (name = 'person.allData') =>
  `<retrievalItem><semanticsText>${name}</semanticsText></retrievalItem>`;

export function query(...fields: readonly string[]): string {
  return `<query>${fields.join('')}</query>`;
}

/** What a retrieval asks: the whole record of a number. */
export function retrieve(number: string, history = '0'): string {
  return query(historic(history), personId(number), item());
}

/** The content of an update round what it changes (pds-identity 1.8). */
export function update(
  number: string,
  scn: number | undefined,
  changes: {
    readonly role?: string;
    readonly person?: string;
    readonly after?: string;
    readonly code?: string;
    readonly conduction?: boolean;
  },
): string {
  const { role = '', person = '', after = '', code = '1', conduction = true } = changes;
  const serial =
    scn === undefined
      ? ''
      : `<pertinentInformation typeCode="PERT"><pertinentSerialChangeNumber classCode="OBS" moodCode="EVN"><code code="2" codeSystem="2.16.840.1.113883.2.1.3.2.4.17.35"/><value value="${scn}"/></pertinentSerialChangeNumber></pertinentInformation>`;
  const who = person
    ? `<patientPerson classCode="PSN" determinerCode="INSTANCE">${person}</patientPerson>`
    : '';
  const conducted = conduction ? ' contextConductionInd="false"' : '';
  return `<subject typeCode="SUBJ"${conducted}><PdsUpdateRequest classCode="REG" moodCode="RQO"><code code="${code}" codeSystem="2.16.840.1.113883.2.1.3.2.4.17.40"/>${serial}<subject typeCode="SBJ"><patientRole classCode="PAT">${role}<id root="${NHS_NUMBER_ROOT}" extension="${number}"/>${who}${after}</patientRole></subject></PdsUpdateRequest></subject>`;
}

/** A change of the provider of primary care, or of another kind. */
export function provision({
  ods = 'Z99002',
  mode = 'altered',
  /** Empty leaves it out. */
  id = 'SIM0A',
  code = '1',
  root = '2.16.840.1.113883.2.1.4.3',
  idFirst = false,
} = {}): string {
  const coded = `<code code="${code}" codeSystem="2.16.840.1.113883.2.1.3.2.4.17.37"/>`;
  const object = id ? `<id root="2.16.840.1.113883.2.1.3.2.4.18.1" extension="${id}"/>` : '';
  return `<playedOtherProviderPatient classCode="PAT"><subjectOf typeCode="SBJ"><patientCareProvision classCode="PCPR" moodCode="EVN" updateMode="${mode}">${idFirst ? object + coded : coded + object}<performer typeCode="PRF"><assignedOrganization classCode="ASSIGNED"><id root="${root}" extension="${ods}"/></assignedOrganization></performer></patientCareProvision></subjectOf></playedOtherProviderPatient>`;
}

export function deathNotification(mode = 'added', code = '1'): string {
  return `<subjectOf7 typeCode="SBJ"><deathNotification classCode="OBS" moodCode="EVN" updateMode="${mode}"><code code="3" codeSystem="2.16.840.1.113883.2.1.3.2.4.17.35"/><value code="${code}" codeSystem="2.16.840.1.113883.2.1.3.2.4.16.5"/></deathNotification></subjectOf7>`;
}

/** A request for an NHS number (pds-identity 1.10). */
export function allocate({
  given = 'NEWPERSON',
  family = 'TESTPATIENT',
  sex = '1',
  birth = '20010131',
  street = '2 SYNTHETIC STREET',
  postcode = 'ZZ1 1AB',
  contact = true,
} = {}): string {
  const previous = contact
    ? '<subjectOf5 typeCode="SBJ"><previousNhsContact classCode="OBS" moodCode="EVN"><code code="17" codeSystem="2.16.840.1.113883.2.1.3.2.4.17.35"/><value code="0" codeSystem="2.16.840.1.113883.2.1.3.2.4.17.38"/></previousNhsContact></subjectOf5>'
    : '';
  return `<subject typeCode="SUBJ" contextConductionInd="false"><PdsRegistrationRequest classCode="REG" moodCode="RQO"><author typeCode="AUT"><registeringAuthority classCode="ASSIGNED"><code code="d" codeSystem="2.16.840.1.113883.2.1.3.2.4.16.20"/><id root="2.16.840.1.113883.2.1.4.3" extension="Z99002"/></registeringAuthority></author><subject typeCode="SBJ"><patientRole classCode="PAT"><addr use="H"><streetAddressLine/><streetAddressLine>${street}</streetAddressLine><streetAddressLine/><streetAddressLine>TESTTOWN</streetAddressLine><streetAddressLine/><postalCode>${postcode}</postalCode></addr><patientPerson classCode="PSN" determinerCode="INSTANCE"><administrativeGenderCode code="${sex}"/><birthTime value="${birth}"/><name use="L"><given>${given}</given><family>${family}</family></name></patientPerson>${previous}</patientRole></subject></PdsRegistrationRequest></subject>`;
}

export interface SoapOrder {
  readonly messageId?: string;
  /** Interaction in `wsa:Action`, where it is to differ. */
  readonly action?: string;
  readonly to?: string;
  readonly wsa?: string;
  readonly senderAsid?: string | null;
  readonly receiverAsid?: string | null;
}

/** A synchronous request round a message (pds-identity 1.4). */
export function soap(interaction: string, message: string, order: SoapOrder = {}): string {
  const { messageId = `uuid:${upperUuid()}`, action = interaction, to = 'https://spine/' } = order;
  const { wsa = 'http://schemas.xmlsoap.org/ws/2004/08/addressing' } = order;
  const { senderAsid = RIVERSIDE_ASID, receiverAsid = SPINE_ASID } = order;
  const system = (side: string, asid: string | null) =>
    asid === null
      ? ''
      : `<hl7:communicationFunction${side}><hl7:device><hl7:id root="1.2.826.0.1285.0.2.0.107" extension="${asid}"/></hl7:device></hl7:communicationFunction${side}>`;
  return `<SOAP-ENV:Envelope xmlns:SOAP-ENV="http://schemas.xmlsoap.org/soap/envelope/" xmlns:wsa="${wsa}" xmlns:hl7="urn:hl7-org:v3"><SOAP-ENV:Header><wsa:MessageID>${messageId}</wsa:MessageID><wsa:Action>${QUERY}/${action}</wsa:Action><wsa:To>${to}</wsa:To><wsa:From><wsa:Address>https://supplier.example/</wsa:Address></wsa:From>${system('Rcv', receiverAsid)}${system('Snd', senderAsid)}<wsa:ReplyTo><wsa:Address>https://supplier.example/</wsa:Address></wsa:ReplyTo></SOAP-ENV:Header><SOAP-ENV:Body>${message}</SOAP-ENV:Body></SOAP-ENV:Envelope>`;
}

import type { WorldPatch } from '../../simulator/world/world-config.ts';

const SYSTEM = (asid: string) =>
  `<device classCode="DEV" determinerCode="INSTANCE"><id root="1.2.826.0.1285.0.2.0.107" extension="${asid}"/></device>`;

/** An old retrieval (pds-identity 1.1): Spine answers it by a rule of the world, not from a register. */
export const CANNED_QUERY = {
  service: 'urn:nhs:names:services:pdsquery',
  action: 'QUPA_IN040000UK32',
  answer: 'QUPA_IN050000UK32',
  wrapper: 'retrievalQueryResponse',
} as const;

/** The rule for it, to be laid over a world. */
export const CANNED_QUERY_RULE: WorldPatch = {
  services: {
    [`${CANNED_QUERY.service}:${CANNED_QUERY.action}`]: {
      pattern: 'synchronous',
      answer: {
        kind: 'payload',
        action: CANNED_QUERY.answer,
        wrapper: CANNED_QUERY.wrapper,
        xml: `<${CANNED_QUERY.answer} xmlns="urn:hl7-org:v3">
  <id root="{{messageId}}"/>
  <creationTime value="{{now}}"/>
  <versionCode code="V3NPfIT4.2.00"/>
  <interactionId root="2.16.840.1.113883.2.1.3.2.4.12" extension="${CANNED_QUERY.answer}"/>
  <processingCode code="P"/>
  <processingModeCode code="T"/>
  <acceptAckCode code="NE"/>
  <acknowledgement typeCode="AA"><messageRef><id root="{{requestHl7Id}}"/></messageRef></acknowledgement>
  <communicationFunctionRcv typeCode="RCV">${SYSTEM('{{receiverAsid}}')}</communicationFunctionRcv>
  <communicationFunctionSnd typeCode="SND">${SYSTEM('{{senderAsid}}')}</communicationFunctionSnd>
  <ControlActEvent classCode="CACT" moodCode="EVN">
    <author1 typeCode="AUT"><AgentSystemSDS classCode="AGNT"><agentSystemSDS classCode="DEV" determinerCode="INSTANCE"><id root="1.2.826.0.1285.0.2.0.107" extension="{{senderAsid}}"/></agentSystemSDS></AgentSystemSDS></author1>
    <queryAck type="QueryAck"><queryResponseCode code="NF"/></queryAck>
  </ControlActEvent>
</${CANNED_QUERY.answer}>`,
      },
    },
  },
};

/** An HL7 message as Spine wraps its answers (mhs 3.10), round a body of the control act. */
function answer(interaction: string, acknowledgement: string, body: string): string {
  const system = (asid: string) =>
    `<device classCode="DEV" determinerCode="INSTANCE"><id root="1.2.826.0.1285.0.2.0.107" extension="${asid}"/></device>`;
  return `<${interaction} xmlns="urn:hl7-org:v3">
  <id root="{{messageId}}"/>
  <creationTime value="{{now}}"/>
  <versionCode code="V3NPfIT3.1.10"/>
  <interactionId root="2.16.840.1.113883.2.1.3.2.4.12" extension="${interaction}"/>
  <processingCode code="P"/>
  <processingModeCode code="T"/>
  <acceptAckCode code="NE"/>
  <acknowledgement typeCode="${acknowledgement}">
    <messageRef><id root="{{requestHl7Id}}"/></messageRef>
  </acknowledgement>
  <communicationFunctionRcv typeCode="RCV">${system('{{receiverAsid}}')}</communicationFunctionRcv>
  <communicationFunctionSnd typeCode="SND">${system('{{senderAsid}}')}</communicationFunctionSnd>
  <ControlActEvent classCode="CACT" moodCode="EVN">
    <author1 typeCode="AUT">
      <AgentSystemSDS classCode="AGNT">
        <agentSystemSDS classCode="DEV" determinerCode="INSTANCE">
          <id root="1.2.826.0.1285.0.2.0.107" extension="{{senderAsid}}"/>
        </agentSystemSDS>
      </AgentSystemSDS>
    </author1>
    ${body}
  </ControlActEvent>
</${interaction}>
`;
}

// The control act carries a response code and no record: what a query would return is the operator's to
// say, in a world file.
const NO_DATA = '<queryAck type="QueryAck"><queryResponseCode code="NF"/></queryAck>';

/** An empty answer to a query of the Personal Spine Information Service. */
export const PSIS_QUERY_ANSWER = answer('QUPC_IN160102UK05', 'AA', NO_DATA);

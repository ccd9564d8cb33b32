import { element, type WritableElement } from '../../wire/xml/write-xml.ts';
import { OID } from '../oids.ts';
import { codeNode, idNode, organisationNode, spanNode, statusNode } from '../record-nodes.ts';
import type { RecordAttachment } from './attachments.ts';
import { type DocumentKind, documentCode } from './documents.ts';
import { type Clinician, inventClinician } from './people.ts';
import type { RecordContext } from './record-context.ts';

/** What stands around the compositions of a folder. */
export interface FolderFacts {
  readonly id: string;
  readonly odsCode: string;
  /** HL7 time. */
  readonly time: string;
}

/** A practice's folder: its directory of agents, then compositions that are written already. */
export function folderNode(
  context: RecordContext,
  facts: FolderFacts,
  compositions: string,
): WritableElement {
  const { id, odsCode, time } = facts;
  return element('component', { typeCode: 'COMP' }, [
    element('ehrFolder', { classCode: 'FOLDER', moodCode: 'EVN' }, [
      idNode(id),
      statusNode(),
      spanNode('20120102', '20251231'),
      element('availabilityTime', { value: time }),
      element('author', { typeCode: 'AUT' }, [
        element('time', { value: time }),
        organisationNode(odsCode),
      ]),
      element('responsibleParty', { typeCode: 'RESP' }, [
        element('agentDirectory', { classCode: 'AGNT' }, agentNodes(context, odsCode)),
      ]),
      { verbatim: compositions },
    ]),
  ]);
}

/** The anchor of an attachment; its id is the manifest's (gp2gp 2.7). */
export function anchorNode(attachment: RecordAttachment, kind?: DocumentKind): WritableElement {
  const { id, fileName, contentType } = attachment;
  return element('reference', { typeCode: 'REFR' }, [
    element('referredToExternalDocument', { classCode: 'DOC', moodCode: 'EVN' }, [
      idNode(id),
      codeNode(documentCode(kind, contentType)),
      element('text', { mediaType: contentType }, [
        element('reference', {
          value: `file://localhost/${encodeURI(fileName.toWellFormed())}`,
        }),
      ]),
    ]),
  ]);
}

function agentNodes(context: RecordContext, odsCode: string): readonly WritableElement[] {
  return context.agents.map((id) =>
    element('part', { typeCode: 'PART' }, [
      element('Agent', { classCode: 'AGNT' }, [
        idNode(id),
        element('code', { nullFlavor: 'UNK' }, [element('originalText', {}, 'Clinical')]),
        personNode(inventClinician(context.random)),
        element('representedOrganization', { classCode: 'ORG', determinerCode: 'INSTANCE' }, [
          element('id', { root: OID.clinicalOrganisation, extension: odsCode }),
          element('name', {}, `Synthetic practice ${odsCode}`),
        ]),
      ]),
    ]),
  );
}

function personNode({ prefix, given, family }: Clinician): WritableElement {
  return element('agentPerson', { classCode: 'PSN', determinerCode: 'INSTANCE' }, [
    element('name', {}, [
      element('prefix', {}, prefix),
      element('given', {}, given),
      element('family', {}, family),
    ]),
  ]);
}

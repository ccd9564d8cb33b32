import { element, type WritableElement } from '../../src/wire/xml/write-xml.ts';

const node = element;
const uuid = (root: string) => node('id', { root });
const UUID = (kind: string) => `${kind.repeat(8)}-0000-4000-8000-000000000001`;
const AGENT = UUID('7');
const SNOMED = '2.16.840.1.113883.2.1.3.2.4.15';
const TIME = '20250105103000';
const code = (value: string, displayName: string) =>
  node('code', { code: value, codeSystem: SNOMED, displayName });
const status = () => node('statusCode', { code: 'COMPLETE' });
const available = () => node('availabilityTime', { value: TIME });
const agentRef = () => node('agentRef', { classCode: 'AGNT' }, [uuid(AGENT)]);

/** A folder with one composition: an observation, and an anchor for each document (gp2gp 2.7). */
export function folder(odsCode: string, documents: readonly string[]): WritableElement {
  return node('component', { typeCode: 'COMP' }, [
    node('ehrFolder', { classCode: 'FOLDER', moodCode: 'EVN' }, [
      uuid(UUID('6')),
      status(),
      node('effectiveTime', {}, [node('low', { value: '2020' }), node('high', { value: '2026' })]),
      available(),
      node('author', { typeCode: 'AUT' }, [
        node('time', { value: TIME }),
        node('AgentOrgSDS', { classCode: 'AGNT' }, [
          node('agentOrganizationSDS', { classCode: 'ORG', determinerCode: 'INSTANCE' }, [
            node('id', { root: '1.2.826.0.1285.0.1.10', extension: odsCode }),
          ]),
        ]),
      ]),
      directory(),
      node('component', { typeCode: 'COMP' }, [composition(documents)]),
    ]),
  ]);
}

function directory(): WritableElement {
  return node('responsibleParty', { typeCode: 'RESP' }, [
    node('agentDirectory', { classCode: 'AGNT' }, [
      node('part', { typeCode: 'PART' }, [
        node('Agent', { classCode: 'AGNT' }, [
          uuid(AGENT),
          node('code', { nullFlavor: 'UNK' }, [node('originalText', {}, 'Clinical')]),
          node('agentPerson', { classCode: 'PSN', determinerCode: 'INSTANCE' }, [
            node('name', {}, [node('given', {}, 'Test'), node('family', {}, 'CLINICIAN')]),
          ]),
        ]),
      ]),
    ]),
  ]);
}

function composition(documents: readonly string[]): WritableElement {
  return node('ehrComposition', { classCode: 'COMPOSITION', moodCode: 'EVN' }, [
    uuid(UUID('8')),
    code('25671000000102', 'Surgery Consultation Note'),
    status(),
    node('effectiveTime', {}, [node('center', { value: TIME })]),
    available(),
    node('author', { typeCode: 'AUT', contextControlCode: 'OP' }, [
      node('time', { value: TIME }),
      agentRef(),
    ]),
    node('Participant2', { typeCode: 'PRF', contextControlCode: 'OP' }, [agentRef()]),
    node('component', { typeCode: 'COMP' }, [
      node('ObservationStatement', { classCode: 'OBS', moodCode: 'EVN' }, [
        uuid(UUID('9')),
        code('38341003', 'Hypertensive disorder'),
        status(),
        node('effectiveTime', {}, [node('center', { value: '20250105' })]),
        available(),
      ]),
    ]),
    ...documents.map((document) => node('component', { typeCode: 'COMP' }, [narrative(document)])),
  ]);
}

function narrative(document: string): WritableElement {
  const [mediaType, name] = KINDS[document.slice(-1)] ?? ['text/plain', 'note.txt'];
  return node('NarrativeStatement', { classCode: 'OBS', moodCode: 'EVN' }, [
    uuid(document.replace(/^B{8}/, 'AAAAAAAA')),
    node('text', {}, 'A document'),
    status(),
    available(),
    node('reference', { typeCode: 'REFR' }, [
      node('referredToExternalDocument', { classCode: 'DOC', moodCode: 'EVN' }, [
        uuid(document),
        code('24761000000103', 'Scanned document'),
        node('text', { mediaType }, [
          node('reference', { value: `file://localhost/${document}_${name}` }),
        ]),
      ]),
    ]),
  ]);
}

/** Media type and name of the documents, by the last digit of their ids. */
const KINDS: Readonly<Record<string, readonly [mediaType: string, name: string]>> = {
  1: ['text/plain', 'note.txt'],
  2: ['application/pdf', 'letter.pdf'],
  3: ['image/tiff', 'scan.tif'],
};

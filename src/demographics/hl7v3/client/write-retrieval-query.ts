import { writeWrapper } from '../../../wire/hl7/write-wrapper.ts';
import { element, writeXml } from '../../../wire/xml/write-xml.ts';
import { RETRIEVAL_QUERY, ROOT, SYSTEM } from './client-names.ts';
import { type PdsRequestFacts, pdsRequestWrapper } from './pds-request-wrapper.ts';

/** A question for everything that PDS holds of one patient (pds-identity 1.7). */
export interface RetrievalQuery {
  readonly nhsNumber: string;
  /** Whether past registrations, names and addresses are wanted too. */
  readonly withHistory: boolean;
}

/** The HL7 message of a retrieval, in the order of its schema; goes into a SOAP body. */
export function writeRetrievalQuery(
  { nhsNumber, withHistory }: RetrievalQuery,
  facts: PdsRequestFacts,
): string {
  const text = (value: string) => element('semanticsText', {}, value);
  const query = element('query', {}, [
    element('historicDataIndicator', {}, [
      text('HistoricDataIndicator'),
      element('value', { code: withHistory ? '1' : '0', codeSystem: SYSTEM.historicData }),
    ]),
    element('person.id', {}, [
      text('Person.id'),
      element('value', { root: ROOT.nhsNumber, extension: nhsNumber }),
    ]),
    element('retrievalItem', {}, [text('person.allData')]),
  ]);
  return writeWrapper(pdsRequestWrapper(RETRIEVAL_QUERY, facts), writeXml(query));
}

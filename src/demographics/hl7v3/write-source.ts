import { ASID_ROOT } from '../../wire/hl7/names.ts';
import { element, type WritableElement } from '../../wire/xml/write-xml.ts';
import type { CareProvision, HlTime, Span } from '../patient.ts';
import type { Mim } from './interactions.ts';
import { SYSTEM } from './names.ts';
import { act, codeNode, identifierNode, spanNode } from './write-parts.ts';

/** Where an item came from and since when PDS goes by it: told with history only (pds-identity 1.7). */
export interface Provenance {
  readonly sourceAsid?: string | undefined;
  readonly systemFrom?: HlTime | undefined;
  readonly systemTo?: HlTime | undefined;
}

/** What is kept of a provision; of other items PDS itself is the source, from their own dates. */
function provenanceOf(item: Span | CareProvision): Provenance {
  if ('ods' in item) return item;
  return { systemFrom: item.from, systemTo: item.to };
}

/** `DSA` is PDS's own code for itself among the national systems. */
const OURSELVES = 'DSA';

/** @param shared the element is named for the shared type, as provisions of 7.2.02 have it */
function sourceNode({ sourceAsid }: Provenance, shared: boolean): WritableElement {
  const code = codeNode('code', '01', SYSTEM.source);
  const named = (kind: string) =>
    shared ? `COCT_MT000205UK01.Source${kind}` : `sourceSource${kind}`;
  if (sourceAsid === undefined)
    return act(named('Coded'), 'OBS', [code, codeNode('value', OURSELVES, SYSTEM.nationalSystem)]);
  return act(named('Identified'), 'OBS', [code, identifierNode(ASID_ROOT, sourceAsid, 'value')]);
}

/** When PDS took it into use and out of it; nothing when neither is known. */
function effectiveDateNode({ systemFrom, systemTo }: Provenance): WritableElement | undefined {
  const span = {
    ...(systemFrom ? { from: systemFrom } : {}),
    ...(systemTo ? { to: systemTo } : {}),
  };
  const value = spanNode('value', span);
  return value && act('systemEffectiveDate', 'OBS', [codeNode('code', '02', SYSTEM.source), value]);
}

/**
 * The two parts of an item's history. In the care provisions of a retrieval the date stands first, everywhere
 * else the source does (pds-identity 1.6).
 */
export function historyNodes(
  item: Span | CareProvision,
  { mim, dateFirst, provision }: { mim: Mim; dateFirst: boolean; provision: boolean },
): readonly (WritableElement | undefined)[] {
  const provenance = provenanceOf(item);
  const typeCode = provision ? 'SUBJ' : 'SBJ';
  const source = sourceNode(provenance, provision && mim === '7202');
  const date = effectiveDateNode(provenance);
  const inOrder = dateFirst ? [date, source] : [source, date];
  return inOrder.map((each, at) => each && element(`subjectOf${at + 1}`, { typeCode }, [each]));
}

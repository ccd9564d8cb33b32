import { seededIds } from '../../platform/ids.ts';
import { seededRandom } from '../../platform/random.ts';
import { type WritableElement, writeXml } from '../../wire/xml/write-xml.ts';
import { clinicalComposition, registrationComposition } from './compositions.ts';
import { folderNode } from './folder.ts';
import type { RecordContext } from './record-context.ts';

/** Folders of practices that held the record before, each with people and entries of its own. */
export function earlierFolders(
  earlierPractices: readonly string[],
  seed: number,
  time: string,
): readonly WritableElement[] {
  return earlierPractices.map((odsCode, n) => {
    const random = seededRandom(seed + 7_919 * (n + 1));
    const ids = seededIds(random);
    const agents: RecordContext['agents'] = [ids.uuid(), ids.uuid()];
    const context: RecordContext = { random, ids, agents, linkable: [] };
    const facts = { id: ids.uuid(), odsCode, time };
    const entries = [0, 1].map((index) => writeXml(clinicalComposition(context, index)));
    const compositions = [writeXml(registrationComposition(context)), ...entries];
    return folderNode(context, facts, compositions.join(''));
  });
}

import type { Ids } from '../../platform/ids.ts';
import { indexBytes, roomOfFragment } from './message-room.ts';
import type { AttachmentShape, MessageLimits, Way } from './record-plan.ts';

/**
 * How a document travels outside the extract: in one message, or in chunks behind an index (gp2gp 3.4, 3.5).
 *
 * @param chars characters of its base64 text
 * @param chunkChars the longest chunk that the sender wants
 * @returns why there is no way, as text
 */
export function wayOutside(
  document: AttachmentShape,
  chars: number,
  chunkChars: number,
  ids: Ids,
  limits: MessageLimits,
): Way | string {
  const { travels, chunkLengths, fileName } = document;
  const room = roomOfFragment(fileName, limits);
  const messageId = ids.uuid();
  const longest = Math.min(chunkChars, room);
  const fits = chars <= (travels === 'whole' ? room : longest);
  if (travels === 'whole' || (travels === undefined && fits)) {
    return fits ? { kind: 'whole', messageId } : `${fileName} does not fit one message`;
  }
  const usual = longest - (longest % 4);
  if (usual < 4) return `there is no room for a chunk of ${fileName}`;
  const chunks = cuts(chars, usual, chunkLengths).map(([from, to], n) => ({
    fileName: `${messageId}_${n}.messageattachment`,
    from,
    to,
    messageId: travels === 'vision' && n === 0 ? messageId : ids.uuid(),
  }));
  const long = chunks.find(({ from, to }) => to - from > room);
  if (long) return `a chunk of ${long.to - long.from} characters does not fit one message`;
  const own = travels === 'vision' ? (chunks[0]?.to ?? 0) : 0;
  if (indexBytes(fileName, chunks, own) > limits.messageBytes) {
    return `an index of ${chunks.length} chunks does not fit one message`;
  }
  return { kind: 'chunks', messageId, chunks };
}

/** Where a text is cut: as told, then at the usual length. There is always at least one piece. */
function cuts(
  chars: number,
  usual: number,
  told: readonly number[] = [],
): (readonly [from: number, to: number])[] {
  const pieces: (readonly [number, number])[] = [];
  for (let from = 0; from < chars || pieces.length === 0; ) {
    const to = Math.min(from + Math.max(1, told[pieces.length] ?? usual), chars);
    pieces.push([from, to]);
    from = to;
  }
  return pieces;
}

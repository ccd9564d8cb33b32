import { base64Length, base64Slice, type Content } from '../gp2gp/content.ts';

/**
 * Characters `from` up to `to` of the base64 text of a content, wherever they begin and end: real senders cut at
 * multiples of four, a sender that plays badly does not (gp2gp 3.5).
 */
export function base64Text(content: Content, from: number, to: number): Buffer {
  const end = base64Length(content.length);
  const low = Math.floor(from / 4) * 4;
  const high = Math.min(end, Math.ceil(to / 4) * 4);
  const groups = base64Slice(content, low, high);
  return groups.subarray(from - low, Math.max(from - low, to - low));
}

/** Devices of Windows, which no file may be called. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;
const LONGEST = 100;

/**
 * A name for a file that somebody else chose: no folders, nothing that a shell, a browser or a file system takes
 * otherwise. Falls back to another where nothing is left of it.
 */
export function safeName(name: string, otherwise: string): string {
  const last = name.toWellFormed().split(/[/\\]/).at(-1) ?? '';
  const plain = last.replace(/[^\p{L}\p{N}._ ()-]+/gu, '_').replace(/^[.\s_]+|[.\s]+$/g, '');
  if (plain === '' || DEVICE.test(plain)) return otherwise;
  const dot = plain.lastIndexOf('.');
  const ending = dot > 0 ? plain.slice(dot).slice(0, 12) : '';
  return plain.length <= LONGEST ? plain : plain.slice(0, LONGEST - ending.length) + ending;
}

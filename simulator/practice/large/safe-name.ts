const LONGEST = 255;

/**
 * A file name that leads nowhere: the last step of what may look like a path, without control characters. The
 * name stays as it came in every other way, for people go by it.
 */
export function safeName(fileName: string): string {
  const steps = fileName
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
    .replace(/[\u0000-\u001f\u007f]/g, '')
    .split(/[\\/]/)
    .filter((step) => step !== '' && step !== '.' && step !== '..');
  const last = steps.at(-1) ?? '';
  const name = [...last].slice(0, LONGEST).join('');
  return name === '' ? 'unnamed' : name;
}

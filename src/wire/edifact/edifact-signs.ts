/** The characters that part a file (ISO 9735 section 7.1). */
export interface EdifactSigns {
  readonly component: string;
  readonly element: string;
  readonly decimal: string;
  readonly release: string;
  readonly terminator: string;
}

export const DEFAULT_SIGNS: EdifactSigns = {
  component: ':',
  element: '+',
  decimal: '.',
  release: '?',
  terminator: "'",
};

const ADVICE_LENGTH = 9;

/** The signs of a service string advice (`UNA:+.? '`) that a text begins with; `undefined` without one. */
export function readAdvice(text: string): EdifactSigns | undefined {
  if (!text.startsWith('UNA') || text.length < ADVICE_LENGTH) return undefined;
  const [component = '', element = '', decimal = '', release = '', , terminator = ''] = text.slice(
    3,
    ADVICE_LENGTH,
  );
  return { component, element, decimal, release, terminator };
}

export function writeAdvice(signs: EdifactSigns): string {
  const { component, element, decimal, release, terminator } = signs;
  return `UNA${component}${element}${decimal}${release} ${terminator}`;
}

/** Whether each sign can be told from the others and from what data and tags are made of. */
export function areDistinct({ component, element, release, terminator }: EdifactSigns): boolean {
  const signs = [component, element, release, terminator];
  return new Set(signs).size === signs.length && signs.every((sign) => /^[^A-Z0-9\s]$/.test(sign));
}

/** A component with every sign in it released. */
export function released(text: string, signs: EdifactSigns): string {
  const { component, element, release, terminator } = signs;
  let written = '';
  for (const character of text) {
    const isSign =
      character === component ||
      character === element ||
      character === release ||
      character === terminator;
    written += isSign ? release + character : character;
  }
  return written;
}

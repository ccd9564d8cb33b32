import { parseNhsNumber } from '../src/domain/nhs-number.ts';
import { InvalidArgumentError } from './command.ts';

/** Numbers may be written as people write them: `999 100 1018`. */
export function nhsNumber(text: string): string {
  const number = parseNhsNumber(text.replace(/\s/g, ''));
  if (number) return number;
  throw new InvalidArgumentError('Ten digits with a right check digit are wanted, as 9991001018.');
}

/** Dates may be written as the product shows them: `1990-03-01`. */
export function digits(text: string): string {
  const date = text.replaceAll('-', '');
  if (/^(?:\d{4}|\d{6}|\d{8}|\d{12}|\d{14})$/.test(date)) return date;
  throw new InvalidArgumentError('A date is wanted, as 1990-03-01.');
}

/** Organisation codes are upper case. */
export function upperCase(text: string): string {
  return text.toUpperCase();
}

/** Records of one page. */
export function pageSize(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1 && value <= 1000) return value;
  throw new InvalidArgumentError('a whole number from 1 to 1000 is wanted');
}

/** The seed of what is drawn by chance. */
export function seed(text: string): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value <= 4_294_967_295) return value;
  throw new InvalidArgumentError('a whole number from 0 to 4294967295 is wanted');
}

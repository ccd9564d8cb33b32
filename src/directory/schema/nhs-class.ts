import { type ObjectClass, words } from './object-class.ts';

const ARC = '1.2.826.0.1285.0.2.0';

/** A class of the NHS by its number below the arc (sds-ods 1.4). Names parted by spaces. */
export function nhsClass(row: {
  readonly name: string;
  readonly number: number;
  readonly superior?: string;
  readonly kind?: ObjectClass['kind'];
  readonly must: string;
  readonly may?: string;
}): ObjectClass {
  const { name, number, superior = 'top', kind = 'STRUCTURAL', must, may = '' } = row;
  const oid = `${ARC}.${number}`;
  return { name, oid, superior, kind, must: words(must), may: words(may) };
}

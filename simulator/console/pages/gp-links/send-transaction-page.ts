import { parseNhsNumber } from '../../../../src/domain/nhs-number.ts';
import type { SimulatorError } from '../../../../src/platform/simulator-error.ts';
import type { NhaisLinkFacts, SpontaneousTransaction } from '../../../doors/nhais-desk.ts';
import { CONSOLE, h } from '../../element.ts';
import type { PageView } from '../../page.ts';
import { crumbs } from '../../pieces/crumbs.ts';
import { FormError } from '../world/attempt.ts';
import { type Field, formField, refusedAlert } from '../world/form-field.ts';

const CODES = [
  ['F1', 'F1: amendment'],
  ['F2', 'F2: deduction'],
  ['F3', 'F3: rejection of an acceptance'],
  ['F4', 'F4: approval of an acceptance'],
  ['F8', 'F8: close quarter notification'],
  ['F9', 'F9: FP69 prior notification'],
  ['F10', 'F10: FP69 flag removal'],
  ['F11', 'F11: rejection of a deduction request'],
] as const;

const TEXTS = [
  ...['nhsNumber', 'surname', 'forename', 'birthDate', 'town', 'reason', 'date', 'text'],
  'newAuthority',
] as const;

/** Has an authority send something of its own accord. */
export function sendTransactionPage(
  links: readonly NhaisLinkFacts[],
  typed: URLSearchParams,
  refused?: SimulatorError,
): PageView {
  const field = (name: string, label: string, more: Partial<Field> = {}) =>
    formField({ name, label, value: typed.get(name) ?? '', ...more }, refused);
  return {
    title: 'Send a transaction',
    ...(refused && { status: 422 }),
    body: [
      crumbs(['GP Links', '/gp-links'], ['Send']),
      refusedAlert(refused),
      h(
        'form',
        { class: 'fields card', method: 'post', action: `${CONSOLE}/gp-links/send` },
        field('link', 'Over the link', {
          choices: links.map(({ name, practice }) => [name, `${name} (${practice})`] as const),
        }),
        field('code', 'What', { choices: CODES }),
        field('nhsNumber', 'NHS number', { placeholder: '999 ...' }),
        field('surname', 'Surname'),
        field('forename', 'Forename'),
        field('birthDate', 'Born', { placeholder: '1990-03-01' }),
        field('town', 'Town', { hint: 'Of F9, where no more of the address is told.' }),
        field('reason', 'Reason', {
          hint: 'Of F2: 1 death, 2 to another authority. Of F9: 8 other.',
        }),
        field('date', 'Date', {
          placeholder: '2026-04-01',
          hint: 'Of the deduction, of the expiry of the FP69, of the end of the quarter.',
        }),
        field('newAuthority', 'New authority', { hint: 'Of F2 to another authority: its cipher.' }),
        field('transactionNumber', 'Transaction number', {
          hint: 'Of the practice, that an approval or rejection answers.',
        }),
        field('text', 'Free text'),
        h('button', { type: 'submit', class: 'primary' }, 'Send'),
      ),
    ],
  };
}

/** Throws a FormError. */
export function transactionOf(form: URLSearchParams): SpontaneousTransaction {
  const given = (name: string) => form.get(name)?.trim() || undefined;
  const code = CODES.map(([each]) => each).find((each) => each === given('code'));
  const link = given('link');
  if (!code || !link)
    throw new FormError('there is no link or no code', 'Choose over which link, and what.');
  const texts = Object.fromEntries(
    TEXTS.flatMap((name) => {
      const value = given(name);
      return value === undefined ? [] : [[name, value]];
    }),
  );
  const bare = texts.nhsNumber?.replace(/\s/g, '');
  if (bare !== undefined && /^\d{10}$/.test(bare) && !parseNhsNumber(bare))
    throw new FormError('the NHS number has a wrong check digit', 'Use one that begins with 999.');
  for (const name of ['birthDate', 'date'])
    if (texts[name] !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(texts[name]))
      throw new FormError(`${texts[name]} is no date`, 'Write dates as 2026-04-01.');
  const number = given('transactionNumber');
  if (number !== undefined && !/^[1-9]\d{0,6}$/.test(number))
    throw new FormError('the transaction number is none', 'A whole number up to 9999999.');
  return {
    ...{ ...texts, link, code },
    ...(bare !== undefined && { nhsNumber: bare }),
    ...(number !== undefined && { transactionNumber: Number(number) }),
  };
}

import { CONSOLE } from '../../element.ts';

/** Of the page of a run. */
export function runAddress(id: string): string {
  return `${CONSOLE}/runs/${encodeURIComponent(id)}`;
}

/** Of the page of one of its scenarios. */
export function scenarioAddress(id: string, scenario: string): string {
  return `${runAddress(id)}/scenarios/${encodeURIComponent(scenario)}`;
}

/** `?verdict=fail&role=sender`: what is empty is left out. */
export function queryOf(fields: Readonly<Record<string, string | undefined>>): string {
  const given = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) if (value) given.set(name, value);
  return `?${given.toString()}`;
}

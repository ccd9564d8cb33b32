import { createInterface } from 'node:readline';
import type { Simulator } from '../simulator/simulator.ts';
import { SimulatorError } from '../src/platform/simulator-error.ts';

export interface ScenarioOptions {
  readonly scenario?: string;
  readonly parameter?: readonly string[];
  readonly seed?: number;
  readonly system?: string;
}

/** A parameter that is no `name=value`. */
export class ParameterError extends SimulatorError {
  readonly code = 'SIM_PARAMETER';
  readonly remedy = 'Write --parameter NAME=VALUE, once for each.';
}

/**
 * Loads the situation of the options, says what is to be done, and then what happens, a line each. At a terminal
 * the person may give cues by their names, and start it.
 *
 * @returns what takes it away again
 */
export async function playScenario(
  simulator: Simulator,
  { scenario: file = '', parameter = [], seed, system }: ScenarioOptions,
  print: (line: string) => void,
): Promise<() => Promise<void>> {
  const desk = simulator.parts.scenarios;
  if (!desk) throw new Error('this simulator plays no situations');
  const parameters = Object.fromEntries(parameter.map(pair));
  const loaded = await desk.load({ file, parameters, seed, system });
  const { id, title, whatToDo, counterpart, plays, cues, replay } = loaded;
  const situation = (await simulator.counterparts()).find(id);
  const api = simulator.control && `${simulator.control.url}/api/v1/scenarios/${id}`;
  print('');
  print(`Situation ${id}: ${title}`);
  print(`  counterpart        ${counterpart.odsCode}, ${plays}, party key ${counterpart.partyKey}`);
  print(`  to do              ${whatToDo}`);
  if (plays === 'requester')
    print(`  start              type start${api ? `, or POST ${api}/start` : ''}`);
  for (const cue of cues) {
    const address = api ? `, or POST ${api}/cues/${encodeURIComponent(cue)}` : '';
    print(`  cue                type ${cue}${address}`);
  }
  print(`  again              ${replay}`);
  print('');
  const end = situation?.onEvent(({ at, text }) => print(`${at.slice(11, 23)}  ${file}  ${text}`));
  const lines = process.stdin.isTTY ? createInterface({ input: process.stdin }) : undefined;
  lines?.on('line', (line) => {
    const said = line.trim();
    if (said === '') return;
    const deed = said === 'start' ? desk.start(id) : desk.cue(id, said);
    deed.catch((error: unknown) => print(error instanceof Error ? error.message : String(error)));
  });
  return async () => {
    lines?.close();
    end?.();
    await desk.remove(id);
  };
}

function pair(text: string): readonly [name: string, value: string] {
  const at = text.indexOf('=');
  if (at < 1) throw new ParameterError(`"${text}" is no parameter`);
  return [text.slice(0, at), text.slice(at + 1)];
}

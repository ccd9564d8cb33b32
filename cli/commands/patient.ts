import { Command } from '../command.ts';
import { patientFileCommands } from './patient-files.ts';
import { patientRecordCommands } from './patient-records.ts';

type Print = (line: string) => void;

/** `spinebox patient`: the patients of PDS in a running simulator. Remarks go beside what is printed. */
export function patientCommand(
  print: Print = (line) => console.log(line),
  note: Print = (line) => console.error(line),
): Command {
  const patient = new Command('patient').description('the patients of PDS in a running simulator');
  for (const command of [...patientRecordCommands(print, note), ...patientFileCommands(print)])
    patient.addCommand(command);
  return patient;
}

export type {
  ControlAddress,
  EntryPage,
  EntryQuery,
  SpineboxControl,
  TransferRequest,
} from './control-client.ts';
export { controlClient } from './control-client.ts';
export type { EntryView, SideView } from './entry-view.ts';
export {
  ContainerCommandError,
  EntryNotSeenError,
  NothingToBundleError,
  SpineboxRefusedError,
  SpineboxUnreachableError,
  SystemUnclearError,
  VersionsDifferError,
} from './package-errors.ts';
export type {
  AdaptorAddress,
  BundleRequest,
  RunningSpinebox,
  Spinebox,
  SpineboxJournal,
} from './spinebox.ts';
export type { IssuedCertificate, PracticeOptions, SpineboxOptions } from './spinebox-options.ts';
export { type StartSpineboxOptions, startSpinebox } from './start-spinebox.ts';
export type { AwaitedEntry, WaitForOptions } from './wait-for-entry.ts';

import type { BodyRef, Entry, HttpSide } from '../src/journal/entry.ts';

/** One side of an exchange. Its bytes are at `href`; `controlClient.body` gets them. */
export type SideView = Omit<HttpSide<BodyRef>, 'body'> & {
  readonly body?: { readonly length: number; readonly crc: number; readonly href: string };
};

/** A journal entry as the control API shows it. */
export type EntryView = Omit<Entry, 'request' | 'response'> & {
  readonly request?: SideView;
  readonly response?: SideView;
};

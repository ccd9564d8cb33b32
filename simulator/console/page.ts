import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Child } from '../../src/wire/html/markup.ts';

/** A request to the console, taken apart. */
export interface ConsoleCall {
  /** By the names in the page's path. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** Fields of the form; empty unless it was a POST. */
  readonly form: URLSearchParams;
}

/** What a page says. */
export interface PageView {
  /** Of the window, and of the page as its heading. */
  readonly title: string;
  /** Everything below the heading. */
  readonly body: Child;
  /** Beside the heading: state badges, a button or two. */
  readonly aside?: Child;
  /** 200 unless given. */
  readonly status?: number;
  /** Of the navigation, where it is another than that of the route. */
  readonly section?: ConsoleSection;
}

/** What a request comes to. */
export type ConsoleAnswer =
  | PageView
  /** A piece of a page that is fetched again when something has happened. */
  | { readonly fragment: Child }
  /** Another page of the console, by its address below `/console`: after a form was taken. */
  | { readonly seeOther: string }
  /** Bytes of somebody else: saved as a file, never shown. */
  | {
      readonly download: {
        readonly name: string;
        readonly length?: number;
        write(response: ServerResponse, request: IncomingMessage): Promise<void>;
      };
    };

/**
 * One address of the console. A page works without its script: links and forms do everything, the script only keeps it
 * up to date.
 */
export interface ConsoleRoute {
  /** `get` shows, `post` takes a form. */
  readonly method: 'get' | 'post';
  /** Below `/console`, parameters with a colon: `/transfers/:conversation`. */
  readonly path: string;
  /** The section of the navigation that it belongs to. */
  readonly section: ConsoleSection;
  /** Rejections that are SimulatorErrors are shown with their remedy; NothingHereError is a 404. */
  answer(call: ConsoleCall): Promise<ConsoleAnswer>;
}

export const SECTIONS = {
  overview: ['Overview', '/'],
  transfers: ['Transfers', '/transfers'],
  world: ['World', '/world'],
  neighbours: ['Neighbours', '/mailboxes'],
  scenarios: ['Scenarios', '/scenarios'],
  runs: ['Runs', '/runs'],
} as const;
export type ConsoleSection = keyof typeof SECTIONS;

/** What the address names does not exist, or no longer. */
export class NothingHereError extends Error {
  /** What can be done instead. */
  readonly remedy: string;

  constructor(message: string, remedy: string) {
    super(message);
    this.remedy = remedy;
  }
}

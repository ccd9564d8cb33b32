import type { Finding } from '../../domain/finding.ts';
import type { Entry } from '../../journal/entry.ts';
import type { Located } from '../place/locate.ts';
import type { SideView } from '../place/side-view.ts';

/** A finding with what is known around it. */
export interface Missed {
  readonly entry: Entry;
  readonly finding: Finding;
  readonly view: SideView;
  readonly located: Located;
}

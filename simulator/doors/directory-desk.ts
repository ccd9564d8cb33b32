import type { DirectoryEntry } from '../../src/directory/entry.ts';
import type { DirectoryQuestion } from '../../src/directory/find-entries.ts';
import type { DirectoryRemark } from '../../src/directory/lint-directory.ts';

/** What the control API does with the directory. Rejections are SimulatorErrors. */
export interface DirectoryDesk {
  /** Systems and message handlers, systems first. */
  find(question: DirectoryQuestion): readonly DirectoryEntry[];
  /** The whole of it. */
  exportLdif(): string;
  /** Whole or not at all; gives the number of entries. */
  importLdif(text: string): Promise<number>;
  putAll(entries: readonly DirectoryEntry[]): Promise<number>;
  put(entry: DirectoryEntry): Promise<void>;
  /** `false` when there is no such entry. */
  remove(dn: string): Promise<boolean>;
  lint(): readonly DirectoryRemark[];
}

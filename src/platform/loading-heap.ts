import { setFlagsFromString } from 'node:v8';

/**
 * Runs what loads a great deal that stays. Nearly everything that is made survives then, and V8 would answer
 * with a young generation of more than 100 MB that nobody needs afterwards: it may not grow in the meantime.
 */
export function whileLoading<T>(load: () => T): T {
  setFlagsFromString('--semi-space-growth-factor=1');
  try {
    return load();
  } finally {
    // The default of V8.
    setFlagsFromString('--semi-space-growth-factor=2');
  }
}

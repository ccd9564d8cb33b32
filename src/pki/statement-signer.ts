import type { CertificateStore } from './certificate-store.ts';
import type { Identity } from './identity.ts';

/** The name in its certificate; no host has it. */
const NAME = 'conformance.spinebox.test';

/**
 * Who signs conformance statements of this installation: an identity of its own that can sign documents and nothing
 * else. Made when it is absent.
 */
export function statementSigner(store: CertificateStore): Promise<Identity> {
  return store.identity(NAME, 'conformance');
}

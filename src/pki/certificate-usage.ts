/** `document`: signs documents (RFC 9336), and shows itself in no handshake. */
export const CERTIFICATE_USAGES = ['server', 'client', 'document'] as const;
export type CertificateUsage = (typeof CERTIFICATE_USAGES)[number];

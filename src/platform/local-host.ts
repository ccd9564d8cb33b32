/**
 * Where a listener on this host is reached from this machine, as it stands in an address: one on every interface by the
 * loopback of its family, an IPv6 address in brackets.
 */
export function localHost(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  if (host === '::') return '[::1]';
  return host.includes(':') ? `[${host}]` : host;
}

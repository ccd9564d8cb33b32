// Run as a process of its own: opens the store of a directory and prints what it gets.
import { openCertificateStore } from '../../src/pki/certificate-store.ts';
import { systemClock } from '../../src/platform/clock.ts';

const [directory = '', fqdn = ''] = process.argv.slice(2);
const store = await openCertificateStore({ directory, clock: systemClock(), keyType: 'p-256' });
const { chainPem, trustPem, keyPem, crlPem } = await store.identity(fqdn);
console.log(JSON.stringify({ chainPem, trustPem, keyPem, crlPem }));

import { type LdapLoadOptions, ldapLoad } from './ldap-load.ts';

/** Puts load on a directory, in a process of its own. Each message is what to do, its answer what was measured. */
process.on('message', async (order: string) => {
  process.send?.(await ldapLoad(JSON.parse(order) as LdapLoadOptions));
});
process.on('disconnect', () => process.exit(0));
process.send?.({ port: 0 });

import { BER } from './ber-reader.ts';
import type { BerWriter } from './ber-writer.ts';
import type { LdapFilter } from './ldap-filter.ts';
import { FILTER } from './operation-tags.ts';

/** Writes a filter (RFC 4511 section 4.5.1). */
export function writeFilter(writer: BerWriter, filter: LdapFilter): void {
  switch (filter.kind) {
    case 'and':
    case 'or':
      writer.begin(FILTER[filter.kind]);
      for (const each of filter.filters) writeFilter(writer, each);
      writer.end();
      return;
    case 'not':
      writer.begin(FILTER.not);
      writeFilter(writer, filter.filter);
      writer.end();
      return;
    case 'present':
      writer.text(filter.attribute, FILTER.present);
      return;
    case 'substrings':
      writer.begin(FILTER.substrings).text(filter.attribute).begin(BER.sequence);
      if (filter.initial !== undefined) writer.text(filter.initial, 0x80);
      for (const part of filter.any) writer.text(part, 0x81);
      if (filter.final !== undefined) writer.text(filter.final, 0x82);
      writer.end().end();
      return;
    case 'extensible':
      writer.begin(FILTER.extensible);
      if (filter.rule !== undefined) writer.text(filter.rule, 0x81);
      if (filter.attribute !== undefined) writer.text(filter.attribute, 0x82);
      writer.text(filter.value, 0x83);
      if (filter.dnAttributes) writer.boolean(true, 0x84);
      writer.end();
      return;
    default:
      writer.begin(FILTER[filter.kind]).text(filter.attribute).text(filter.value).end();
  }
}

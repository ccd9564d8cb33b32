import { Readable } from 'node:stream';
import { crc32, deflateRawSync } from 'node:zlib';
import { sealing, UNSEALED } from '../../src/bundle/seal.ts';

/** A member as somebody would write it who means no good. */
export interface AnyMember {
  readonly name: string;
  readonly content?: string | Buffer;
  readonly flags?: number;
  readonly method?: number;
  readonly mode?: number;
  /** What the directory says of its size. */
  readonly bytes?: number;
  /** Where the directory says that it lies. */
  readonly at?: number;
  /** What stands before it. */
  readonly before?: string;
}

const FLAGS = (1 << 11) | (1 << 3);

/** A zip of these members, sealed as a bundle is. */
export async function zipOf(members: readonly AnyMember[], comment = UNSEALED): Promise<Buffer> {
  const pieces: Buffer[] = [];
  const records: Buffer[] = [];
  let offset = 0;
  const add = (...more: readonly Buffer[]) => {
    pieces.push(...more);
    offset += more.reduce((sum, { length }) => sum + length, 0);
  };
  for (const member of members) {
    const { name, flags = FLAGS, method = 8, mode = 0o100644 } = member;
    const content = Buffer.from(member.content ?? '');
    const packed = method === 8 ? deflateRawSync(content) : content;
    add(Buffer.from(member.before ?? ''));
    const at = member.at ?? offset;
    const named = Buffer.from(name, 'latin1');
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(20, 4);
    local.writeUInt16LE(flags, 6);
    local.writeUInt16LE(method, 8);
    local.writeUInt16LE(33, 12);
    local.writeUInt16LE(named.length, 26);
    const sizes = Buffer.alloc(12);
    sizes.writeUInt32LE(crc32(content), 0);
    sizes.writeUInt32LE(packed.length, 4);
    sizes.writeUInt32LE(member.bytes ?? content.length, 8);
    add(local, named, packed, Buffer.from('PK\x07\x08', 'latin1'), sizes);
    const record = Buffer.alloc(46);
    record.writeUInt32LE(0x02014b50, 0);
    record.writeUInt16LE((3 << 8) | 63, 4);
    record.writeUInt16LE(20, 6);
    record.writeUInt16LE(flags, 8);
    record.writeUInt16LE(method, 10);
    record.writeUInt16LE(33, 14);
    sizes.copy(record, 16);
    record.writeUInt16LE(named.length, 28);
    record.writeUInt32LE((mode << 16) >>> 0, 38);
    record.writeUInt32LE(at, 42);
    records.push(record, named);
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(members.length, 8);
  end.writeUInt16LE(members.length, 10);
  end.writeUInt32LE(Buffer.concat(records).length, 12);
  end.writeUInt32LE(offset, 16);
  end.writeUInt16LE(comment.length, 20);
  const whole = Buffer.concat([...pieces, ...records, end, Buffer.from(comment)]);
  return Buffer.concat(await Readable.from([whole]).pipe(sealing()).toArray());
}

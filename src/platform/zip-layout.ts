/** A member as the directory of a zip tells of it. */
export interface ZipRecord {
  readonly name: string;
  readonly method: number;
  readonly flags: number;
  readonly crc: number;
  readonly compressedBytes: number;
  readonly bytes: number;
  /** Of its local header. */
  readonly offset: number;
}

const LOCAL_HEADER_BYTES = 30;
/** Names are UTF-8, sizes follow the data. */
export const ZIP_FLAGS = (1 << 11) | (1 << 3);
/** 1 January 1980, midnight. */
export const ZIP_DATE = 33;
const LARGEST = 0xfffffffe;

function isLarge({ bytes, compressedBytes, offset }: ZipRecord): boolean {
  return bytes > LARGEST || compressedBytes > LARGEST || offset > LARGEST;
}

/** Where the data of a member begins. */
export function dataStart({ offset, name }: ZipRecord): number {
  return offset + LOCAL_HEADER_BYTES + name.length;
}

/** The one form that a local header of ours has; names are ASCII. */
export function localHeader({ name, method }: Pick<ZipRecord, 'name' | 'method'>): Buffer {
  const header = Buffer.alloc(LOCAL_HEADER_BYTES);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(20, 4);
  header.writeUInt16LE(ZIP_FLAGS, 6);
  header.writeUInt16LE(method, 8);
  header.writeUInt16LE(ZIP_DATE, 12);
  header.writeUInt16LE(name.length, 26);
  return Buffer.concat([header, Buffer.from(name, 'ascii')]);
}

/** What follows the data of a member. */
export function dataDescriptor(record: ZipRecord): Buffer {
  const { crc, compressedBytes, bytes } = record;
  const large = isLarge(record);
  const descriptor = Buffer.alloc(large ? 24 : 16);
  descriptor.writeUInt32LE(0x08074b50, 0);
  descriptor.writeUInt32LE(crc, 4);
  if (large) {
    descriptor.writeBigUInt64LE(BigInt(compressedBytes), 8);
    descriptor.writeBigUInt64LE(BigInt(bytes), 16);
  } else {
    descriptor.writeUInt32LE(compressedBytes, 8);
    descriptor.writeUInt32LE(bytes, 12);
  }
  return descriptor;
}

/** The first byte after a member. */
export function memberEnd(record: ZipRecord): number {
  return dataStart(record) + record.compressedBytes + dataDescriptor(record).length;
}

/** Bytes of the directory over these members. */
export function directoryBytes(records: readonly ZipRecord[]): number {
  const each = (record: ZipRecord) => 46 + record.name.length + (isLarge(record) ? 28 : 0);
  return records.reduce((sum, record) => sum + each(record), 0);
}

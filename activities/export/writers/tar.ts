const block = 512;

const octal = (value: number, digits: number): string => `${value.toString(8).padStart(digits, '0')}\0`;

/**
 * One file of a tar archive in ustar form, padded to whole blocks. Time and owner are 0, so that the same content gives the same bytes.
 *
 * @param name at most 100 bytes
 */
export function tarEntry(name: string, content: Uint8Array): Buffer {
  if (Buffer.byteLength(name) > 100) throw new RangeError(`a tar archive takes no name as long as ${name}`);
  const header = Buffer.alloc(block);
  header.write(name, 0);
  header.write(octal(0o644, 7), 100);
  header.write(octal(0, 7), 108);
  header.write(octal(0, 7), 116);
  header.write(octal(content.length, 11), 124);
  header.write(octal(0, 11), 136);
  header.write('        ', 148);
  header.write('0', 156);
  header.write('ustar\0', 257);
  header.write('00', 263);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${octal(sum, 6)} `, 148);
  const padding = (block - (content.length % block)) % block;
  return Buffer.concat([header, content, Buffer.alloc(padding)]);
}

/** Two empty blocks end an archive. */
export const tarEnd = Buffer.alloc(2 * block);

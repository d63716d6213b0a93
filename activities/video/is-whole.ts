/** First bytes of a GIF's blocks. */
const [extension, image, trailer] = [0x21, 0x2c, 0x3b];

/** Bytes of a colour table, by the flags of what it belongs to. */
const tableBytes = (flags: number): number => (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0);

/** Where the sub-blocks that begin at `at` are over: a length before each, 0 at the end. */
function afterSubBlocks(bytes: Buffer, at: number): number {
  let place = at;
  for (let length = bytes[place]; length !== undefined && length > 0; length = bytes[place]) place += length + 1;
  return place + 1;
}

/** Whether block after block leads to the trailer; what stands behind it does not matter. */
function reachesTrailer(bytes: Buffer): boolean {
  let at = 13 + tableBytes(bytes[10] ?? 0);
  while (at < bytes.length) {
    const kind = bytes[at];
    if (kind === trailer) return true;
    if (kind === extension) at = afterSubBlocks(bytes, at + 2);
    else if (kind === image) at = afterSubBlocks(bytes, at + 11 + tableBytes(bytes[at + 9] ?? 0));
    else return false;
  }
  return false;
}

/**
 * Whether an animated GIF or WebP reaches its end, by its container: of a file that broke off the decoder shows the frames that are
 * left, and says nothing.
 */
export function isWhole(bytes: Buffer): boolean {
  if (bytes.toString('latin1', 0, 4) === 'RIFF') return bytes.length >= 8 && bytes.length >= bytes.readUInt32LE(4) + 8;
  return bytes.toString('latin1', 0, 3) === 'GIF' && reachesTrailer(bytes);
}

/** GIF's last byte. */
const trailer = 0x3b;

/**
 * Whether an animated GIF or WebP reaches its end, by its container: of a file that broke off the decoder shows the frames that are
 * left, and says nothing. Zeros behind a GIF's end are let pass.
 */
export function isWhole(bytes: Buffer): boolean {
  if (bytes.toString('latin1', 0, 4) === 'RIFF') return bytes.length >= 8 && bytes.length >= bytes.readUInt32LE(4) + 8;
  let last = bytes.length - 1;
  while (last > 0 && bytes[last] === 0) last -= 1;
  return bytes[last] === trailer;
}

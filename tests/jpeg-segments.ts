/** What a baseline JPEG says of its coding. */
export interface JpegCoding {
  /** Luminance, then colour, in the file's order. */
  readonly tables: Buffer;
  /** Horizontal and vertical sampling of each component. */
  readonly sampling: readonly (readonly [number, number])[];
}

const [quantisation, frame, scan] = [0xdb, 0xc0, 0xda];

/** Reads the segments before the scan. */
export function jpegCoding(jpeg: Buffer): JpegCoding {
  const tables = new Map<number, Buffer>();
  let sampling: JpegCoding['sampling'] = [];
  for (let at = 2; jpeg[at + 1] !== scan; at += 2 + jpeg.readUInt16BE(at + 2)) {
    const end = at + 2 + jpeg.readUInt16BE(at + 2);
    if (jpeg[at + 1] === quantisation)
      for (let start = at + 4; start < end; start += 65)
        tables.set(jpeg.readUInt8(start), jpeg.subarray(start + 1, start + 65));
    if (jpeg[at + 1] === frame)
      sampling = Array.from({ length: jpeg.readUInt8(at + 9) }, (_, one) => {
        const both = jpeg.readUInt8(at + 11 + one * 3);
        return [both >> 4, both & 15];
      });
  }
  return { tables: Buffer.concat([tables.get(0) ?? Buffer.alloc(0), tables.get(1) ?? Buffer.alloc(0)]), sampling };
}

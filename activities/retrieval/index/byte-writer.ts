import { closeSync, openSync, writeSync } from 'node:fs';

/** A file written from its beginning through one buffer. */
export interface ByteWriter {
  /** Bytes written so far. */
  readonly at: number;
  /** A non-negative integer below 2^53, seven bits a byte, the lowest first. */
  varint(value: number): void;
  bytes(bytes: Uint8Array): void;
  /** Length in bytes, then the UTF-8 of the text. */
  text(text: string): void;
  close(): void;
}

/** @default 1 MiB of buffer */
const bufferBytes = 2 ** 20;
const longestVarint = 8;

export function writeBytes(path: string): ByteWriter {
  const file = openSync(path, 'wx');
  const buffer = Buffer.allocUnsafe(bufferBytes);
  let used = 0;
  let written = 0;

  function flush(): void {
    writeAll(buffer.subarray(0, used));
    used = 0;
  }
  function writeAll(data: Uint8Array): void {
    for (let from = 0; from < data.length;) from += writeSync(file, data, from);
    written += data.length;
  }
  function varint(value: number): void {
    if (used + longestVarint > bufferBytes) flush();
    used = putVarint(buffer, used, value);
  }
  function bytes(data: Uint8Array): void {
    if (used + data.length > bufferBytes) flush();
    if (data.length > bufferBytes) return writeAll(data);
    buffer.set(data, used);
    used += data.length;
  }
  return {
    get at() {
      return written + used;
    },
    varint,
    bytes,
    text(text) {
      const utf8 = Buffer.from(text, 'utf8');
      varint(utf8.length);
      bytes(utf8);
    },
    close() {
      flush();
      closeSync(file);
    },
  };
}

/** Writes the number and returns the place after it. */
export function putVarint(into: Uint8Array, at: number, value: number): number {
  let place = at;
  let rest = value;
  while (rest >= 0x80) {
    into[place++] = (rest % 0x80) | 0x80;
    rest = Math.floor(rest / 0x80);
  }
  into[place++] = rest;
  return place;
}

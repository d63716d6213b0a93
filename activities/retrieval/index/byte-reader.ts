import { closeSync, openSync, readSync } from 'node:fs';

/** Reads what a ByteWriter wrote, from the beginning, through one buffer. */
export interface ByteReader {
  /** Whether everything was read. */
  ended(): boolean;
  varint(): number;
  /** A copy of the next bytes. */
  bytes(length: number): Buffer;
  text(): string;
  close(): void;
}

/** @default 256 KiB of buffer */
const bufferBytes = 2 ** 18;

export function readBytes(path: string): ByteReader {
  const file = openSync(path, 'r');
  let buffer = Buffer.allocUnsafe(bufferBytes);
  let at = 0;
  let end = 0;

  /** Makes the next `wanted` bytes stand in the buffer, as far as there are any. */
  function fill(wanted: number): void {
    if (end - at >= wanted) return;
    if (wanted > buffer.length) {
      const larger = Buffer.allocUnsafe(wanted);
      buffer.copy(larger, 0, at, end);
      buffer = larger;
    } else buffer.copy(buffer, 0, at, end);
    end -= at;
    at = 0;
    for (let read = -1; read !== 0 && end < buffer.length; end += read)
      read = readSync(file, buffer, end, buffer.length - end, null);
  }
  function varint(): number {
    let value = 0;
    for (let place = 1; ; place *= 0x80) {
      fill(1);
      if (at >= end) throw new RangeError(`${path} ends within a number`);
      const byte = buffer[at++] as number;
      value += (byte & 0x7f) * place;
      if (byte < 0x80) return value;
    }
  }
  function bytes(length: number): Buffer {
    fill(length);
    if (end - at < length) throw new RangeError(`${path} ends ${length - (end - at)} bytes early`);
    at += length;
    return Buffer.from(buffer.subarray(at - length, at));
  }
  return {
    ended() {
      fill(1);
      return at >= end;
    },
    varint,
    bytes,
    text: () => bytes(varint()).toString('utf8'),
    close: () => closeSync(file),
  };
}

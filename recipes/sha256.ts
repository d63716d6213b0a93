import { hash } from 'node:crypto';
import { canonicalJson } from './canonical-json.ts';

/** Hex sha256 of a text (UTF-8) or of bytes. */
export function sha256(data: string | Uint8Array): string {
  return hash('sha256', data, 'hex');
}

/** Hex sha256 of a value's canonical JSON. */
export function hashOf(value: unknown): string {
  return sha256(canonicalJson(value));
}

/** Uniform in [0, 1) with 48 bits, a pure function of the parts. */
export function uniformFrom(...parts: readonly (string | number)[]): number {
  return parseInt(hashOf(parts).slice(0, 12), 16) / 2 ** 48;
}

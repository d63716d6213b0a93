import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import {
  dequantizeBox,
  parseTaskOutput,
  quantizeBox,
  type Box,
  type FlorenceResult,
} from '../../../recipes/florence2/index.ts';

interface Vectors {
  readonly parse: readonly {
    readonly task: `<${string}>`;
    readonly text: string;
    readonly width: number;
    readonly height: number;
    readonly expected: FlorenceResult;
  }[];
  readonly quantize: readonly {
    readonly width: number;
    readonly height: number;
    readonly box: Box;
    readonly bins: Box;
    readonly dequantized: Box;
  }[];
}
const file = new URL('../../fixtures/conformance/florence2.json', import.meta.url);
const { parse, quantize } = JSON.parse(readFileSync(file, 'utf8')) as Vectors;

describe('conformance with the reference processor', () => {
  it.each(parse.map((vector, at) => ({ ...vector, at })))('parses $task, vector $at', (vector) => {
    const { task, text, width, height, expected } = vector;
    expect(parseTaskOutput(task, text, { width, height }, { parity: true })).toEqual(expected);
  });

  it.each(quantize)('quantizes $box at $width x $height', ({ box, bins, dequantized, width, height }) => {
    expect(quantizeBox(box, { width, height })).toEqual(bins);
    expect(dequantizeBox(bins, { width, height }, { parity: true })).toEqual(dequantized);
  });
});

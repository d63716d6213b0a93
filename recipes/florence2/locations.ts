/** Width and height of the original picture, in pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}
/** x0, y0, x1, y1: top-left and bottom-right corner, in pixels or in bins. */
export type Box = readonly [number, number, number, number];

/** Bins of an axis (paper, section 4.1). x is cut by the width and y by the height: the model's input is not letterboxed. */
export const BINS = 1000;

function binOf(value: number, side: number): number {
  // value * BINS / side and not value / (side / BINS): the latter is a bin off at whole pixels of some sides, 540 of 1080.
  return Math.min(BINS - 1, Math.max(0, Math.floor((value * BINS) / side)));
}

function centre(bin: number, side: number): number {
  return ((bin + 0.5) * side) / BINS;
}

/** The reference computes in single precision and cuts the fraction off. */
function referenceCentre(bin: number, side: number): number {
  return Math.trunc(Math.fround(Math.fround(bin + 0.5) * Math.fround(side / BINS)));
}

/** Bins of a flat list x, y, x, y, … of pixels. Values outside the picture take the nearest bin. */
export function quantize(pixels: readonly number[], { width, height }: Size): number[] {
  return pixels.map((value, at) => binOf(value, at % 2 === 0 ? width : height));
}

/** Pixels of a flat list of bins: their centres, at most half a bin (side / 2000) from what was quantized. */
export function dequantize(
  bins: readonly number[],
  { width, height }: Size,
  { parity = false }: { readonly parity?: boolean } = {},
): number[] {
  const place = parity ? referenceCentre : centre;
  return bins.map((value, at) => place(value, at % 2 === 0 ? width : height));
}

/** The four bins of a box in pixels, each 0 to 999. */
export function quantizeBox([x0, y0, x1, y1]: Box, { width, height }: Size): [number, number, number, number] {
  return [binOf(x0, width), binOf(y0, height), binOf(x1, width), binOf(y1, height)];
}

/** The box of four bins in pixels: bin centres as floats, or whole pixels with `parity`, as the reference. */
export function dequantizeBox(
  [x0, y0, x1, y1]: Box,
  { width, height }: Size,
  { parity = false }: { readonly parity?: boolean } = {},
): [number, number, number, number] {
  const place = parity ? referenceCentre : centre;
  return [place(x0, width), place(y0, height), place(x1, width), place(y1, height)];
}

/** `<loc_52><loc_332>…` */
export function locationTokens(bins: readonly number[]): string {
  return bins.map((value) => `<loc_${value}>`).join('');
}

/** Numbers of the location tokens in a text, in their order. */
export function locationsIn(text: string): number[] {
  return Array.from(text.matchAll(/<loc_(\d+)>/g), ([, digits]) => Number(digits));
}

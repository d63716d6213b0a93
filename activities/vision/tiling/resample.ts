/** Decoded pixels: rows from the top, three bytes each, red, green, blue. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

const channels = 3;

/** Bits of a weight's fraction: 32 less 8 of a value and 2 of sums beyond it. */
const precision = 22;

/** Keys' cubic at a = -0.5, zero from a distance of 2 on. */
function cubic(distance: number): number {
  const x = Math.abs(distance);
  if (x < 1) return (1.5 * x - 2.5) * x * x + 1;
  return x < 2 ? -0.5 * (((x - 5) * x + 8) * x - 4) : 0;
}

/** Of each output place along an axis: the first input it sees, and the weights of that and those behind it. */
interface Weights {
  readonly first: Int32Array;
  /** How many inputs each place sees. */
  readonly seen: Int32Array;
  /** `span` of each place. */
  readonly weights: Int32Array;
  readonly span: number;
}

/** The filter is widened where the axis shrinks, and cut off with its sum kept at the edges. */
function weightsOf(from: number, to: number): Weights {
  const scale = from / to;
  const widened = Math.max(1, scale);
  const support = 2 * widened;
  const span = Math.ceil(support) * 2 + 1;
  const first = new Int32Array(to);
  const seen = new Int32Array(to);
  const weights = new Int32Array(to * span);
  for (let at = 0; at < to; at++) {
    const centre = (at + 0.5) * scale;
    const low = Math.max(0, Math.trunc(centre - support + 0.5));
    const count = Math.min(from, Math.trunc(centre + support + 0.5)) - low;
    const exact = Array.from({ length: count }, (_, x) => cubic((x + low - centre + 0.5) * (1 / widened)));
    const sum = exact.reduce((total, one) => total + one, 0);
    first[at] = low;
    seen[at] = count;
    for (const [x, one] of exact.entries()) {
      const share = (sum === 0 ? one : one / sum) * 2 ** precision;
      weights[at * span + x] = Math.trunc(share < 0 ? share - 0.5 : share + 0.5);
    }
  }
  return { first, seen, weights, span };
}

const half = 1 << (precision - 1);
const { imul } = Math;

function across({ width, height, data }: Pixels, to: number): Pixels {
  if (to === width) return { width, height, data };
  const { first, seen, weights, span } = weightsOf(width, to);
  const out = new Uint8ClampedArray(to * height * channels);
  for (let y = 0, put = 0; y < height; y++) {
    const row = y * width * channels;
    for (let x = 0; x < to; x++) {
      let [red, green, blue] = [half, half, half];
      let at = row + (first[x] as number) * channels;
      const end = x * span + (seen[x] as number);
      for (let k = x * span; k < end; k++) {
        const weight = weights[k] as number;
        red += imul(data[at++] as number, weight);
        green += imul(data[at++] as number, weight);
        blue += imul(data[at++] as number, weight);
      }
      out[put++] = red >> precision;
      out[put++] = green >> precision;
      out[put++] = blue >> precision;
    }
  }
  return { width: to, height, data: new Uint8Array(out.buffer) };
}

function down({ width, height, data }: Pixels, to: number): Pixels {
  if (to === height) return { width, height, data };
  const { first, seen, weights, span } = weightsOf(height, to);
  const stride = width * channels;
  const out = new Uint8ClampedArray(to * stride);
  const sums = new Int32Array(stride);
  for (let y = 0; y < to; y++) {
    sums.fill(half);
    const [from, count] = [y * span, seen[y] as number];
    let row = (first[y] as number) * stride;
    // Four rows at a time: an enlarged picture's place sees no more.
    let k = 0;
    for (; k + 4 <= count; k += 4, row += 4 * stride) {
      const a = weights[from + k] as number;
      const b = weights[from + k + 1] as number;
      const c = weights[from + k + 2] as number;
      const d = weights[from + k + 3] as number;
      for (let x = 0, at = row; x < stride; x++, at++) {
        sums[x] =
          (sums[x] as number) +
          imul(data[at] as number, a) +
          imul(data[at + stride] as number, b) +
          imul(data[at + 2 * stride] as number, c) +
          imul(data[at + 3 * stride] as number, d);
      }
    }
    for (; k < count; k++, row += stride) {
      const weight = weights[from + k] as number;
      for (let x = 0; x < stride; x++) sums[x] = (sums[x] as number) + imul(data[row + x] as number, weight);
    }
    for (let x = 0; x < stride; x++) out[y * stride + x] = (sums[x] as number) >> precision;
  }
  return { width, height: to, data: new Uint8Array(out.buffer) };
}

/**
 * Bicubic resampling as Pillow's `resize` does it up to release 12, bit for bit: the trainer's loader resizes with it, and libvips' own
 * enlargement lies half a pixel beside. Holds its thread.
 */
export function resample(pixels: Pixels, width: number, height: number): Pixels {
  return down(across(pixels, width), height);
}

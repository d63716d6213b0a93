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

function byte(sum: number): number {
  const value = sum >> precision;
  return value < 0 ? 0 : value > 255 ? 255 : value;
}

function across({ width, height, data }: Pixels, to: number): Pixels {
  if (to === width) return { width, height, data };
  const { first, seen, weights, span } = weightsOf(width, to);
  const out = new Uint8Array(to * height * channels);
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
      out[put++] = byte(red);
      out[put++] = byte(green);
      out[put++] = byte(blue);
    }
  }
  return { width: to, height, data: out };
}

function down({ width, height, data }: Pixels, to: number): Pixels {
  if (to === height) return { width, height, data };
  const { first, seen, weights, span } = weightsOf(height, to);
  const stride = width * channels;
  const out = new Uint8Array(to * stride);
  const sums = new Int32Array(stride);
  for (let y = 0; y < to; y++) {
    sums.fill(half);
    for (let k = 0; k < (seen[y] as number); k++) {
      const weight = weights[y * span + k] as number;
      const row = ((first[y] as number) + k) * stride;
      for (let x = 0; x < stride; x++) sums[x] = (sums[x] as number) + imul(data[row + x] as number, weight);
    }
    for (let x = 0; x < stride; x++) out[y * stride + x] = byte(sums[x] as number);
  }
  return { width, height: to, data: out };
}

/**
 * Bicubic resampling as Pillow's `resize` does it up to release 12, bit for bit: the trainer's loader resizes with it, and libvips' own
 * enlargement lies half a pixel beside. Holds its thread.
 */
export function resample(pixels: Pixels, width: number, height: number): Pixels {
  return down(across(pixels, width), height);
}

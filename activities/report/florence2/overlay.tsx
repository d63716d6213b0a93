import type { VNode } from 'preact';
import type { Annotation, PlacedAnnotation } from '../../../recipes/florence2/annotations/annotation.ts';
import { boundsOf } from '../../../recipes/florence2/geometry/place.ts';
import type { Size } from '../../../recipes/florence2/locations.ts';

/** Colours of labels, in order of appearance (frame/style.ts). */
const TONES = 5;
/** Height of a label's letters, as a share of the picture's shorter side. */
const LETTERS = 0.036;
/** Width of a letter over its height, on average, in the page's font. */
const LETTER_WIDTH = 0.56;

/** What is drawn: regions that name a thing, outlines and lines of text. */
export const drawn = (annotations: readonly Annotation[]): PlacedAnnotation[] =>
  annotations.flatMap((one) => (one.class === 'region_text' && one.granularity === 'phrase' ? [one] : []));

export function toneOf(annotations: readonly PlacedAnnotation[]): (one: PlacedAnnotation) => string {
  const labels = [...new Set(annotations.filter(({ geometry }) => geometry.type !== 'quad').map(({ text }) => text))];
  return ({ geometry, text }) => (geometry.type === 'quad' ? 'line' : `b${labels.indexOf(text) % TONES}`);
}

const round = (value: number): number => Math.round(value * 10) / 10;
const points = (ring: readonly number[]): string => ring.map(round).join(' ');

function Shape({ one, tone }: { readonly one: PlacedAnnotation; readonly tone: string }): VNode {
  const { geometry, text, score } = one;
  const title = <title>{`${text}${score === null ? '' : ` ${score.toFixed(2)}`}`}</title>;
  if (geometry.type !== 'box') {
    const rings = geometry.type === 'quad' ? [geometry.pixels] : geometry.pixels;
    return (
      <g class={`${tone} ${geometry.type}`}>
        {title}
        {rings.map((ring) => (
          <polygon points={points(ring)} />
        ))}
      </g>
    );
  }
  const [x0, y0, x1, y1] = boundsOf(geometry);
  return (
    <rect class={tone} x={round(x0)} y={round(y0)} width={round(x1 - x0)} height={round(y1 - y0)}>
      {title}
    </rect>
  );
}

/** The label of a box on a filled ground at its top edge; of a line of text none, for its words stand beside the picture. */
function Label({
  one,
  tone,
  size,
}: {
  readonly one: PlacedAnnotation;
  readonly tone: string;
  readonly size: Size;
}): VNode | null {
  if (one.geometry.type === 'quad') return null;
  const letters = Math.min(size.width, size.height) * LETTERS;
  const text = `${one.text}${one.score === null ? '' : ` ${one.score.toFixed(2)}`}`;
  const [x0, y0] = boundsOf(one.geometry);
  const width = text.length * letters * LETTER_WIDTH + letters * 0.6;
  const x = Math.max(0, Math.min(x0, size.width - width));
  const y = Math.max(0, y0 - letters * 1.35);
  return (
    <g class={`tag ${tone}`}>
      <rect x={round(x)} y={round(y)} width={round(width)} height={round(letters * 1.35)} />
      <text x={round(x + letters * 0.3)} y={round(y + letters)} font-size={round(letters)}>
        {text}
      </text>
    </g>
  );
}

/** Boxes, corners and outlines of a picture in its own pixels, drawn over it. */
export function Overlay({
  annotations,
  size,
}: {
  readonly annotations: readonly PlacedAnnotation[];
  readonly size: Size;
}): VNode {
  const tone = toneOf(annotations);
  return (
    <svg class="overlay" viewBox={`0 0 ${size.width} ${size.height}`} preserveAspectRatio="none" aria-hidden="true">
      {annotations.map((one) => (
        <Shape one={one} tone={tone(one)} />
      ))}
      {annotations.map((one) => (
        <Label one={one} tone={tone(one)} size={size} />
      ))}
    </svg>
  );
}

import type { VNode } from 'preact';

export interface DrawnBox {
  readonly label: string;
  /** [x1, y1, x2, y2], each 0..1. */
  readonly bbox: readonly number[];
}

/** Colours of boxes, by label in order of appearance. */
const tones = 5;

function toneOf(boxes: readonly DrawnBox[]): (label: string) => string {
  const labels = [...new Set(boxes.map(({ label }) => label))];
  return (label) => `b${labels.indexOf(label) % tones}`;
}

/** A share of the side in hundredths, with two decimals. */
const hundredths = (share: number): number => Math.round(share * 1e4) / 100;

function Frame({
  box: [x1 = 0, y1 = 0, x2 = 0, y2 = 0],
  tone,
  label,
}: {
  readonly box: readonly number[];
  readonly tone: string;
  readonly label: string;
}): VNode {
  return (
    <rect
      class={tone}
      x={hundredths(x1)}
      y={hundredths(y1)}
      width={hundredths(Math.max(0, x2 - x1))}
      height={hundredths(Math.max(0, y2 - y1))}
    >
      <title>{label}</title>
    </rect>
  );
}

/** A small picture with its boxes drawn over, and what the colours stand for. */
export function Photo({
  picture,
  boxes,
}: {
  readonly picture: string | undefined;
  readonly boxes: readonly DrawnBox[];
}): VNode {
  const tone = toneOf(boxes);
  const labels = [...new Set(boxes.map(({ label }) => label))];
  return (
    <>
      <div class="photo">
        {picture === undefined ? <p class="absent">The picture cannot be shown.</p> : <img src={picture} alt="" />}
        {boxes.length === 0 ? null : (
          <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
            {boxes.map(({ label, bbox }) => (
              <Frame box={bbox} tone={tone(label)} label={label} />
            ))}
          </svg>
        )}
      </div>
      {labels.length === 0 ? null : (
        <ul class="boxes">
          {labels.map((label) => (
            <li>
              <svg viewBox="0 0 10 10" aria-hidden="true">
                <rect class={tone(label)} x="1" y="1" width="8" height="8" />
              </svg>
              {label}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

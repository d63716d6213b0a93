import type { VNode } from 'preact';

export interface Segment {
  readonly value: number;
  /** CSS class that colours it. */
  readonly tone: string;
  readonly label: string;
}

/** Parts of a whole side by side. Drawn in SVG, since the page's policy allows no style attributes. */
export function StackedBar({ segments }: { readonly segments: readonly Segment[] }): VNode {
  const sum = segments.reduce((total, { value }) => total + value, 0);
  let from = 0;
  const drawn = segments.map(({ value, tone, label }) => {
    const width = sum === 0 ? 0 : (value / sum) * 100;
    const x = from;
    from += width;
    return (
      <rect class={tone} x={x} y="0" width={width} height="10">
        <title>{label}</title>
      </rect>
    );
  });
  return (
    <svg
      class="bar"
      viewBox="0 0 100 10"
      preserveAspectRatio="none"
      role="img"
      aria-label={segments.map(({ label }) => label).join(', ')}
    >
      <rect class="track" x="0" y="0" width="100" height="10" />
      {drawn}
    </svg>
  );
}

/** A share of 1, as a bar on a track. */
export function ShareBar({
  share,
  tone,
  label,
}: {
  readonly share: number;
  readonly tone: string;
  readonly label: string;
}): VNode {
  return (
    <svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" role="img" aria-label={label}>
      <rect class="track" x="0" y="0" width="100" height="10" />
      <rect class={tone} x="0" y="0" width={Math.min(1, Math.max(0, share)) * 100} height="10" />
    </svg>
  );
}

export function Legend({
  entries,
}: {
  readonly entries: readonly { readonly tone: string; readonly label: string }[];
}): VNode {
  return (
    <ul class="legend">
      {entries.map(({ tone, label }) => (
        <li>
          <svg viewBox="0 0 10 10" aria-hidden="true">
            <rect class={tone} width="10" height="10" rx="2" />
          </svg>
          {label}
        </li>
      ))}
    </ul>
  );
}

import type { VNode } from 'preact';
import { ShareBar } from '../frame/bars.tsx';
import { count, percent } from '../frame/numbers.ts';

/** Samples that are left after a stage. */
export interface FunnelStep {
  readonly label: string;
  readonly left: number;
}

/** What each stage left of the dataset, from cheap to dear. */
export function Funnel({ steps }: { readonly steps: readonly FunnelStep[] }): VNode {
  const all = steps[0]?.left ?? 0;
  return (
    <div>
      <h3>Samples left after each stage</h3>
      {steps.map(({ label, left }) => {
        const share = all === 0 ? 0 : left / all;
        return (
          <div class="share-row">
            <span>{label}</span>
            <ShareBar share={share} tone="kept" label={`${label}: ${count(left)}`} />
            <span class="share-text">{`${count(left)} (${percent(all === 0 ? null : share)})`}</span>
          </div>
        );
      })}
    </div>
  );
}

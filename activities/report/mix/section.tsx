import type { VNode } from 'preact';
import { z } from 'zod';
import { measuredSample } from '../../../recipes/mix/index.ts';
import { ShareBar } from '../frame/bars.tsx';
import { count, percent, short } from '../frame/numbers.ts';
import type { RecipeReport } from '../section.ts';

const mixed = measuredSample.extend({ repeat: z.number() });
const packed = z.object({ tokens: z.int(), tileSlots: z.int(), members: z.array(z.string()) });
const limits = z.looseObject({ pack: z.looseObject({ maxTokens: z.int(), maxTiles: z.int() }) });

interface DatasetSum {
  rows: number;
  tokens: number;
  trainable: number;
  tiles: number;
  repeat: number;
}

const reasons: Readonly<Record<string, string>> = {
  bad_structure: 'the trainer’s loader would stumble over it: roles, placeholders or boxes',
  over_long: 'more tokens or tiles than a pack takes',
  not_drawn: 'left out by a repeat time below 1',
  several_images: 'several pictures where one is read',
  video: 'a sample with a video',
};

/** A mix: its datasets with their tokens and repeat times, and how full the packs are. */
export const mixReport: RecipeReport = {
  parts: 'parts',
  explain: (reason) => reasons[reason],
  example: ({ detail }) => (detail?.['faults'] === undefined ? undefined : JSON.stringify(detail['faults'])),
  open({ identity }) {
    const { pack } = limits.parse(identity.options);
    const datasets = new Map<string, DatasetSum>();
    const packs = { count: 0, tokens: 0, tiles: 0, members: 0 };
    const fill = (amount: number, most: number): number | null =>
      packs.count === 0 ? null : amount / (packs.count * most);
    return {
      add({ stages }) {
        for (const row of stages.flatMap(({ rows }) => rows)) {
          const sample = mixed.safeParse(row).data;
          const one = packed.safeParse(row).data;
          if (sample) {
            const sum = datasets.get(sample.dataset) ?? { rows: 0, tokens: 0, trainable: 0, tiles: 0, repeat: 1 };
            datasets.set(sample.dataset, sum);
            sum.rows += 1;
            sum.tokens += sample.tokens;
            sum.trainable += sample.trainable;
            sum.tiles += sample.tiles.reduce((total, tiles) => total + tiles, 0);
            sum.repeat = sample.repeat;
          } else if (one) {
            packs.count += 1;
            packs.tokens += one.tokens;
            packs.tiles += one.tileSlots;
            packs.members += one.members.length;
          }
        }
      },
      figures: () => ({
        datasets: Object.fromEntries([...datasets].map(([name, sum]) => [name, { ...sum }])),
        packs: packs.count,
        members: packs.members,
        tokenFill: fill(packs.tokens, pack.maxTokens),
        tileFill: fill(packs.tiles, pack.maxTiles),
      }),
      headline: () => [
        { label: 'samples', value: count([...datasets.values()].reduce((sum, { rows }) => sum + rows, 0)) },
        ...(packs.count === 0
          ? []
          : [{ label: 'packs', value: count(packs.count), note: `${count(packs.members)} samples in them` }]),
      ],
      warning: () => (datasets.size === 0 ? 'No sample was taken. The reasons stand below.' : undefined),
      renderFigures: () => (
        <section>
          <h2>The mix</h2>
          <div class="pair">
            <Datasets datasets={datasets} />
            <Fills tokens={fill(packs.tokens, pack.maxTokens)} tiles={fill(packs.tiles, pack.maxTiles)} />
          </div>
        </section>
      ),
      renderSamples: async () => <section />,
    };
  },
};

function Datasets({ datasets }: { readonly datasets: ReadonlyMap<string, DatasetSum> }): VNode {
  const taken = [...datasets.values()].reduce((sum, { tokens, repeat }) => sum + tokens * repeat, 0);
  return (
    <div class="scroll">
      <table class="ratio">
        <thead>
          <tr>
            {['Dataset', 'Samples', 'Tokens', 'Learnt', 'Tiles', 'Times', 'Of the mix'].map((title) => (
              <th scope="col">{title}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {[...datasets]
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([name, sum]) => (
              <tr>
                <th scope="row">{name}</th>
                <td class="n">{count(sum.rows)}</td>
                <td class="n">{short(sum.tokens)}</td>
                <td class="n">{short(sum.trainable)}</td>
                <td class="n">{short(sum.tiles)}</td>
                <td class="n">{String(sum.repeat)}</td>
                <td class="n">{percent(taken === 0 ? null : (sum.tokens * sum.repeat) / taken)}</td>
              </tr>
            ))}
        </tbody>
      </table>
    </div>
  );
}

function Fills({ tokens, tiles }: { readonly tokens: number | null; readonly tiles: number | null }): VNode | null {
  if (tokens === null || tiles === null) return null;
  return (
    <div>
      <h3>How full the packs are</h3>
      {(
        [
          ['Tokens', tokens],
          ['Tiles', tiles],
        ] as const
      ).map(([label, share]) => (
        <div class="share-row">
          <span>{label}</span>
          <ShareBar share={share} tone="kept" label={`${label}: ${percent(share)}`} />
          <span class="share-text">{percent(share)}</span>
        </div>
      ))}
    </div>
  );
}

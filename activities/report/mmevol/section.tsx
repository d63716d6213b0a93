import type { VNode } from 'preact';
import {
  addReject,
  addRow,
  drawOperator,
  emptySums,
  finishSums,
  imageRecord,
  judgeSettings,
  mmevolOptions,
  type Operator,
  type RoundStatistics,
} from '../../../recipes/mmevol/index.ts';
import type { CommittedCampaign } from '../../export/committed-campaign.ts';
import { count, percent, plural } from '../frame/numbers.ts';
import { plainWords } from '../frame/reasons.ts';
import type { HeadlineFigure, RecipeReport, ReportSection, Thumbnail } from '../section.ts';
import { spreadSample } from '../spread-sample.ts';
import { Card } from './card.tsx';
import { exampleOf } from './fallen-item.ts';
import { Figures } from './figures.tsx';
import { explainReason } from './reasons.ts';
import { courseOf, storiesOf, type ImageStory } from './story.ts';

const total = (tally: Readonly<Record<string, number>>): number => Object.values(tally).reduce((sum, n) => sum + n, 0);

/** Evolved items of all rounds: kept, made, and the commonest reason why one fell. */
function evolvedOf(statistics: readonly RoundStatistics[]) {
  const rounds = statistics.filter(({ round, operator }) => round > 0 && operator === 'all');
  const kept = rounds.reduce((sum, { items }) => sum + (items['kept'] ?? 0), 0);
  const made = rounds.reduce((sum, { items }) => sum + total(items), 0);
  const reasons = new Map<string, number>();
  for (const { itemReasons, imageReasons, items } of rounds) {
    for (const [reason, times] of Object.entries(total(items) === 0 ? imageReasons : itemReasons)) {
      reasons.set(reason, times + (reasons.get(reason) ?? 0));
    }
  }
  const [commonest] = [...reasons].sort((a, b) => b[1] - a[1]);
  return { kept, made, commonest };
}

function headlineOf(statistics: readonly RoundStatistics[], judgedBy: 'model' | 'rule'): readonly HeadlineFigure[] {
  const seed = statistics.find(({ round, operator }) => round === 0 && operator === 'all');
  const { kept, made } = evolvedOf(statistics);
  return [
    {
      label: 'images',
      value: count(seed?.images['kept'] ?? 0),
      note: plural(seed?.items['kept'] ?? 0, 'seed question'),
    },
    { label: 'evolved questions kept', value: count(kept), note: `of ${count(made)} made, all rounds` },
    {
      label: 'keep ratio',
      value: percent(made === 0 ? null : kept / made),
      note: judgedBy === 'rule' ? 'rules in code, no judge' : 'rules and judge together',
    },
  ];
}

function warningOf(statistics: readonly RoundStatistics[]): string | undefined {
  const { kept, made, commonest } = evolvedOf(statistics);
  if (kept > 0 || commonest === undefined) return undefined;
  const [reason, times] = commonest;
  const why = explainReason(reason) ?? plainWords(reason);
  return `No evolved question survived (${plural(made, 'question')} made). The commonest reason: ${why.charAt(0).toLowerCase()}${why.slice(1)} (${reason}, ${count(times)} times). All reasons with examples stand below.`;
}

async function renderSamples(
  statistics: readonly RoundStatistics[],
  stories: readonly ImageStory[],
  thumbnail: Thumbnail,
): Promise<VNode> {
  const images = statistics.find(({ round, operator }) => round === 0 && operator === 'all')?.images['kept'] ?? 0;
  const cards: VNode[] = [];
  for (const story of stories) cards.push(<Card story={story} picture={await thumbnail(story.seed.image.sha256)} />);
  const shown =
    stories.length === images
      ? `All ${plural(images, 'image')}.`
      : `${count(stories.length)} of ${count(images)} images, spread evenly over those that gave questions in every round, in some and in none.`;
  return (
    <section>
      <h2>Photos and their questions</h2>
      <p class="lead">{shown} Each evolved question stands beside the one it was made from.</p>
      <div class="cards">{cards}</div>
    </section>
  );
}

function openSection({ identity, stages }: CommittedCampaign, cards: number): ReportSection {
  const options = mmevolOptions.parse(identity.options);
  const { weights, profile } = options;
  const judgedBy = judgeSettings(options).by;
  const operatorOf = (itemId: string, round: number): Operator =>
    drawOperator({ seed: identity.seed, itemId, round, weights });
  const sums = emptySums();
  const sample = spreadSample<ImageStory>(cards);
  const rounds = stages.map(({ place }) => place.round);
  let finished: readonly RoundStatistics[] | undefined;
  const statistics = () => (finished ??= finishSums(sums));
  return {
    add(shard) {
      for (const row of shard.imported.rows) addRow(sums, { ...imageRecord.parse(row), round: 0, operator: undefined });
      for (const { round, rows, rejects } of shard.stages) {
        for (const row of rows) addRow(sums, { ...imageRecord.parse(row), round });
        for (const line of rejects)
          addReject(sums, { ...line, detail: { ...line.detail, operator: operatorOf(line.origin, round) } });
      }
      if (cards > 0)
        for (const story of storiesOf(shard, operatorOf, profile === 'compact'))
          sample.offer(courseOf(story), story.origin, story);
    },
    figures: () => JSON.parse(JSON.stringify({ rounds: statistics() })) as ReturnType<ReportSection['figures']>,
    headline: () => headlineOf(statistics(), judgedBy),
    warning: () => warningOf(statistics()),
    renderFigures: () => <Figures statistics={statistics()} rounds={rounds} judgedBy={judgedBy} />,
    renderSamples: (thumbnail) => renderSamples(statistics(), sample.chosen(), thumbnail),
  };
}

/** MMEvol: operators and figures a round, and photos beside parent and child questions. */
export const mmevolReport: RecipeReport = {
  parts: 'questions',
  open: openSection,
  explain: explainReason,
  example: exampleOf,
};

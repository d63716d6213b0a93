import type { VNode } from 'preact';
import { options, type Florence2Options } from '../../../recipes/florence2/options.ts';
import { pictureRow, type PictureRow } from '../../../recipes/florence2/picture-row.ts';
import { samePlace } from '../../artifacts/keys.ts';
import type { CommittedCampaign } from '../../export/committed-campaign.ts';
import { count, mean, percent } from '../frame/numbers.ts';
import type { RecipeReport } from '../section.ts';
import { spreadSample } from '../spread-sample.ts';
import { pictureCard } from './card.tsx';
import { Figures, type RoundFacts } from './figures.tsx';
import { explain } from './reasons.ts';
import { pictureTally } from './tally.ts';

function roundsOf({ stages }: CommittedCampaign): readonly RoundFacts[] {
  const rounds = [...new Set(stages.map(({ place }) => place.round))];
  const factsOf = (round: number, stage: string) =>
    stages.find(({ place }) => samePlace(place, { round, stage }))?.facts ?? {};
  return rounds.map((round) => ({ round, evaluate: factsOf(round, 'evaluate'), settle: factsOf(round, 'settle') }));
}

const parsers: Readonly<Record<Florence2Options['parser'], string>> = {
  rules: 'rules over part-of-speech tags, an approximation',
  spacy: 'spaCy',
};

/** How much there is to see in a picture, so that a sample has some of each. */
function kindOf({ annotations }: PictureRow): string {
  const placed = annotations.flatMap((one) => (one.class === 'region_text' ? [one.geometry.type] : []));
  if (placed.length === 0) return 'nothing';
  return placed.includes('quad') ? 'writing' : 'objects';
}

interface Shown {
  readonly origin: string;
  readonly picture: PictureRow;
}

/** The annotated pictures with what was drawn on them, richness beside FLD-5B's, quality and churn by round. */
export const florence2Report: RecipeReport = {
  parts: 'annotations',
  explain,
  example: ({ detail }) => {
    const text = detail?.['text'] ?? detail?.['message'];
    if (typeof text !== 'string') return undefined;
    const score = detail?.['score'];
    return typeof score === 'number' ? `${text} (${score.toFixed(2)})` : text;
  },
  open(campaign, cards) {
    const sample = spreadSample<Shown>(cards);
    const tally = pictureTally();
    const rounds = roundsOf(campaign);
    const last = rounds.at(-1);
    const dataset = new Set(campaign.dataset.map(({ place: { round, stage } }) => `${round} ${stage}`));
    const fell = new Map<string, number>();
    const figures = () => ({
      pictures: tally.pictures(),
      annotations: tally.annotations(),
      classes: tally.classes().map((one) => ({ ...one })),
      richness: tally.richness().map(({ level, texts, means }) => ({ level, texts, means: { ...means } })),
      rounds: rounds.map(({ round, evaluate, settle }) => ({
        round,
        evaluate: { ...evaluate },
        settle: { ...settle },
      })),
    });
    return {
      add({ stages }) {
        for (const { round, stage, rows, rejects } of stages) {
          for (const { origin, unit } of rejects)
            if (stage === 'filter' && unit !== undefined) fell.set(origin, (fell.get(origin) ?? 0) + 1);
          if (!dataset.has(`${round} ${stage}`)) continue;
          for (const row of rows) {
            const picture = pictureRow.parse(row);
            tally.add(picture);
            sample.offer(kindOf(picture), row.origin, { origin: row.origin, picture });
          }
        }
      },
      figures,
      headline: () => {
        const pictures = tally.pictures();
        const gold = Number(last?.evaluate['goldPictures'] ?? 0);
        return [
          { label: 'pictures annotated', value: count(pictures), note: `${count(tally.empty())} with nothing found` },
          {
            label: 'annotations',
            value: count(tally.annotations()),
            ...(pictures === 0 ? {} : { note: `${mean(tally.annotations() / pictures, 1)} a picture` }),
          },
          {
            label: 'pictures with all classes',
            value: percent(Number(last?.settle['coverage'] ?? 0)),
          },
          {
            label: 'detection mAP .50–.95',
            value: gold === 0 ? '–' : mean(Number(last?.settle['map'] ?? 0), 3),
            note: gold === 0 ? 'no gold set' : `on ${count(gold)} gold pictures`,
          },
        ];
      },
      warning: () => (tally.annotations() === 0 ? 'No annotation was kept. The reasons stand below.' : undefined),
      renderFigures: () => (
        <Figures
          rounds={rounds}
          levels={tally.richness()}
          classes={tally.classes()}
          pictures={tally.pictures()}
          parser={parsers[options.parse(campaign.identity.options).parser]}
        />
      ),
      async renderSamples(thumbnail) {
        // Pictures with nothing on them come last.
        const empty = ({ picture }: Shown): number => Number(picture.annotations.length === 0);
        const chosen = sample.chosen().toSorted((a, b) => empty(a) - empty(b));
        const pictures: VNode[] = [];
        for (const { origin, picture } of chosen)
          pictures.push(await pictureCard(picture, fell.get(origin) ?? 0, thumbnail));
        return (
          <section>
            <h2>Pictures</h2>
            <p class="lead">{`${count(chosen.length)} of ${count(tally.pictures())} shown. Solid: objects. Dashed: lines of text.`}</p>
            <div class="gallery">{pictures}</div>
          </section>
        );
      },
    };
  },
};

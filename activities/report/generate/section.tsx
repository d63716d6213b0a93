import type { VNode } from 'preact';
import { z } from 'zod';
import type { Row } from '../../../recipes/item-program.ts';
import { count } from '../frame/numbers.ts';
import { Photo } from '../frame/photo.tsx';
import { spreadSample } from '../spread-sample.ts';
import type { RecipeReport, Thumbnail } from '../section.ts';

const answered = z.looseObject({
  prompt: z.string(),
  answer: z.string(),
  image: z.looseObject({ sha256: z.string() }).optional(),
});

async function card(row: Row, thumbnail: Thumbnail): Promise<VNode> {
  const { prompt, answer, image } = answered.parse(row);
  const picture = image && (await thumbnail(image.sha256));
  return (
    <article class="card">
      <div class="source">
        {image ? <Photo picture={picture} boxes={[]} /> : null}
        <p class="label">Prompt</p>
        <p>{prompt}</p>
      </div>
      <div class="story child">
        <p class="label">Answer</p>
        <p class="a">{answer}</p>
      </div>
    </article>
  );
}

/** One prompt, one answer: the answers beside their prompts. */
export const generateReport: RecipeReport = {
  parts: 'parts',
  explain: () => undefined,
  example: ({ detail }) => (typeof detail?.['message'] === 'string' ? detail['message'] : undefined),
  open(_, cards) {
    const sample = spreadSample<Row>(cards);
    let answers = 0;
    let characters = 0;
    return {
      add({ stages }) {
        for (const row of stages.flatMap(({ rows }) => rows)) {
          const { answer } = answered.parse(row);
          answers += 1;
          characters += answer.length;
          sample.offer('answered', row.id, row);
        }
      },
      figures: () => ({ answers, meanCharacters: answers === 0 ? null : characters / answers }),
      headline: () => [
        {
          label: 'answers',
          value: count(answers),
          ...(answers === 0 ? {} : { note: `${count(Math.round(characters / answers))} characters on average` }),
        },
      ],
      warning: () => (answers === 0 ? 'No answer was kept. The reasons stand below.' : undefined),
      renderFigures: () => null,
      async renderSamples(thumbnail) {
        const chosen = sample.chosen();
        const drawn: VNode[] = [];
        for (const row of chosen) drawn.push(await card(row, thumbnail));
        return (
          <section>
            <h2>Answers</h2>
            <p class="lead">{`${count(chosen.length)} of ${count(answers)} shown.`}</p>
            <div class="cards">{drawn}</div>
          </section>
        );
      },
    };
  },
};

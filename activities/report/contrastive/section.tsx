import type { VNode } from 'preact';
import { contrastiveRow, type ContrastiveRow } from '../../../recipes/contrastive/index.ts';
import { count, mean, percent } from '../frame/numbers.ts';
import { Photo } from '../frame/photo.tsx';
import { spreadSample } from '../spread-sample.ts';
import type { RecipeReport, Thumbnail } from '../section.ts';

const reasons: Readonly<Record<string, string>> = {
  bad_captions: 'the captions were not in the form asked for',
  missing_caption: 'a caption of one kind was missing',
  looping_caption: 'a caption of one kind repeated itself',
  bad_edits: 'the edits were not in the form asked for',
  no_verdict: 'the verifier said neither yes nor no',
  too_far: 'an edit too far from its caption',
  paraphrase: 'an edit that says the same again',
  not_false: 'a negative that the verifier did not call false',
  same_image: 'a picture met before',
};

async function card(
  { image, captions, hardNegTexts, hardNegImages }: ContrastiveRow,
  thumbnail: Thumbnail,
): Promise<VNode> {
  const picture = await thumbnail(image.sha256);
  const negatives = await Promise.all(hardNegImages.map(({ sha256 }) => thumbnail(sha256)));
  return (
    <article class="card">
      <div class="source">
        <Photo picture={picture} boxes={[]} />
        {negatives.length > 0 ? <p class="label">Pictures it must be told from</p> : null}
        {negatives.map((negative) => (
          <Photo picture={negative} boxes={[]} />
        ))}
      </div>
      <div class="story child">
        {captions.map((one) => (
          <div>
            <p class="label">{one.granularity}</p>
            <p class="q">{one.text}</p>
          </div>
        ))}
        {hardNegTexts.length > 0 ? <p class="label">False of it</p> : null}
        {hardNegTexts.map((one) => (
          <p class="meta">
            <span class="pill no">{one.type}</span>
            <span>{one.text}</span>
            <span>{`cosine ${mean(one.cosine)}, ${one.verify.no} of ${one.verify.no + one.verify.yes} say no`}</span>
          </p>
        ))}
      </div>
    </article>
  );
}

/** Retrieval data: how many negatives of each type, and pictures with their captions. */
export const contrastiveReport: RecipeReport = {
  parts: 'negatives',
  explain: (reason) => reasons[reason],
  example: ({ detail }) => (typeof detail?.['text'] === 'string' ? detail['text'] : undefined),
  open({ stages: sealed }, cards) {
    const { gallery, meanRecall } = sealed.find(({ place }) => place.stage === 'mine')?.facts ?? {};
    const sample = spreadSample<ContrastiveRow>(cards);
    const types = new Map<string, number>();
    let rows = 0;
    let captions = 0;
    const add = (type: string, more = 1): void => void types.set(type, (types.get(type) ?? 0) + more);
    const total = (): number => [...types.values()].reduce((sum, n) => sum + n, 0);
    return {
      add({ stages }) {
        for (const row of stages.flatMap((stage) => (stage.stage === 'verify' ? stage.rows : []))) {
          const one = contrastiveRow.parse(row);
          rows += 1;
          captions += one.positives.length;
          for (const { type } of one.hardNegTexts) add(type);
          if (one.hardNegImages.length > 0) add('picture', one.hardNegImages.length);
          sample.offer(one.hardNegImages.length > 0 ? 'with pictures' : 'texts only', row.id, one);
        }
      },
      figures: () => ({ pictures: rows, captions, negatives: Object.fromEntries(types) }),
      headline: () => [
        { label: 'pictures', value: count(rows), note: `${count(captions)} captions` },
        { label: 'hard negatives', value: count(total()) },
        ...(typeof meanRecall === 'number'
          ? [
              {
                label: 'mean recall of the embedder',
                value: percent(meanRecall),
                note: `among ${count(Number(gallery))} pictures`,
              },
            ]
          : []),
      ],
      warning: () => (rows === 0 ? 'No picture was described. The reasons stand below.' : undefined),
      renderFigures: () => (
        <section>
          <h2>Hard negatives</h2>
          <ul class="reasons">
            {[...types]
              .sort(([a], [b]) => (a < b ? -1 : 1))
              .map(([type, n]) => (
                <li class="reason">
                  <span>{type}</span>
                  <span class="n">{count(n)}</span>
                </li>
              ))}
          </ul>
        </section>
      ),
      async renderSamples(thumbnail) {
        const drawn: VNode[] = [];
        for (const row of sample.chosen()) drawn.push(await card(row, thumbnail));
        return (
          <section>
            <h2>Pictures</h2>
            <div class="cards">{drawn}</div>
          </section>
        );
      },
    };
  },
};

import type { VNode } from 'preact';
import { curatedRow } from '../../../recipes/curate/index.ts';
import { imagesOf } from '../../../recipes/internvl/samples/sample.ts';
import type { Row } from '../../../recipes/item-program.ts';
import { Photo } from '../frame/photo.tsx';
import type { Thumbnail } from '../section.ts';

/** Frames of a video that are shown, at most. */
const shownFrames = 4;

/** A sample that was released: its pictures and its turns. */
export async function sampleCard(row: Row, thumbnail: Thumbnail): Promise<VNode> {
  const sample = curatedRow.parse(row);
  const { conversations, domain, judged } = sample;
  const images = imagesOf(sample);
  const apart = sample.video ? Math.ceil(images.length / shownFrames) : 1;
  const shown = images.filter((_, at) => at % apart === 0);
  const pictures = await Promise.all(shown.map(({ sha256 }) => thumbnail(sha256)));
  const told = [
    domain,
    ...(judged?.quality ? [`quality ${judged.quality.score}`] : []),
    ...(row['reviewed'] === 'keep' ? ['kept by a person'] : []),
  ];
  return (
    <article class="card">
      <div class="source">
        {pictures.map((picture) => (
          <Photo picture={picture} boxes={[]} />
        ))}
        <p class="label">{told.join(' · ')}</p>
      </div>
      <div class="story child">
        {conversations.map(({ from, value }) => (
          <>
            <p class="label">{from}</p>
            <p class={from === 'gpt' ? 'a' : 'q'}>{value}</p>
          </>
        ))}
      </div>
    </article>
  );
}

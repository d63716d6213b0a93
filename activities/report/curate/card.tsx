import type { VNode } from 'preact';
import { curatedRow } from '../../../recipes/curate/index.ts';
import { imagesOf } from '../../../recipes/internvl/samples/sample.ts';
import type { Row } from '../../../recipes/item-program.ts';
import { Photo } from '../frame/photo.tsx';
import type { Thumbnail } from '../section.ts';

/** A sample that was released: its pictures and its turns. */
export async function sampleCard(row: Row, thumbnail: Thumbnail): Promise<VNode> {
  const sample = curatedRow.parse(row);
  const { conversations, domain, judged } = sample;
  const pictures = await Promise.all(imagesOf(sample).map(({ sha256 }) => thumbnail(sha256)));
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

import type { VNode } from 'preact';
import { curatedRow } from '../../../recipes/curate/index.ts';
import type { Row } from '../../../recipes/item-program.ts';
import { Photo } from '../frame/photo.tsx';
import type { Thumbnail } from '../section.ts';

/** A sample that was released: its picture and its turns. */
export async function sampleCard(row: Row, thumbnail: Thumbnail): Promise<VNode> {
  const { image, conversations, domain, judged } = curatedRow.parse(row);
  const picture = image && (await thumbnail(image.sha256));
  const told = [
    domain,
    ...(judged?.quality ? [`quality ${judged.quality.score}`] : []),
    ...(row['reviewed'] === 'keep' ? ['kept by a person'] : []),
  ];
  return (
    <article class="card">
      <div class="source">
        {image ? <Photo picture={picture} boxes={[]} /> : null}
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

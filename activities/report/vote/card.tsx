import type { VNode } from 'preact';
import { questionText, type VoteRow } from '../../../recipes/vote/index.ts';
import { percent } from '../frame/numbers.ts';
import { Photo } from '../frame/photo.tsx';
import type { Thumbnail } from '../section.ts';

const tone = (correct: boolean | undefined): string =>
  correct === undefined ? 'pill' : correct ? 'pill good' : 'pill bad';

/** One question, the answers given and the one elected. */
export async function card(row: VoteRow, thumbnail: Thumbnail): Promise<VNode> {
  const { answer, agreement, votes, valid, image, samples, direct, gold, by, correct, response } = row;
  const picture = image && (await thumbnail(image.sha256));
  return (
    <article class="card">
      <div class="source">
        {image ? <Photo picture={picture} boxes={[]} /> : null}
        <p class="label">Question</p>
        <p>{questionText(row)}</p>
        {gold ? <p class="label">{`Gold: ${gold.join(' / ')}`}</p> : null}
      </div>
      <div class="story child">
        <p class="label">{`Elected by ${by}: ${votes} of ${valid}, ${percent(agreement)}`}</p>
        <p class="q">
          <span class={tone(correct)}>{answer}</span>
        </p>
        <p class="label">Answers</p>
        <p class="meta">
          {samples.map((one) => (
            <span class={tone(one.correct)}>{one.answer ?? 'unreadable'}</span>
          ))}
          {direct ? <span class={tone(direct.correct)}>{`direct: ${direct.answer ?? 'unreadable'}`}</span> : null}
        </p>
        <p class="label">Its reasons</p>
        <p class="a">{response}</p>
      </div>
    </article>
  );
}

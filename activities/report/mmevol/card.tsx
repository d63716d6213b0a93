import type { VNode } from 'preact';
import { Photo } from '../frame/photo.tsx';
import { plural } from '../frame/numbers.ts';
import { plainWords } from '../frame/reasons.ts';
import { FellItem, KeptItem } from './items.tsx';
import { explainReason } from './reasons.ts';
import type { ImageStory, RoundStory } from './story.ts';

function parentName(round: number): string {
  return round === 0 ? 'the seed' : `the list of round ${round}`;
}

function whatHappened({ whole, kept, fallen }: RoundStory, next: RoundStory | undefined): string | undefined {
  if (kept.length > 0) return undefined;
  const after = next === undefined ? '' : ` Round ${next.round} evolved ${parentName(next.parentRound)} again.`;
  if (!whole) return 'This round has not reached the image yet.';
  const because = explainReason(whole.reason) ?? plainWords(whole.reason);
  return `${because}${fallen.length === 0 && whole.kind === 'failed' ? ` (${whole.reason})` : ''}.${after}`;
}

function Round({ story, next }: { readonly story: RoundStory; readonly next: RoundStory | undefined }): VNode {
  const { round, operator, parents, parentRound, kept, fallen, paired } = story;
  const made = kept.length + fallen.length;
  const note = whatHappened(story, next);
  const fell = fallen.map((line) => <FellItem line={line} parents={parents} paired={paired} />);
  return (
    <div class="round">
      <div class="round-head">
        <b>Round {round}</b>
        <span class={`operator ${operator}`}>{operator}</span>
        <span class="count">
          {made === 0 ? 'nothing made' : `${kept.length} of ${made} kept`}
          {parentRound === round - 1 ? '' : `, from ${parentName(parentRound)}`}
        </span>
      </div>
      {note === undefined ? null : <p class="reverted">{note}</p>}
      {kept.map((item) => (
        <KeptItem item={item} parents={parents} />
      ))}
      {fell.length === 0 ? null : kept.length === 0 ? (
        fell
      ) : (
        <details>
          <summary>{plural(fell.length, 'question')} fell</summary>
          <div class="fallen-list">{fell}</div>
        </details>
      )}
    </div>
  );
}

/** One image with its seed questions on one side and what the rounds made of them on the other. */
export function Card({ story, picture }: { readonly story: ImageStory; readonly picture: string | undefined }): VNode {
  const { seed, newest, rounds } = story;
  const detected = seed.det.length === 0 && newest.det.length > 0;
  return (
    <article class="card">
      <div class="source">
        <div class="stay">
          <Photo picture={picture} boxes={newest.det} />
          {detected ? <p class="none">Boxes by the local detector</p> : null}
          <p class="name">{seed.source_id}</p>
          {seed.caption === null ? <p class="none">no caption</p> : <p class="caption">{seed.caption}</p>}
          <p class="label">Seed questions</p>
          <ol class="seed-list">
            {seed.conversations.map(({ question, answer }) => (
              <li>
                <div class="q">{question}</div>
                <div>{answer}</div>
              </li>
            ))}
          </ol>
        </div>
      </div>
      <div class="story">
        {rounds.map((round, index) => (
          <Round story={round} next={rounds[index + 1]} />
        ))}
      </div>
    </article>
  );
}

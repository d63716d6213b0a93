import type { VNode } from 'preact';
import { z } from 'zod';
import type { Row } from '../../../recipes/item-program.ts';
import { starTurns } from '../../../recipes/star/export/turns.ts';
import { Photo } from '../frame/photo.tsx';
import type { Thumbnail } from '../section.ts';

const record = z.looseObject({
  id: z.string(),
  iteration: z.number(),
  source: z.string(),
  hint_used: z.boolean(),
  model: z.string(),
  gold: z.string().nullable(),
  working_right: z.boolean().optional(),
  visual_independent: z.boolean().optional(),
  image: z.looseObject({ sha256: z.string() }).optional(),
});

/** One training record: the question as it is trained on, the rationale, and whether a hint led to it. */
export async function recordCard(row: Row, thumbnail: Thumbnail): Promise<VNode> {
  const { id, iteration, hint_used, model, gold, working_right, visual_independent, image } = record.parse(row);
  const { messages, completion } = starTurns(row);
  const asked = messages.findLast(({ role }) => role === 'user')?.content ?? '';
  const picture = image && (await thumbnail(image.sha256));
  return (
    <article class="card">
      <div class="source">
        {image ? <Photo picture={picture} boxes={[]} /> : null}
        <p class="label">Question as stored</p>
        <p class="asked">{asked}</p>
        <p class="label">Gold answer</p>
        <p>{gold}</p>
      </div>
      <div class="story child">
        <p class="label">
          Rationale, iteration {iteration}, by {model}
        </p>
        <p class="a">{completion}</p>
        <div class="meta">
          <span class={`pill ${hint_used ? 'no' : 'good'}`}>
            {hint_used ? 'rationalized with a hint' : 'generated'}
          </span>
          {working_right === false ? <span class="pill bad">right answer, wrong working</span> : null}
          {visual_independent === true ? <span class="pill bad">right without the picture</span> : null}
          <code>{id}</code>
        </div>
      </div>
    </article>
  );
}

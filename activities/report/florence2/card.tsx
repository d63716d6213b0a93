import type { VNode } from 'preact';
import type { Annotation } from '../../../recipes/florence2/annotations/annotation.ts';
import type { PictureRow } from '../../../recipes/florence2/picture-row.ts';
import type { Thumbnail } from '../section.ts';
import { plural } from '../frame/numbers.ts';
import { Caption } from './caption.tsx';
import { drawn, Overlay, toneOf } from './overlay.tsx';

/** Lines of text quoted at most; a page of print would drown the rest. */
const MOST_LINES = 6;

function Legend({ annotations }: { readonly annotations: readonly Annotation[] }): VNode | null {
  const shown = drawn(annotations);
  const tone = toneOf(shown);
  const labels = [...new Set(shown.filter(({ geometry }) => geometry.type !== 'quad').map(({ text }) => text))];
  if (labels.length === 0) return null;
  return (
    <ul class="boxes">
      {labels.map((label) => {
        const same = shown.filter(({ text, geometry }) => text === label && geometry.type !== 'quad');
        const [first] = same;
        return (
          <li>
            <svg viewBox="0 0 10 10" aria-hidden="true">
              <rect class={first ? tone(first) : ''} x="1" y="1" width="8" height="8" />
            </svg>
            {same.length === 1 ? label : `${label} × ${same.length}`}
          </li>
        );
      })}
    </ul>
  );
}

function Lines({ lines }: { readonly lines: readonly Annotation[] }): VNode | null {
  if (lines.length === 0) return null;
  return (
    <p class="writing">
      {lines.slice(0, MOST_LINES).map(({ text }) => (
        <q>{text}</q>
      ))}
      {lines.length > MOST_LINES ? <small>{` and ${plural(lines.length - MOST_LINES, 'more line')}`}</small> : null}
    </p>
  );
}

/** One picture with everything that is known of it. `fell`: annotations of it that the filters let fall. */
export async function pictureCard(row: PictureRow, fell: number, thumbnail: Thumbnail): Promise<VNode> {
  const { image, source_id, annotations, nsfw } = row;
  const picture = await thumbnail(image.sha256);
  const shown = drawn(annotations);
  const texts = annotations.flatMap((one) => (one.class === 'text' ? [one] : []));
  const active = texts.filter(({ id }) => Object.values(row.active).includes(id));
  const lines = shown.filter(({ geometry }) => geometry.type === 'quad');
  return (
    <article class="picture">
      <div class="photo">
        {picture === undefined ? <p class="absent">The picture cannot be shown.</p> : <img src={picture} alt="" />}
        {shown.length === 0 ? null : <Overlay annotations={shown} size={image} />}
      </div>
      <div class="about">
        <p class="name">{source_id}</p>
        {active.map((text) => (
          <Caption text={text} annotations={annotations} />
        ))}
        <Legend annotations={annotations} />
        <Lines lines={lines} />
        <p class="none">
          {[
            annotations.length === 0 ? 'nothing found' : plural(annotations.length, 'annotation'),
            fell === 0 ? undefined : `${fell} fell`,
            nsfw === null ? 'NSFW not rated' : `NSFW ${nsfw.toFixed(3)}`,
          ]
            .filter((part) => part !== undefined)
            .join(' · ')}
        </p>
      </div>
    </article>
  );
}

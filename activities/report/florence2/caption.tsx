import type { VNode } from 'preact';
import type { Annotation, TextAnnotation } from '../../../recipes/florence2/annotations/annotation.ts';

/** A text with its placed phrases marked; where phrases overlap the earlier one is marked. */
export function Caption({
  text,
  annotations,
}: {
  readonly text: TextAnnotation;
  readonly annotations: readonly Annotation[];
}): VNode {
  const spans = new Map<number, number>();
  for (const one of annotations)
    if (one.class === 'text_phrase_region' && one.text === text.text) spans.set(one.span[0], one.span[1]);
  const pieces: (VNode | string)[] = [];
  let from = 0;
  for (const [start, end] of [...spans].sort(([a], [b]) => a - b)) {
    if (start < from) continue;
    pieces.push(text.text.slice(from, start), <mark>{text.text.slice(start, end)}</mark>);
    from = end;
  }
  pieces.push(text.text.slice(from));
  return (
    <p class="caption">
      {pieces} <small class="by">{`${text.granularity.replace('_', ' ')} · ${text.source.kind}`}</small>
    </p>
  );
}

import { annotationClasses, type Annotation, type AnnotationClass } from '../annotations/annotation.ts';
import type { StageFacts } from '../../stage-facts.ts';
import { entropyOf } from './label-entropy.ts';

/** Sums over the pictures of a round. Memory grows with the distinct labels only. */
export interface DatasetMeasures {
  add(annotations: readonly Annotation[]): void;
  facts(): StageFacts;
}

const labelOf = (one: Annotation): string | undefined =>
  one.class === 'text' ? undefined : one.class === 'region_text' ? one.text : one.phrase;

/** Size, coverage, label entropy and provenance of a set of annotated pictures (spec section 6.5). */
export function datasetMeasures(): DatasetMeasures {
  const labels = new Map<string, number>();
  const byClass: Record<AnnotationClass, number> = { text: 0, region_text: 0, text_phrase_region: 0 };
  let pictures = 0;
  let covered = 0;
  let empty = 0;
  let human = 0;
  let modelOnly = 0;
  return {
    add(annotations) {
      pictures += 1;
      if (annotations.length === 0) empty += 1;
      if (annotationClasses.every((name) => annotations.some((one) => one.class === name))) covered += 1;
      for (const one of annotations) {
        byClass[one.class] += 1;
        if (one.source.kind === 'human') human += 1;
        if (one.source.kind === 'model' && one.parents.length === 0) modelOnly += 1;
        const label = labelOf(one)?.toLowerCase();
        if (label !== undefined) labels.set(label, (labels.get(label) ?? 0) + 1);
      }
    },
    facts() {
      const annotations = annotationClasses.reduce((sum, name) => sum + byClass[name], 0);
      const placed = byClass.region_text + byClass.text_phrase_region;
      return {
        pictures,
        annotations,
        texts: byClass.text,
        regions: byClass.region_text,
        phrases: byClass.text_phrase_region,
        withoutAnnotation: empty,
        coverage: pictures === 0 ? 0 : covered / pictures,
        labelEntropy: entropyOf(labels),
        uniqueLabels: placed === 0 ? 0 : labels.size / placed,
        humanAnnotations: human,
        modelShare: annotations === 0 ? 0 : modelOnly / annotations,
      };
    },
  };
}

import { z } from 'zod';
import type { RowFields } from '../../outcome.ts';
import type { Row } from '../../item-program.ts';
import type { WholeStage } from '../../whole-stage.ts';
import { annotation, type Annotation } from '../annotations/annotation.ts';
import type { Florence2Options } from '../options.ts';
import { pictureRow } from '../picture-row.ts';

/** One annotation people or a model are asked about, with its picture. */
export const sampledRow = z.looseObject({ image: z.string(), image_path: z.string(), annotation });

interface Drawn {
  readonly rank: number;
  readonly at: number;
  readonly row: Pick<Row, 'id' | 'origin'>;
  readonly fields: RowFields;
}

/**
 * Draws `options.audit.size` of a round's merged annotations for people or a model to judge (spec section 6.5): each with the same chance, all of
 * them where there are fewer, others in each round. People's own labels are not judged. Comes out in the order of the pictures.
 */
export const sample: WholeStage = async function* ({ merged = nothing }, _, context) {
  const size = (context.options as Florence2Options).audit?.size ?? 0;
  let drawn: Drawn[] = [];
  let at = 0;
  for await (const row of merged()) {
    const { image, image_path, annotations } = pictureRow.parse(row);
    const sides = { width: image.width, height: image.height };
    for (const one of annotations) {
      if (one.source.kind === 'human') continue;
      const fields = { image: image.sha256, image_path, size: sides, annotation: asJson(one) };
      drawn.push({
        rank: context.draw(`audit ${row.id} ${one.id}`),
        at,
        row: { id: row.id, origin: row.origin },
        fields,
      });
      at += 1;
    }
    // So that memory does not grow with the annotations.
    if (drawn.length > size * 8) drawn = lowest(drawn, size);
  }
  const chosen = lowest(drawn, size).sort((a, b) => a.at - b.at);
  for (const { fields, row } of chosen) yield { kind: 'row', fields, parents: [row] };
  yield { kind: 'facts', facts: { annotations: at, sampled: chosen.length } };
};

const lowest = (drawn: readonly Drawn[], size: number): Drawn[] =>
  drawn.toSorted((a, b) => a.rank - b.rank || a.at - b.at).slice(0, size);

/** The same JSON, its lists no longer seen as read-only. */
const asJson = (one: Annotation): RowFields => one as unknown as RowFields;

async function* nothing(): AsyncGenerator<Row> {}

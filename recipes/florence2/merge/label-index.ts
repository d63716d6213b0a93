import type { WholeServices, SealedRows } from '../../whole-stage.ts';
import { labelledRow, type Labels } from '../seed/labels.ts';

/** Labels of people by picture. */
export interface LabelIndex {
  of(sha256: string): Promise<readonly Labels[]>;
}

/** Puts labels into a scratch file and remembers where: a few dozen bytes of memory for each labelled picture. */
export async function indexLabels(rows: SealedRows, services: WholeServices): Promise<LabelIndex> {
  const file = services.scratch('human-labels');
  const places = new Map<string, (readonly [number, number])[]>();
  for await (const row of rows()) {
    const { image, labels } = labelledRow.parse(row);
    const from = file.size();
    await file.append(Buffer.from(JSON.stringify(labels)));
    places.set(image.sha256, [...(places.get(image.sha256) ?? []), [from, file.size()]]);
  }
  return {
    async of(sha256) {
      const found = (places.get(sha256) ?? []).map((place) => file.read(...place));
      return (await Promise.all(found)).map((bytes) => JSON.parse(bytes.toString('utf8')) as Labels);
    },
  };
}

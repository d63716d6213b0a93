import { canonicalJson } from '../../../recipes/canonical-json.ts';
import type { Row } from '../../../recipes/item-program.ts';
import { cocoAnnotations, cocoImage } from '../../../recipes/florence2/export/coco.ts';
import type { PictureRow } from '../../../recipes/florence2/index.ts';
import { openScratch } from '../../stage-runner/scratch.ts';
import { firstOf } from '../image-files.ts';
import type { ExportTarget } from '../target.ts';
import type { DatasetWriter } from './dataset-writer.ts';

const names = ['detections', 'segmentations', 'captions'] as const;

/** Bytes copied at once. */
const chunk = 2 ** 20;

/**
 * COCO's three files. A file lists images before annotations, so annotations wait in a scratch file until the last picture is
 * known: memory does not grow with the dataset.
 */
export async function cocoWriter(target: ExportTarget, pictureIn: (row: Row) => PictureRow): Promise<DatasetWriter> {
  const scratch = await openScratch();
  const files = await Promise.all(
    names.map(async (name) => ({
      name,
      numbers: cocoAnnotations(),
      text: await target.open(`coco/${name}.json`, 'application/json'),
      waiting: scratch.file(name),
    })),
  );
  for (const { text } of files) await text.write('{"images": [\n');
  let pictures = 0;

  return {
    async take(row, paths) {
      const picture = pictureIn(row);
      const index = pictures++;
      const image = canonicalJson(cocoImage(picture, firstOf(row, paths) ?? '', index));
      for (const { name, numbers, text, waiting } of files) {
        await text.write(`${index === 0 ? '' : ',\n'}${image}`);
        for (const annotation of numbers[name](picture, index))
          await waiting.append(Buffer.from(`${waiting.size() === 0 ? '' : ',\n'}${canonicalJson(annotation)}`));
      }
      return 1;
    },
    async finish() {
      let bytes = 0;
      for (const { name, numbers, text, waiting } of files) {
        await text.write('\n],\n"annotations": [\n');
        for (let at = 0; at < waiting.size(); at += chunk) await text.write(await waiting.read(at, at + chunk));
        // A file with categories must give every annotation one (pycocotools), so captions have none.
        const categories = numbers.categories().map(canonicalJson).join(',\n');
        await text.write(name === 'captions' ? '\n]}\n' : `\n],\n"categories": [\n${categories}\n]}\n`);
        bytes += await text.finish();
      }
      await scratch.remove();
      return { file: 'coco/detections.json', bytes };
    },
    async discard() {
      await Promise.all(files.map(({ text }) => text.discard()));
      await scratch.remove();
    },
  };
}

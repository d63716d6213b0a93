import { readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { captionScene, createVision, mainColours } from '../activities/vision/index.ts';
import { loadSentenceEncoder } from '../infra/dev/embedder/sentence-encoder.ts';
import { provisionEmbedder } from '../infra/dev/embedder/weights.ts';
import { labelRecall, type LabelledVectors } from './picture-vectors/label-recall.ts';

/**
 * What the local embedder's vectors of pictures are worth for finding: `node dist/bench/picture-vectors.js [--photos DIR]… [--boxes FILE]`.
 * `--photos`: pictures as the local specialists see them, asked for by their file names in words; names of digits alone are left out, and
 * pictures of one name are as good as each other. `--boxes`: JSON lines `{captions, instances: [{category, bbox}]}`, what people say of
 * pictures against what people drew boxes around: what a detector without fault would be worth.
 */
const { values } = parseArgs({
  options: { photos: { type: 'string', multiple: true, default: [] }, boxes: { type: 'string' } },
});

const encoder = await loadSentenceEncoder(
  await provisionEmbedder(process.env, (line) => process.stderr.write(`${line}\n`)),
);
const encoded = async (texts: readonly string[], labels: readonly string[]): Promise<LabelledVectors> => ({
  vectors: (await encoder.encode(texts)).vectors,
  labels,
});

async function tell(set: string, texts: LabelledVectors, pictures: LabelledVectors, more: object = {}): Promise<void> {
  const line = {
    set,
    pictures: pictures.labels.length,
    texts: texts.labels.length,
    ...more,
    textToImage: await labelRecall(texts, pictures),
    imageToText: await labelRecall(pictures, texts),
  };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

const pictureEndings = new Set(['.jpg', '.jpeg', '.png', '.webp']);

/** `t25-woman-splashing_2.webp` as `woman splashing`; nothing where a name says nothing. */
const nameInWords = (file: string): string =>
  file
    .slice(0, -extname(file).length)
    .split(/[-_\s]+/u)
    .filter((word) => /^\p{L}{2,}$/u.test(word))
    .join(' ')
    .toLowerCase();

async function tellPhotos(folders: readonly string[]): Promise<void> {
  const vision = createVision();
  const words: string[] = [];
  const names: string[] = [];
  let bare = 0;
  for (const folder of folders)
    for (const file of (await readdir(folder)).sort()) {
      const name = nameInWords(file);
      if (!pictureEndings.has(extname(file).toLowerCase()) || name === '') continue;
      const bytes = await readFile(join(folder, file));
      const seen = await vision.detect(bytes, { objects: true, text: true });
      if (seen.objects.length + seen.text.length === 0) bare += 1;
      words.push(captionScene(seen, await mainColours(bytes)));
      names.push(name);
    }
  await vision.close();
  const asked = [...new Set(names)];
  await tell('file names', await encoded(asked, asked), await encoded(words, names), {
    withoutObjectOrText: bare,
    differentVectors: new Set(words).size,
  });
}

const annotated = z.object({
  captions: z.array(z.string()),
  instances: z.array(z.object({ category: z.string(), bbox: z.array(z.number()) })),
});

async function tellBoxes(path: string): Promise<void> {
  const rows = readFileSync(path, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => annotated.parse(JSON.parse(line)));
  const words = rows.map(({ instances }) =>
    captionScene({ objects: instances.map(({ category, bbox }) => ({ label: category, bbox, score: 1 })), text: [] }),
  );
  const captions = rows.flatMap((row, at) => row.captions.map((text) => ({ text, label: String(at) })));
  await tell(
    'human captions, human boxes',
    await encoded(
      captions.map(({ text }) => text),
      captions.map(({ label }) => label),
    ),
    await encoded(
      words,
      rows.map((_, at) => String(at)),
    ),
  );
}

if (values.photos.length > 0) await tellPhotos(values.photos);
if (values.boxes !== undefined) await tellBoxes(values.boxes);

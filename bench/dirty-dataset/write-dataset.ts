import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { cleanAboutPicture, cleanText } from './clean-records.ts';
import { exchange, type DirtyRecord, type Planted } from './dirty-record.ts';
import { drawing } from './draw.ts';
import { blankPicture, copiedPicture, picture, tinyPicture, tornPicture } from './pictures.ts';
import { benchmarkItem, judgedPlants, leakOf, longText, nearCopy, textPlants } from './planted-records.ts';
import { sentence } from './words.ts';

export interface DirtyDatasetOptions {
  readonly seed: number;
  /** Clean samples; six in ten are text. */
  readonly clean: number;
  /** Planted samples of each kind. */
  readonly ofEachKind: number;
  /** Whether kinds are planted that only a judge can tell. @default true */
  readonly forJudge?: boolean;
}

export interface DirtyDataset {
  readonly file: string;
  readonly benchmark: string;
  /** Ids of the clean samples. */
  readonly clean: readonly string[];
  readonly planted: readonly Planted[];
}

const jsonLines = (values: readonly unknown[]): string => values.map((value) => `${JSON.stringify(value)}\n`).join('');

/** Writes a dataset with planted dirt, its pictures and a benchmark into a folder; the same for the same options. */
export async function writeDirtyDataset(folder: string, options: DirtyDatasetOptions): Promise<DirtyDataset> {
  const { seed, clean: cleanCount, ofEachKind, forJudge = true } = options;
  const draw = drawing(seed);
  const clean: DirtyRecord[] = [];
  const planted: Planted[] = [];
  let pictures = 0;
  const save = async (path: string, bytes: Promise<Buffer>): Promise<string> => {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), await bytes);
    return path;
  };
  const newPicture = async (): Promise<{ readonly number: number; readonly image: string }> => {
    const number = pictures++;
    return { number, image: await save(`images/${number}.jpg`, picture(number)) };
  };

  while (clean.length < cleanCount) {
    const id = `clean-${clean.length}`;
    if (draw.next() < 0.6) clean.push({ id, ...cleanText(draw) });
    else clean.push({ id, ...cleanAboutPicture(draw), image: (await newPicture()).image });
  }

  for (const [kind, plant] of Object.entries({ ...textPlants, ...(forJudge ? judgedPlants : {}) }))
    for (let i = 0; i < ofEachKind; i++)
      planted.push({ kind, record: { id: `${kind}-${i}`, conversations: plant(draw) } });

  const items = Array.from({ length: 3 * ofEachKind }, (_, i) => benchmarkItem(draw, i));
  for (let i = 0; i < ofEachKind; i++) {
    const text: DirtyRecord = { id: `long-${i}`, conversations: longText(draw) };
    clean.push(text);
    planted.push(
      { kind: 'exact_copy', copyOf: text.id, record: { ...text, id: `exact_copy-${i}` } },
      { kind: 'near_copy', copyOf: text.id, record: { id: `near_copy-${i}`, conversations: nearCopy(draw, text) } },
    );

    const { number, image } = await newPicture();
    const shown: DirtyRecord = {
      id: `shown-${i}`,
      conversations: exchange('<image>\nWhat is it?', sentence(draw)),
      image,
    };
    clean.push(shown);
    const copied = await save(`images/copy-${i}.jpg`, copiedPicture(number));
    planted.push({
      kind: 'picture_copy',
      copyOf: shown.id,
      record: { ...shown, id: `picture_copy-${i}`, image: copied },
    });

    for (const [kind, made] of Object.entries({
      blank_picture: blankPicture(draw.below(256)),
      tiny_picture: tinyPicture(number),
      torn_picture: tornPicture(number),
    })) {
      const file = await save(`images/${kind}-${i}.jpg`, made);
      const conversations = exchange('<image>\nWhat do you see?', sentence(draw));
      planted.push({ kind, record: { id: `${kind}-${i}`, conversations, image: file } });
    }
  }
  for (const [i, item] of items.entries()) {
    const id = `leaked_${item.image ? 'picture' : 'text'}-${i}`;
    if (item.image === undefined) {
      planted.push({ kind: 'leaked_text', record: { id, ...leakOf(draw, item) } });
      continue;
    }
    await save(item.image, picture(1_000_000 + i));
    const image = await save(`images/${id}.jpg`, copiedPicture(1_000_000 + i));
    const conversations = exchange('<image>\nDescribe it.', sentence(draw));
    planted.push({ kind: 'leaked_picture', record: { id, conversations, image } });
  }

  const records = [...clean, ...planted.map(({ record }) => record)];
  const order = drawing(seed + 1);
  for (let i = records.length - 1; i > 0; i--) {
    const j = order.below(i + 1);
    [records[i], records[j]] = [records[j] as DirtyRecord, records[i] as DirtyRecord];
  }
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'dataset.jsonl'), jsonLines(records));
  await writeFile(join(folder, 'benchmark.jsonl'), jsonLines(items));
  return { file: 'dataset.jsonl', benchmark: 'benchmark.jsonl', clean: clean.map(({ id }) => id), planted };
}

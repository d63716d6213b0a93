import { z } from 'zod';
import { canonicalJson } from '../../../recipes/canonical-json.ts';
import type { Identity } from '../../campaigns/identity.ts';
import type { ToConversation } from '../conversation.ts';
import type { ExportTarget, TextFile } from '../target.ts';
import type { DatasetWriter } from './dataset-writer.ts';
import { internvlMeta, rootOf, type WrittenDataset } from './internvl-meta.ts';
import { videoIn } from '../video-files.ts';
import { internvlRecord } from './internvl-record.ts';
import { packLine } from './pack-line.ts';

const lines = 'application/x-ndjson';
const metaFile = 'meta.json';
const packFile = 'packs.jsonl';

const mixed = z.looseObject({ dataset: z.string().optional(), repeat: z.number().optional() });
/** JSON lines for each dataset, packs where there are some, and the meta file that the trainer is given. */
export function internvlWriter(
  target: ExportTarget,
  identity: Identity,
  toConversation: ToConversation,
): DatasetWriter {
  const files = new Map<string, TextFile>();
  const datasets = new Map<string, WrittenDataset>();
  const open = async (name: string): Promise<TextFile> => {
    const file = files.get(name) ?? (await target.open(name, lines));
    files.set(name, file);
    return file;
  };

  return {
    async take(row, paths) {
      const record = toConversation(row, paths);
      if (!record) {
        const pack = packLine(row);
        if (pack !== undefined) await (await open(packFile)).write(pack);
        return 0;
      }
      const { dataset: name = identity.campaign, repeat = 1 } = mixed.parse(row);
      const annotation = `${name}.jsonl`;
      const dataset = datasets.get(name) ?? { name, annotation, lines: 0, pictures: false, videos: false, repeat };
      datasets.set(name, dataset);
      dataset.lines += 1;
      if (videoIn(row)) dataset.videos = true;
      else dataset.pictures ||= paths.size > 0;
      await (await open(annotation)).write(`${canonicalJson(internvlRecord(record, row))}\n`);
      return 1;
    },
    async finish() {
      let bytes = 0;
      for (const file of files.values()) bytes += await file.finish();
      const written = [...datasets.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
      const meta = `${JSON.stringify(internvlMeta(written, rootOf(target.address), identity), null, 2)}\n`;
      await target.put(metaFile, meta, 'application/json');
      return { file: metaFile, bytes: bytes + Buffer.byteLength(meta) };
    },
    async discard() {
      for (const file of files.values()) await file.discard();
    },
  };
}

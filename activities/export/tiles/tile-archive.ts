import { canonicalJson } from '../../../recipes/canonical-json.ts';
import type { Turn } from '../../../recipes/internvl/samples/sample.ts';
import type { ExportTarget } from '../target.ts';
import { tarEnd, tarEntry } from '../writers/tar.ts';
import type { PictureTiles } from './tile-sample.ts';

/** Bytes of a tar's header before a file. */
const header = 512;

/** What a line says of one reading of a sample beside its tiles. */
export interface ReadSample {
  readonly id: string;
  readonly dataset: string;
  /** How many times it was read before. */
  readonly reading: number;
  readonly conversations: readonly Turn[];
  /** Tokens. */
  readonly length: number;
}

/** A tar of the readings of some samples, and beside it their lines. */
export interface TileArchive {
  add(sample: ReadSample, pictures: readonly PictureTiles[]): Promise<void>;
  /** Makes both visible, the lines last; returns their bytes. */
  finish(): Promise<number>;
  discard(): Promise<void>;
}

/** Ending of the lines beside an archive: they stand where it is whole. */
export const linesBeside = (archive: string): string => archive.replace(/\.tar$/u, '.jsonl');

const endingOf = ({ qualities }: PictureTiles): string => (qualities ? 'jpg' : 'png');

/**
 * Opens an archive as WebDataset's loaders read it: `<id>-<reading>.json`, then `<id>-<reading>.<picture>.<tile>.jpg` or `.png`. A line
 * says besides where in the archive each tile begins and how long it is, so that one can be read alone.
 *
 * @param name within the target
 * @param shown as lines name it
 */
export async function openTileArchive(target: ExportTarget, name: string, shown: string): Promise<TileArchive> {
  const file = await target.open(name, 'application/x-tar');
  const lines: string[] = [];
  let at = 0;
  const put = async (entry: string, content: Uint8Array): Promise<number> => {
    const bytes = tarEntry(entry, content);
    const offset = at + header;
    await file.write(bytes);
    at += bytes.length;
    return offset;
  };

  return {
    async add(sample, pictures) {
      const key = `${sample.id}-${sample.reading}`;
      const about = pictures.map((one, picture) => ({
        columns: one.columns,
        rows: one.rows,
        files: one.files.map((_, tile) => `${key}.${picture}.${String(tile).padStart(2, '0')}.${endingOf(one)}`),
        ...(one.qualities ? { qualities: [...one.qualities] } : {}),
      }));
      const record = { ...sample, conversations: sample.conversations.map((turn) => ({ ...turn })) };
      await put(`${key}.json`, Buffer.from(canonicalJson({ ...record, tiles: about })));
      const tiles = [];
      for (const [picture, { files }] of pictures.entries()) {
        const [offsets, sizes]: [number[], number[]] = [[], []];
        for (const [tile, content] of files.entries()) {
          offsets.push(await put(about[picture]?.files[tile] ?? '', content));
          sizes.push(content.length);
        }
        tiles.push({ ...about[picture], offsets, sizes });
      }
      lines.push(`${canonicalJson({ ...record, archive: shown, tiles })}\n`);
    },
    async finish() {
      await file.write(tarEnd);
      const bytes = await file.finish();
      const text = lines.join('');
      await target.put(linesBeside(name), text, 'application/x-ndjson');
      return bytes + Buffer.byteLength(text);
    },
    discard: () => file.discard(),
  };
}

import { measuredSample, type MeasuredSample } from '../../recipes/mix/index.ts';
import type { RecipeExport } from './converters.ts';

const pathsOf = ({ images = [] }: MeasuredSample, paths: ReadonlyMap<string, string>): string[] =>
  images.map(({ sha256 }) => paths.get(sha256) ?? '');

const roles: Readonly<Record<string, string>> = { human: 'user', gpt: 'assistant' };

/** Samples of a mix; its packs are records of no form but InternVL's. */
export const mixExport: RecipeExport = {
  formats: {
    llava(row, image, paths) {
      const sample = measuredSample.safeParse(row).data;
      if (!sample) return undefined;
      const shown = image === undefined ? (sample.images ? { image: pathsOf(sample, paths) } : {}) : { image };
      return { id: row.id, ...shown, conversations: sample.conversations.map((one) => ({ ...one })) };
    },
    sharegpt(row, image, paths) {
      const sample = measuredSample.safeParse(row).data;
      if (!sample) return undefined;
      const images = [...(image === undefined ? [] : [image]), ...pathsOf(sample, paths)];
      const messages = sample.conversations.map(({ from, value }) => ({ role: roles[from] ?? from, content: value }));
      return { id: row.id, messages, ...(images.length === 0 ? {} : { images }) };
    },
  },
  turns: (row) => measuredSample.safeParse(row).data?.conversations.filter(({ from }) => from === 'gpt').length ?? 0,
  images: (row) => (measuredSample.safeParse(row).data?.images ?? []).map(({ sha256 }) => sha256),
};

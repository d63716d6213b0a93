import { allEnded } from '../all-ended.ts';
import { decodeVector } from '../embedding.ts';
import type { ItemContext, ItemProgram } from '../item-program.ts';
import { ItemFailure, type Outcome, type PartReject, type RowFields } from '../outcome.ts';
import type { Message, Services } from '../services.ts';
import { askCaptions } from './ask-captions.ts';
import type { ContrastiveOptions } from './options.ts';
import { captionsPrompt } from './prompts/captions.ts';
import { editsPrompt, editsSchema, parseEdits, type ProposedEdit } from './prompts/edits.ts';
import { seedRow, type Caption, type DescribedRow } from './rows.ts';
import { cosine } from '../vectors.ts';
import { verifyFalse } from './verify-false.ts';

type Edit = DescribedRow['edits'][number];

/** Vectors of texts by the embedder. */
async function embedTexts(services: Services, name: string, texts: readonly string[]): Promise<readonly string[]> {
  if (!services.embed) throw new Error('the embedder is reached through services.embed');
  return (await services.embed({ name, model: 'embedder', input: { texts } })).value.vectors;
}

async function embedImage(services: Services, image: string): Promise<string | undefined> {
  if (!services.embed) throw new Error('the embedder is reached through services.embed');
  return (await services.embed({ name: 'embed/image', model: 'embedder', input: { image } })).value.vectors[0];
}

const withImage = (sha256: string, text: string): readonly Message[] => [
  {
    role: 'user',
    content: [
      { type: 'image', sha256 },
      { type: 'text', text },
    ],
  },
];

/**
 * Captions of a picture at every granularity, vectors of both, and for each caption at most one edit that is near it, no paraphrase,
 * and false of the picture by the verifier's votes (spec §f).
 */
export const describe: ItemProgram = async ({ current }, services, context): Promise<Outcome> => {
  const { image, annotations = [] } = seedRow.parse(current);
  const options = context.options as ContrastiveOptions;
  const asked = withImage(image.sha256, captionsPrompt(options.granularities, annotations));
  const { captions, lacking } = await askCaptions(asked, options.granularities, services);
  const texts = captions.map(({ text }) => text);
  const [captionVectors, imageVector, measures] = await allEnded([
    embedTexts(services, 'embed/captions', texts),
    options.imageVectors ? embedImage(services, image.sha256) : undefined,
    services.measureImage?.(image.sha256),
  ]);
  const rejects = lacking.map(({ granularity, reason }): PartReject => ({
    unit: `caption/${granularity}`,
    kind: 'failed',
    reason,
  }));
  const edits = await editsOf(captions, captionVectors, image.sha256, services, context, rejects);
  const row = {
    image,
    captions,
    edits,
    captionVectors,
    ...(measures ? { phash: measures.phash } : {}),
    ...(imageVector === undefined ? {} : { imageVector }),
  };
  return { kind: 'kept', rows: [JSON.parse(JSON.stringify(row)) as RowFields], rejects };
};

/** One edit of each caption at most; those that do not hold become rejects of their parts. */
async function editsOf(
  captions: readonly Caption[],
  vectors: readonly string[],
  image: string,
  services: Services,
  context: ItemContext,
  rejects: PartReject[],
): Promise<readonly Edit[]> {
  const options = context.options as ContrastiveOptions;
  if (options.edits === 0) return [];
  let proposed: readonly ProposedEdit[];
  try {
    const messages = withImage(image, editsPrompt(captions, options.edits));
    const parse = (text: string) => parseEdits(text, captions);
    const schema = editsSchema(captions, options.edits);
    proposed = (await services.infer({ name: 'edits', model: 'generator', messages, schema, parse })).value;
  } catch (error) {
    if (!(error instanceof ItemFailure)) throw error;
    rejects.push({ unit: 'edits', kind: 'failed', reason: error.reason });
    return [];
  }
  if (proposed.length === 0) return [];
  const near = await embedTexts(
    services,
    'embed/edits',
    proposed.map(({ text }) => text),
  );
  const [lowest, highest] = options.editCosine;
  const kept: (Edit | undefined)[] = await allEnded(
    captions.map(async (caption, at): Promise<Edit | undefined> => {
      for (const [number, { of, type, text }] of proposed.entries()) {
        if (of !== caption.granularity) continue;
        const unit = `edit/${of}/${number}`;
        const fell = (reason: string, detail: PartReject['detail'] = {}): void =>
          void rejects.push({ unit, kind: 'dropped', reason, detail: { text, ...detail } });
        const similar = cosine(decodeVector(vectors[at] ?? ''), decodeVector(near[number] ?? ''));
        if (similar < lowest || similar > highest) {
          fell(similar < lowest ? 'too_far' : 'paraphrase', { cosine: similar });
          continue;
        }
        try {
          const { holds, ...verify } = await verifyFalse(services, options, {
            name: `verify/${unit}`,
            image,
            caption: text,
          });
          if (holds) return { text, type, editOf: of, cosine: similar, verify };
          fell('not_false', { ...verify });
        } catch (error) {
          if (!(error instanceof ItemFailure)) throw error;
          rejects.push({ unit, kind: 'failed', reason: error.reason });
        }
      }
      return undefined;
    }),
  );
  rejects.sort((a, b) => (a.unit < b.unit ? -1 : 1));
  return kept.filter((one) => one !== undefined);
}

import { allEnded } from '../all-ended.ts';
import type { ItemProgram } from '../item-program.ts';
import { ItemFailure, type Outcome, type PartReject, type RowFields } from '../outcome.ts';
import type { ContrastiveOptions } from './options.ts';
import { minedRow, type ContrastiveRow } from './rows.ts';
import { verifyFalse } from './verify-false.ts';

/** Keeps of the mined candidates those that the verifier calls false, nearest first, and at most so many of each kind. */
export const verify: ItemProgram = async ({ current }, services, context): Promise<Outcome> => {
  const { image, captions, edits, images, texts } = minedRow.parse(current);
  const options = context.options as ContrastiveOptions;
  const rejects: PartReject[] = [];
  const first = captions[0]?.text ?? '';

  const kept = async <T extends { readonly row: string }>(
    kind: 'image' | 'text',
    candidates: readonly T[],
    pair: (candidate: T) => { readonly image: string; readonly caption: string },
  ) => {
    const found: (T & { readonly verify: { readonly no: number; readonly yes: number } })[] = [];
    for (let from = 0; from < candidates.length && found.length < options.mined; from += options.mined) {
      const batch = candidates.slice(from, from + options.mined);
      const verdicts = await allEnded(
        batch.map((one) =>
          verifyFalse(services, options, { name: `${kind}/${one.row}`, ...pair(one) }).catch((error: unknown) => {
            if (error instanceof ItemFailure) return error;
            throw error;
          }),
        ),
      );
      for (const [at, one] of batch.entries()) {
        const verdict = verdicts[at];
        const unit = `${kind}/${one.row}`;
        if (verdict === undefined) continue;
        if (verdict instanceof ItemFailure) rejects.push({ unit, kind: 'failed', reason: verdict.reason });
        else if (!verdict.holds)
          rejects.push({ unit, kind: 'dropped', reason: 'not_false', detail: { no: verdict.no, yes: verdict.yes } });
        else if (found.length < options.mined) found.push({ ...one, verify: { no: verdict.no, yes: verdict.yes } });
      }
    }
    return found;
  };

  const [keptImages, keptTexts] = await allEnded([
    kept('image', images, ({ sha256 }) => ({ image: sha256, caption: first })),
    kept('text', texts, ({ text }) => ({ image: image.sha256, caption: text })),
  ]);
  const row: ContrastiveRow = {
    image,
    captions,
    positives: captions.map(({ text }) => text),
    hardNegTexts: [
      ...edits,
      ...keptTexts.map(({ text, cosine, verify: told }) => ({ text, type: 'mined' as const, cosine, verify: told })),
    ],
    hardNegImages: keptImages.map(({ sha256, cosine, verify: told }) => ({ sha256, cosine, verify: told })),
  };
  rejects.sort((a, b) => (a.unit < b.unit ? -1 : 1));
  return { kind: 'kept', rows: [JSON.parse(JSON.stringify(row)) as RowFields], rejects };
};

import { hashOf } from '../../recipes/sha256.ts';
import { isSealed, type CommittedCampaign } from './committed-campaign.ts';
import type { ExportResult } from './export-result.ts';
import { holdsImages } from './format.ts';

/** Keeps a value of the spec from being read as markup in a table's cell. */
const cell = (text: string): string => text.replaceAll(/[|\r\n`<>]/g, ' ');

/** The stages whose rows were exported, in words. */
function recordsFrom({ stages, dataset }: CommittedCampaign): string {
  if (dataset.length === stages.length) return 'all rounds after 0';
  return dataset.map(({ place: { round, stage } }) => `round ${round} ${stage}`).join(', ');
}

/** `dataset_card.md`: where the data come from, in figures. The licence is the publisher's to fill in. */
export function datasetCard(
  campaign: CommittedCampaign,
  result: Omit<ExportResult, 'bytes'>,
  storeAddress: string,
): string {
  const { identity, revision, imported, stages } = campaign;
  const models = Object.entries(identity.models).map(
    ([role, { model, temperature, maxTokens, image }]) =>
      `| ${cell(role)} | ${cell(model)} | ${temperature} | ${maxTokens} | ${image.maxSide} |`,
  );
  const rounds = [imported, ...stages].map(
    ({ place, counts: { total, kept, dropped, failed, rows }, sealed }) =>
      `| ${place.round} | ${place.stage} | ${total} | ${kept} | ${dropped} | ${failed} | ${rows} | ${sealed ? 'yes' : 'no'} |`,
  );
  const images = holdsImages(result.format)
    ? 'Images stand in the archives with their records.'
    : result.images === 'copy'
      ? 'Image paths are relative to this folder: `images/<sha256>.<ending>`, named by the content.'
      : `Image paths are keys in the object store \`${cell(storeAddress)}\`; no image was copied.`;
  return `---
license: # to be filled in by the publisher
---

# ${identity.campaign}

Synthetic data made by [mmsynth](#how-it-was-made) with the recipe \`${identity.recipe}\`: ${result.records} records with ${result.turns} questions and
answers, in the file \`${result.file}\` (format \`${result.format}\`).${isSealed(campaign) ? '' : '\n\n**The campaign was not finished when this was written; the export holds what was committed by then.**'}

${images}

## Licence

To be filled in by the publisher. It depends on the licences of the seed data and the images, and on the terms of the models named
below.

## How it was made

| | |
|---|---|
| campaign | ${identity.campaign} |
| recipe | ${identity.recipe} |
| seed of all draws | ${identity.seed} |
| seed file, sha256 | ${identity.input.sha256} |
| identity, sha256 | ${hashOf(identity)} |
| revision | ${revision} |

| role | model | temperature | tokens at most | image side at most |
|---|---|---|---|---|
${models.join('\n')}

Options:

\`\`\`json
${JSON.stringify(identity.options, null, 2)}
\`\`\`

## What became of every item

Kept, dropped and failed add up to what went in. Records are the rows of ${recordsFrom(campaign)}.

| round | stage | in | kept | dropped | failed | rows | sealed |
|---|---|---|---|---|---|---|---|
${rounds.join('\n')}

## Lineage

The \`id\` of a record is the id of its row in the store. \`mmsynth trace ${identity.campaign} <id>\` follows it back to its seed: parents,
operators, and the raw answer of every model call it rests on.
`;
}

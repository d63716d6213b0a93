import type { Command } from 'commander';
import { reviewCampaign, type Reviewed, type ReviewRequest } from '../campaign/review.ts';
import { print } from '../output.ts';
import { roundNumber } from '../round-number.ts';
import { withSession } from '../with-session.ts';

export function addReview(program: Command): void {
  program
    .command('review')
    .argument('<id>', 'campaign')
    .description('what was flagged for people to look at; take in their verdicts')
    .option('--round <n>', 'of this round', roundNumber)
    .option('--stage <name>', 'of this stage')
    .option('--out <file>', 'write the flagged rows, one JSON line each, with an empty verdict to fill in')
    .option('--verdicts <file>', 'take in such a file; the review closes when no row is left')
    .option('--close', 'close it now; rows without a verdict go by the policy in the spec')
    .option('--json', 'one JSON object')
    .action((id: string, options: ReviewRequest & { json?: boolean }) =>
      withSession(async (session) => {
        const reviewed = await reviewCampaign(session, id, options);
        print(options, reviewed, () => textOf(reviewed, options));
      }),
    );
}

function textOf(
  { campaign, round, stage, flagged, kept, dropped, unreviewed, state }: Reviewed,
  { out }: ReviewRequest,
) {
  const next =
    state === 'closed'
      ? 'The review is closed.'
      : out === undefined
        ? `\`mmsynth review ${campaign} --out FILE\` writes them out, \`--verdicts FILE\` takes them in.`
        : `Fill in "verdict" in ${out} with "keep" or "drop", then \`mmsynth review ${campaign} --verdicts ${out}\`.`;
  return `${campaign}, round ${round} ${stage}: ${flagged} flagged; ${kept} to keep, ${dropped} to drop, ${unreviewed} without a verdict.\n${next}`;
}

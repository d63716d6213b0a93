import type { Command } from 'commander';
import { forkCampaign } from '../campaign/fork.ts';
import { note, print } from '../output.ts';
import { progressLine } from '../progress-line.ts';
import { roundNumber } from '../round-number.ts';
import { watchCampaign } from '../watch.ts';
import { withSession } from '../with-session.ts';

interface ForkOptions {
  readonly fromRound: number;
  readonly as: string;
  readonly set: string[];
  readonly watch?: boolean;
  readonly json?: boolean;
}

export function addFork(program: Command): void {
  program
    .command('fork')
    .argument('<id>', 'campaign to fork')
    .description('a new campaign that takes over earlier rounds; what does not change is not bought again')
    .requiredOption('--from-round <n>', 'first round that is run anew', roundNumber)
    .requiredOption('--as <new>', 'id of the new campaign')
    .option(
      '--set <path=value>',
      'change a model, an option, the seed or how it runs',
      (value: string, all: string[]) => [...all, value],
      [] as string[],
    )
    .option('--watch', 'follow it to its end; Ctrl-C detaches')
    .option('--json', 'one JSON object')
    .action(async (id: string, options: ForkOptions) => {
      process.exitCode = await withSession(async (session) => {
        const line = progressLine();
        const { fromRound, as, set: assignments } = options;
        const forked = await forkCampaign(session, {
          from: id,
          fromRound,
          as,
          assignments,
          onProgress: line.show,
        }).finally(line.done);
        const text =
          forked.fork === 'started'
            ? `campaign '${as}' started from round ${fromRound} of '${id}'.`
            : `campaign '${as}' is there already; \`mmsynth status ${as}\` says how it stands.`;
        if (options.watch) {
          note(text);
          return watchCampaign(session, as, options);
        }
        print(options, forked, () => text);
        return 0;
      });
    });
}

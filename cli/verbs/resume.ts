import type { Command } from 'commander';
import { resumeCampaign } from '../campaign/resume.ts';
import { note, print } from '../output.ts';
import { watchCampaign } from '../watch.ts';
import { withSession } from '../with-session.ts';

const said = {
  running: (id: string) => `campaign '${id}' is running.`,
  unpaused: (id: string) => `campaign '${id}' goes on.`,
  started: (id: string) => `campaign '${id}' goes on where it was; what is committed or journaled is not asked again.`,
};

export function addResume(program: Command): void {
  program
    .command('resume')
    .argument('<id>', 'campaign')
    .description('go on, whatever stopped it, doing only what is missing')
    .option(
      '--set <path=value>',
      'change how it runs: window, models.<role>.baseUrls, …',
      (value: string, all: string[]) => [...all, value],
      [] as string[],
    )
    .option('--watch', 'follow it to its end; Ctrl-C detaches')
    .option('--json', 'one JSON object')
    .action(async (id: string, options: { set: string[]; watch?: boolean; json?: boolean }) => {
      process.exitCode = await withSession(async (session) => {
        const resumed = await resumeCampaign(session, id, options.set);
        if (options.watch) {
          note(said[resumed.resume](id));
          return watchCampaign(session, id, options);
        }
        print(options, resumed, () => said[resumed.resume](id));
        return 0;
      });
    });
}

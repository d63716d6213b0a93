import type { Command } from 'commander';
import { launchCampaign } from '../campaign/launch.ts';
import { note, print } from '../output.ts';
import { progressLine } from '../progress-line.ts';
import { watchCampaign } from '../watch.ts';
import { withSession } from '../with-session.ts';

const said = {
  started: (id: string) => `campaign '${id}' started; \`mmsynth status ${id} --watch\` follows it.`,
  attached: (id: string) => `campaign '${id}' is running; attached.`,
  shown: (id: string) => `campaign '${id}' has ended; \`mmsynth resume ${id}\` would restart it.`,
};

export function addLaunch(program: Command): void {
  program
    .command('launch')
    .argument('<spec>', 'campaign spec, YAML or JSON')
    .description('check the spec, import the seed and start the campaign; attach where it runs already')
    .option('--watch', 'follow it to its end; Ctrl-C detaches')
    .option(
      '--set <path=value>',
      'change one setting of the spec',
      (value: string, all: string[]) => [...all, value],
      [] as string[],
    )
    .option('--json', 'one JSON object')
    .action(async (spec: string, options: { watch?: boolean; set: string[]; json?: boolean }) => {
      process.exitCode = await withSession(async (session) => {
        const line = progressLine();
        const launched = await launchCampaign(spec, options.set, session, line.show).finally(line.done);
        const text = said[launched.launch](launched.campaign);
        if (!options.watch) {
          print(options, launched, () => text);
          return 0;
        }
        note(text);
        return watchCampaign(session, launched.campaign, options);
      });
    });
}

import type { Command } from 'commander';
import { pauseUpdate, unpauseUpdate } from '../../workflows/messages.ts';
import { control } from '../campaign/control.ts';
import { print } from '../output.ts';
import { withSession } from '../with-session.ts';

export function addPause(program: Command): void {
  program
    .command('pause')
    .argument('<id>', 'campaign')
    .description('start no further shard; those in work run to their commit')
    .option('--reason <text>', 'kept with the decision')
    .option('--json', 'one JSON object')
    .action((id: string, options: { reason?: string; json?: boolean }) =>
      withSession(async (session) => {
        const progress = await control(session, id, pauseUpdate, 'pause', options.reason);
        print(
          options,
          { campaign: id, ...progress },
          () => `campaign '${id}' is paused; shards in work run to their commit. \`mmsynth unpause ${id}\` goes on.`,
        );
      }),
    );
}

export function addUnpause(program: Command): void {
  program
    .command('unpause')
    .argument('<id>', 'campaign')
    .description('go on after a pause')
    .option('--json', 'one JSON object')
    .action((id: string, options: { json?: boolean }) =>
      withSession(async (session) => {
        const progress = await control(session, id, unpauseUpdate, 'unpause', undefined);
        print(options, { campaign: id, ...progress }, () => `campaign '${id}' goes on.`);
      }),
    );
}

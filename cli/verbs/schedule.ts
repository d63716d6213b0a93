import type { Command } from 'commander';
import { scheduleRefresh, type Scheduled, type ScheduleRequest } from '../campaign/schedule.ts';
import { print } from '../output.ts';
import { withSession } from '../with-session.ts';

export function addSchedule(program: Command): void {
  program
    .command('schedule')
    .argument('<id>', 'a sealed refresh of a Dyn-VQA release')
    .description('refresh the newest release of a series month by month, on a Temporal Schedule')
    .option('--cron <expression>', 'when, in UTC; the default is the first of every month at 03:00')
    .option('--now', 'fire it now as well')
    .option('--remove', 'remove the schedule; its releases stay')
    .option('--json', 'one JSON object')
    .action((id: string, options: ScheduleRequest & { json?: boolean }) =>
      withSession(async (session) => {
        const scheduled = await scheduleRefresh(session, id, options);
        print(options, scheduled, () => textOf(scheduled));
      }),
    );
}

function textOf({ campaign, state, cron, next, triggered }: Scheduled): string {
  if (state === 'removed') return `The schedule of '${campaign}' is removed; its releases stay.`;
  const lines = [`'${campaign}' is refreshed at ${cron} (UTC), next ${next[0] ?? 'never'}.`];
  return triggered
    ? [...lines, `Fired; \`mmsynth list\` shows its campaign ${campaign}-YYYYMM.`].join('\n')
    : lines.join('\n');
}

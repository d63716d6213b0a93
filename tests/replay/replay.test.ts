import { historyFromJSON, historyToJSON, type History } from '@temporalio/common/lib/proto-utils.js';
import { Worker, type WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import { bundleWorkflows } from '../workflow/temporal.ts';
import { savedHistories, workflowIdOf } from './histories.ts';
import { saveHistories } from './save-histories.ts';

jest.setTimeout(120_000);

let bundle: WorkflowBundleWithSourceMap;
beforeAll(async () => {
  bundle = await bundleWorkflows();
  const which = process.env['SAVE_HISTORIES'];
  if (which) await saveHistories(bundle, which);
});

/** Name of each history to what its replay with the present code says. */
async function replayed(histories: ReadonlyMap<string, History>): Promise<Record<string, string>> {
  const names = new Map([...histories.keys()].map((name) => [workflowIdOf(name), name]));
  const given = [...histories].map(([name, history]) => ({ workflowId: workflowIdOf(name), history }));
  const said: Record<string, string> = {};
  for await (const { workflowId, error } of Worker.runReplayHistories({ workflowBundle: bundle }, given))
    said[names.get(workflowId) ?? workflowId] = error?.name ?? 'as it was';
  return said;
}

describe('saved histories', () => {
  it('of every shape are replayed by the present workflows', async () => {
    const inLanes = ['completed', 'controlled', 'cancelled', 'failed', 'out-of-budget', 'continued', 'vote'];
    const dynvqa = ['dynvqa-answer', 'dynvqa-build'];
    const inBarriers = ['contrastive', 'curate', ...dynvqa, 'florence2', 'florence2-audit', 'mix', 'star'];
    const expected = [
      ...inLanes.flatMap((shape) => [`campaign-${shape}`, `partition-${shape}`]),
      ...inBarriers.flatMap((shape) => [`campaign-${shape}`, `round-${shape}`]),
      'campaign-florence2-training',
      'round-02-florence2-training',
      'refresh-series',
    ];
    const said = await replayed(await savedHistories());
    expect(said).toEqual(Object.fromEntries(expected.map((name) => [name, 'as it was'])));
  });

  it('would tell of a change: one that asked for another activity is refused', async () => {
    const history = (await savedHistories()).get('partition-completed');
    const json = historyToJSON(history ?? { events: [] });
    const changed = historyFromJSON(JSON.parse(json.replaceAll('"runShard"', '"runOther"')));
    expect(await replayed(new Map([['partition-completed', changed]]))).toEqual({
      'partition-completed': 'DeterminismViolationError',
    });
  });
});

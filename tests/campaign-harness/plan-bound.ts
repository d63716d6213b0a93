import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { CampaignPlan } from '../../cli/campaign/plan.ts';
import { journalOf } from './artifacts.ts';
import type { World } from './world.ts';

type Asked = Pick<World, 'command' | 'store'>;

const specModels = z.looseObject({ models: z.record(z.string(), z.looseObject({ model: z.string() })) });

export interface PlanBound {
  /** Name of a model of the spec, or `searches`. */
  readonly model: string;
  /** Answers that are in the journal, those that were asked for again aside. */
  readonly bought: number;
  /** Most that `mmsynth plan` tells of the same spec. */
  readonly planned: number;
}

/**
 * What a campaign bought beside what its plan says it buys at most, by model. A model that is not in the spec is a trained one; it
 * stands in for the spec's first.
 */
export async function planBounds(world: Asked, spec: string, campaign: string): Promise<readonly PlanBound[]> {
  const { code, stdout, stderr } = await world.command('plan', spec, '--json');
  if (code !== 0) throw new Error(`plan ended ${code}: ${stderr}`);
  const { models, searches } = JSON.parse(stdout) as CampaignPlan;
  const settings = specModels.parse(JSON.parse(await readFile(spec, 'utf8'))).models;
  const roles = Object.keys(settings);
  const [first = ''] = roles;
  const nameOf = (role: string): string => settings[role]?.model ?? settings['generator']?.model ?? first;
  const names = new Set(roles.map(nameOf));
  const bought = new Map<string, number>();
  for (const { model, ask } of await journalOf(world.store(), campaign)) {
    if (ask > 0) continue;
    const name = model.startsWith('search/') ? 'searches' : names.has(model) ? model : nameOf(first);
    bought.set(name, (bought.get(name) ?? 0) + 1);
  }
  const planned = new Map<string, number>(searches ? [['searches', searches.callsAtMost]] : []);
  for (const { model, callsAtMost } of models)
    planned.set(nameOf(model), (planned.get(nameOf(model)) ?? 0) + callsAtMost);
  return [...new Set([...bought.keys(), ...planned.keys()])]
    .sort()
    .map((model) => ({ model, bought: bought.get(model) ?? 0, planned: planned.get(model) ?? 0 }));
}

/** Models of which more was bought than planned. */
export const boughtBeyondPlan = async (world: Asked, spec: string, campaign: string): Promise<readonly PlanBound[]> =>
  (await planBounds(world, spec, campaign)).filter(({ bought, planned }) => bought > planned);

import { probeTrainer } from '../training/probe-trainer.ts';
import { probeEndpoints } from './probe-endpoints.ts';
import type { CampaignSpec } from './spec/campaign-spec.ts';

/** Asks what a campaign will need: every endpoint, and the trainer where there is one. Throws what each of them throws. */
export async function probeServices(
  { models, training }: { readonly models: CampaignSpec['models']; readonly training?: CampaignSpec['training'] },
  environment: NodeJS.ProcessEnv,
): Promise<void> {
  await probeEndpoints(models, environment);
  if (training) await probeTrainer(training, environment);
}

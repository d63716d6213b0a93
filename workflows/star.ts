import { plan } from '../recipes/star/plan.ts';
import { campaignInBarriers } from './campaign-in-barriers.ts';
import type { CampaignOutcome, CampaignStart } from './shapes.ts';

/** STaR (arXiv 2203.14465): iterations of rationales, training and evaluation, until dev accuracy stops rising. */
export async function star(start: CampaignStart): Promise<CampaignOutcome> {
  return campaignInBarriers(start, plan);
}

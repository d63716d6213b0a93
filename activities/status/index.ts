export { campaignStatus, createStatusReader, type StatusSource } from './status-reader.ts';
export type { CampaignState, CampaignStatus, StageStatus } from './campaign-status.ts';
export { listCampaigns, type ListedCampaign } from './list-campaigns.ts';
export { renderList, renderStatus } from './render-status.ts';
export { paceOf, renderProgress, type Pace, type StatusAt } from './render-progress.ts';

export { auditCampaign, type AuditRequest } from './audit-campaign.ts';
export type { AttemptFailure, AuditResult, RoundAudit, RunSummary } from './audit-result.ts';
export { problemCodes, type Problem, type ProblemCode } from './problem.ts';
export { renderAudit } from './render-audit.ts';

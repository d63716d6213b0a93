import { createHash } from 'node:crypto';
import type { ScriptedSettings } from './options.ts';

/** Uniform in [0, 1) from a name; the same name always draws the same. */
export function uniform(name: string): number {
  return createHash('sha1').update(name).digest().readUIntBE(0, 6) / 2 ** 48;
}

/** Latency in ms: fixed, or log-normal with the mean kept at `latencyMs`. */
export function drawLatency(settings: ScriptedSettings, subject: string): number {
  const { latencyMs, sigma, seed } = settings;
  if (sigma === 0 || latencyMs === 0) return latencyMs;
  const radius = Math.sqrt(-2 * Math.log(1 - uniform(`${seed}/latency/${subject}/r`)));
  const normal = radius * Math.cos(2 * Math.PI * uniform(`${seed}/latency/${subject}/a`));
  return Math.exp(Math.log(latencyMs) - (sigma * sigma) / 2 + sigma * normal);
}

export type Fault = '429' | '500' | 'reset' | 'torn' | 'none';

/** The fault of one ask: a function of the seed, the request and how often it was asked before. */
export function drawFault(settings: ScriptedSettings, request: string, ask: number): Fault {
  const { p429, p500, preset, ptorn, seed } = settings;
  if (p429 + p500 + preset + ptorn === 0) return 'none';
  const draw = uniform(`${seed}/fault/${request}/${ask}`);
  if (draw < p429) return '429';
  if (draw < p429 + p500) return '500';
  if (draw < p429 + p500 + preset) return 'reset';
  if (draw < p429 + p500 + preset + ptorn) return 'torn';
  return 'none';
}

/** Whether this body's answer is cut short. */
export function isCutShort(settings: ScriptedSettings, request: string): boolean {
  return settings.plength > 0 && uniform(`${settings.seed}/length/${request}`) < settings.plength;
}

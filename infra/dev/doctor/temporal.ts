import type { Environment } from '../environment.ts';
import { thisMachine } from '../provision/machine.ts';
import { temporalCli } from '../provision/programs.ts';
import { SEARCH_ATTRIBUTES } from '../search-attributes.ts';
import { configuredTemporal } from '../temporal-address.ts';
import { describeTemporal } from '../temporal-service.ts';
import type { Check } from './check.ts';
import { checkObtainable } from './obtainable.ts';

/** Shorter than the limit of a check, so that the reason is told, in ms. */
const TIMEOUT = 6000;

const attributesCheck = (namespace: string, missing: readonly string[] | undefined): Check => {
  const name = 'temporal search attributes';
  if (missing === undefined) return { name, ok: true, detail: 'this service does not let them be listed; not checked' };
  if (missing.length === 0) return { name, ok: true, detail: Object.keys(SEARCH_ATTRIBUTES).join(', ') };
  const flags = Object.entries(SEARCH_ATTRIBUTES)
    .filter(([attribute]) => missing.includes(attribute))
    .map(([attribute, type]) => `--name ${attribute} --type ${type}`);
  const fix = `temporal operator search-attribute create --namespace ${namespace} ${flags.join(' ')}`;
  return { name, ok: false, detail: `missing: ${missing.join(', ')}`, fix };
};

/** The Temporal service of the settings; where there is none, whether the embedded one can be had. */
export const checkTemporal = async (env: Environment): Promise<readonly Check[]> => {
  const config = configuredTemporal(env);
  if (config === undefined) return [await checkObtainable(temporalCli, thisMachine(env))];
  const found = await describeTemporal(config, TIMEOUT);
  if (!found.reachable) {
    const detail = `${config.address}, namespace ${config.namespace ?? 'default'}: ${found.reason}`;
    return [
      { name: 'temporal', ok: false, detail, fix: 'start it, or correct TEMPORAL_ADDRESS and TEMPORAL_NAMESPACE' },
    ];
  }
  const detail = `${config.address}, namespace ${found.namespace}, server ${found.serverVersion}`;
  return [{ name: 'temporal', ok: true, detail }, attributesCheck(found.namespace, found.missingSearchAttributes)];
};

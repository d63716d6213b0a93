import type { Said } from './command.ts';

export interface Audited {
  readonly code: number;
  readonly problems: unknown;
}

/** What a campaign in which nothing is amiss gives. */
export const nothingAmiss: Audited = { code: 0, problems: [] };

/** What `audit --verify` finds in a campaign. */
export async function audited(
  world: { command(...args: readonly string[]): Promise<Said> },
  campaign: string,
): Promise<Audited> {
  const { code, stdout } = await world.command('audit', campaign, '--verify', '--json');
  return { code, problems: (JSON.parse(stdout) as { readonly problems: unknown }).problems };
}

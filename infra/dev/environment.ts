/** Environment variables as read by these modules; undefined and empty both mean "not set". */
export type Environment = Readonly<Record<string, string | undefined>>;

export const setting = (env: Environment, name: string): string | undefined => {
  const value = env[name];
  return value === undefined || value === '' ? undefined : value;
};

/** Only what is set, for functions that take no undefined. */
export const definedOnly = (env: Environment): Record<string, string> =>
  Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined));

import { z } from 'zod';

/** Address of a service in a spec. Specs and operations are kept in the store as they are, so it may hold no user or password. */
export const serviceUrl = z
  .url({ protocol: /^https?$/ })
  .refine(
    (url) => !/^\w+:\/\/[^/?#]*@/u.test(url),
    'holds a user or password; name a variable with the key in apiKeyEnv',
  );

/** `npm run chaos -- --seed N --events M` sets these; the short form is what `npm test` runs. */
export const seed = Number(process.env['MMSYNTH_CHAOS_SEED'] ?? 1);
export const events = Number(process.env['MMSYNTH_CHAOS_EVENTS'] ?? 8);
/** Photos of the campaign: answers enough that events don't stand in each other's way. */
export const photos = Math.max(24, events);

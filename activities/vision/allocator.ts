/**
 * How glibc's allocator is bounded in a vision process, in its own variables; other C libraries do not read them. Pictures and tensors come and
 * go by megabytes: left to itself glibc raises its limit for memory of its own to 32 MiB and keeps the gaps between them, several
 * hundred MiB after a thousand pictures (bench/README.md, local specialists). From 4 MiB on it goes back to the system at once.
 */
export const ALLOCATOR = {
  MALLOC_ARENA_MAX: '2',
  MALLOC_MMAP_THRESHOLD_: String(4 * 2 ** 20),
  MALLOC_TRIM_THRESHOLD_: String(64 * 2 ** 20),
} as const;

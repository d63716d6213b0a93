/** Where the machine's programs and caches are; none of its settings for Temporal, stores or endpoints. */
const kept = ['PATH', 'HOME', 'TMPDIR', 'MMSYNTH_CACHE', 'XDG_CACHE_HOME', 'TEMPORAL_CLI', 'VERSITYGW'];

export function cleanEnvironment(home: string): Record<string, string> {
  const own = kept.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]] as const]));
  return {
    ...Object.fromEntries(own),
    TEMPORAL_CONFIG_FILE: '/nonexistent/temporal.toml',
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    MMSYNTH_HOME: home,
  };
}

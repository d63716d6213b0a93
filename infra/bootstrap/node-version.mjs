const MINIMUM = [20, 19];

/** Ends the process with one sentence where Node is too old. */
export const requireNode = () => {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > MINIMUM[0] || (major === MINIMUM[0] && minor >= MINIMUM[1])) return;
  process.stderr.write(
    `mmsynth needs Node ${MINIMUM.join('.')} or newer and this is ${process.versions.node}; install a newer one from nodejs.org.\n`,
  );
  process.exit(2);
};

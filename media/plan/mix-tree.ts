/** More inputs than this slow amix down; larger groups are mixed in stages. */
const groupSize = 16;

/**
 * Adds labelled streams up without changing their level. `normalize=0` is essential: by default every input is divided
 * by their number, so each person who joins would make the others quieter.
 */
export function mixTree(
  labels: readonly string[],
  prefix = 'sum',
): { graph: string[]; output: string } {
  const [only] = labels;
  if (only === undefined) throw new Error('Nothing to mix');
  if (labels.length === 1) return { graph: [], output: only };

  const groups = Array.from({ length: Math.ceil(labels.length / groupSize) }, (_, index) =>
    labels.slice(index * groupSize, (index + 1) * groupSize),
  );
  const sums = groups.map((group, index) => {
    if (group.length === 1) return { graph: [], output: group[0] ?? '' };
    const output = `${prefix}${index}`;
    const inputs = group.map((label) => `[${label}]`).join('');
    const amix = `amix=inputs=${group.length}:normalize=0:dropout_transition=0:duration=longest`;
    return { graph: [`${inputs}${amix}[${output}]`], output };
  });
  const rest = mixTree(
    sums.map(({ output }) => output),
    `${prefix}x`,
  );
  return { graph: [...sums.flatMap(({ graph }) => graph), ...rest.graph], output: rest.output };
}

/** One ffmpeg command line, taken apart the way fluent-ffmpeg wants it. */
export type CommandParts = {
  inputs: { options: string[]; source: string }[];
  outputOptions: string[];
  output: string;
};

/**
 * Inputs end at each `-i SOURCE`; the last argument is the (last) output; what lies between belongs to the outputs.
 * Throws when there is no output.
 */
export function splitArgs(args: readonly string[]): CommandParts {
  const inputs: CommandParts['inputs'] = [];
  let options: string[] = [];
  for (let index = 0; index < args.length; index += 1) {
    const arg = args[index] ?? '';
    const source = args[index + 1];
    if (arg === '-i' && source !== undefined) {
      inputs.push({ options, source });
      options = [];
      index += 1;
    } else {
      options.push(arg);
    }
  }
  const output = options.pop();
  if (output === undefined) throw new Error('ffmpeg needs an output as its last argument');
  return { inputs, outputOptions: options, output };
}

/** Inputs of one ffmpeg, in their order. */
export type Inputs = {
  /** As on its command line. */
  args: string[];
  /** With its options. Returns how a filter graph calls its sound. */
  add: (...input: string[]) => string;
};

export function listInputs(): Inputs {
  const args: string[] = [];
  let count = 0;
  return {
    args,
    add(...input) {
      args.push(...input);
      count += 1;
      return `[${count - 1}:a:0]`;
    },
  };
}

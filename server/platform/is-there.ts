import { access } from 'node:fs/promises';

/** Whether a file or folder can be reached. */
export const isThere = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  );

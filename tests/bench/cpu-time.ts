import { readdir, readFile } from 'node:fs/promises';

/** Linux counts in ticks; USER_HZ is 100 on every machine that runs Node. */
const ticksPerSecond = 100;

/**
 * CPU seconds that a running process has used so far, all its threads together, to the nanosecond (proc(5), schedstat).
 * What threads used that have ended is not in it.
 */
export async function cpuSecondsOf(pid: number): Promise<number> {
  const tasks = `/proc/${pid}/task`;
  let nanoseconds = 0;
  for (const thread of await readdir(tasks)) {
    const [onCpu = '0'] = (await readFile(`${tasks}/${thread}/schedstat`, 'utf8')).split(' ');
    nanoseconds += Number(onCpu);
  }
  return nanoseconds / 1e9;
}

/** CPU seconds of this process and of all children that have ended, to a hundredth (proc(5), stat: fields 14 to 17). */
export async function cpuSecondsWithChildren(): Promise<number> {
  const fields = await fieldsOf('self');
  return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0) / ticksPerSecond;
}

/** The process that started this one (proc(5), stat: field 4). */
export async function parentOf(pid: number): Promise<number> {
  return Number((await fieldsOf(String(pid)))[1]);
}

/** Those of proc(5), stat, from the third on: the second may hold spaces, and ends with the last parenthesis. */
async function fieldsOf(process: string): Promise<string[]> {
  const stat = await readFile(`/proc/${process}/stat`, 'utf8');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

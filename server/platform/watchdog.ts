/** Ticks, not time: a process that was held up itself finds its timer over before it reads what others said meanwhile. */
const ticks = 5;

/** Calls `bark` once when nobody has patted it for `limitMs`. Not while it is stopped, nor for a standstill of our own. */
export function createWatchdog(limitMs: number, bark: () => void) {
  let timer: NodeJS.Timeout | undefined;
  let silentTicks = 0;
  const watchdog = {
    barked: false,
    start(): void {
      watchdog.stop();
      silentTicks = 0;
      timer = setInterval(() => {
        silentTicks += 1;
        if (silentTicks < ticks) return;
        watchdog.stop();
        watchdog.barked = true;
        bark();
      }, limitMs / ticks);
    },
    pat(): void {
      silentTicks = 0;
      timer?.refresh();
    },
    stop(): void {
      clearInterval(timer);
      timer = undefined;
    },
  };
  return watchdog;
}

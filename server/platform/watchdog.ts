/** Calls `bark` once when nobody has patted it for `limitMs`. Not while it is stopped. */
export function createWatchdog(limitMs: number, bark: () => void) {
  let timer: NodeJS.Timeout | undefined;
  const watchdog = {
    barked: false,
    start(): void {
      clearTimeout(timer);
      timer = setTimeout(() => {
        watchdog.barked = true;
        bark();
      }, limitMs);
    },
    pat(): void {
      timer?.refresh();
    },
    stop(): void {
      clearTimeout(timer);
      timer = undefined;
    },
  };
  return watchdog;
}

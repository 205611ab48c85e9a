import pino from 'pino';

export type Logger = pino.Logger;

export const logLevels = ['debug', 'info', 'warn', 'error', 'silent'] as const;

/** JSON lines on standard error, so that standard output stays free for what a person reads. */
export function createLog(level: (typeof logLevels)[number]): Logger {
  return pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination(2),
  );
}

/** For tests and for tools that print for people. */
export const silentLog: Logger = pino({ level: 'silent' });

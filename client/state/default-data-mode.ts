import type { DataMode } from '../../server/protocol/data-mode.ts';

/** What a browser tells of its line, where it does (Network Information API; Chromium only). */
export type LineHints = {
  saveData?: boolean | undefined;
  /** "slow-2g", "2g", "3g" or "4g": how the line behaves, whatever it is. */
  effectiveType?: string | undefined;
  /** "cellular", "wifi", … */
  type?: string | undefined;
};

/** Why a mode was chosen for a person who has not chosen yet. */
export type ModeReason = 'saves-data' | 'slow-line' | 'phone-data' | 'nothing-known';

/** How much to send to somebody who has not said how much: little where data is dear or the line narrow. */
export function defaultDataMode({ saveData, effectiveType, type }: LineHints): {
  dataMode: DataMode;
  reason: ModeReason;
} {
  if (effectiveType === 'slow-2g' || effectiveType === '2g') {
    return { dataMode: 'sound', reason: 'slow-line' };
  }
  if (saveData) return { dataMode: 'light', reason: 'saves-data' };
  if (effectiveType === '3g') return { dataMode: 'light', reason: 'slow-line' };
  if (type === 'cellular') return { dataMode: 'light', reason: 'phone-data' };
  return { dataMode: 'full', reason: 'nothing-known' };
}

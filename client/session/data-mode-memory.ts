import { DataMode, type ReceptionWish } from '../../server/protocol/data-mode.ts';
import {
  defaultDataMode,
  type LineHints,
  type ModeReason,
} from '../state/default-data-mode.ts';

const storageKey = 'serambi.data-mode';

/** Shorter sides below this are phones', in CSS pixels. */
const phoneSide = 600;

export type RecalledMode = {
  dataMode: DataMode;
  /** Undefined where the person has chosen. */
  reason: ModeReason | undefined;
};

/** The mode this device was used with last, or else what its browser tells of the line. */
export function recallDataMode(): RecalledMode {
  const chosen = DataMode.safeParse(readStored());
  return chosen.success
    ? { dataMode: chosen.data, reason: undefined }
    : defaultDataMode(hints());
}

export function rememberDataMode(dataMode: DataMode): void {
  try {
    localStorage.setItem(storageKey, dataMode);
  } catch {
    // Storage may be forbidden: the choice then lasts as long as the page.
  }
}

/** What to ask the hub for. */
export function receptionWish(dataMode: DataMode): ReceptionWish {
  const isSmallScreen = Math.min(screen.width, screen.height) < phoneSide;
  return { dataMode, isSmallScreen };
}

function readStored(): string | null {
  try {
    return localStorage.getItem(storageKey);
  } catch {
    return null;
  }
}

function hints(): LineHints {
  return (navigator as Navigator & { connection?: LineHints }).connection ?? {};
}

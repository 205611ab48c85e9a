import { useState } from 'react';
import type { PanelName } from '../../state/room-panels.ts';
import { panelParts } from './room-panels.tsx';
import { useIsWide } from './use-is-wide.ts';

export type ConsoleState = {
  /** The panels that lie beside the stage, in tabs; none where there is no room for them. */
  panels: readonly PanelName[];
  selected: PanelName | undefined;
  /** The panel that has most of the window, if one has. */
  board: PanelName | undefined;
  select: (panel: PanelName) => void;
  widen: () => void;
  narrow: () => void;
};

/** Which panels are shown how. A phone has none beside the stage: there each is a sheet. */
export function useConsole(offered: readonly PanelName[]): ConsoleState {
  const isWide = useIsWide();
  const [chosen, select] = useState<PanelName>();
  const [widened, setWidened] = useState<PanelName>();
  const here = isWide ? offered : [];
  const board = here.find((panel) => panel === widened && panelParts[panel].Board);
  const panels = here.filter((panel) => panel !== board);
  const selected = panels.find((panel) => panel === chosen) ?? panels[0];
  return {
    ...{ panels, selected, board, select },
    widen: () => setWidened(selected),
    narrow: () => {
      setWidened(undefined);
      select(board);
    },
  };
}

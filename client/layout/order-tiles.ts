/** One thing that may be shown large: a person's camera (or their avatar), or a shared screen. */
export type TileRef = { peerId: string; source: 'camera' | 'screen' };

export type TileOrder = { large: TileRef | undefined; rest: TileRef[] };

export type OnStage = {
  /** Peer ids in the order they came. */
  people: readonly string[];
  /** Peer ids of those who share a screen, in the order they started. */
  screens: readonly string[];
  /** Who spoke last, also while it is silent now. */
  lastSpeaker: string | undefined;
  /** The only tile with a picture, where the data mode has one. */
  onlyPicture?: TileRef | undefined;
};

/** With this many people or fewer everyone is shown the same size. */
const equalsUpTo = 3;

/**
 * Decides who is shown large and in what order the others stand.
 *
 * A screen is always large, the newest one first. More than three people: the one who spoke last is large, so silence changes
 * nothing. Where only one tile has a picture, that one is large. The others keep the order in which they came, so a tile never jumps only because somebody spoke.
 */
export function orderTiles({ people, screens, lastSpeaker, onlyPicture }: OnStage): TileOrder {
  const cameras = people.map((peerId): TileRef => ({ peerId, source: 'camera' }));
  const shared = screens.map((peerId): TileRef => ({ peerId, source: 'screen' }));

  if (onlyPicture && cameras.length + shared.length > 1) {
    const isLarge = ({ peerId, source }: TileRef): boolean =>
      peerId === onlyPicture.peerId && source === onlyPicture.source;
    const all = [...shared, ...cameras];
    return { large: all.find(isLarge), rest: all.filter((tile) => !isLarge(tile)) };
  }
  const newestScreen = shared.at(-1);
  if (newestScreen) return { large: newestScreen, rest: [...shared.slice(0, -1), ...cameras] };
  if (cameras.length <= equalsUpTo) return { large: undefined, rest: cameras };

  const large = cameras.find((tile) => tile.peerId === lastSpeaker) ?? cameras[0];
  return { large, rest: cameras.filter((tile) => tile !== large) };
}

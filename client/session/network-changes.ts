/** What browsers on phones know of the network; elsewhere its parts are missing. */
type KnownNetwork = Partial<EventTarget> & { type?: string };

/** Tells when the network may be another one than before. Returns what ends the telling. */
export function onNetworkChange(tell: () => void): () => void {
  const { connection } = navigator as Navigator & { connection?: KnownNetwork };
  let type = connection?.type;
  const changed = (): void => {
    // The same event tells of estimates of how fast the network is, which are no reason to do anything.
    const isSame = connection?.type !== undefined && connection.type === type;
    type = connection?.type;
    if (!isSame) tell();
  };
  window.addEventListener('online', tell);
  connection?.addEventListener?.('change', changed);
  return () => {
    window.removeEventListener('online', tell);
    connection?.removeEventListener?.('change', changed);
  };
}

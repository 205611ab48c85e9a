export type Named = { displayName: string; peerIds: string[] };

/** Who came back by another tab or on another device is one person, with another peerId. Who has no name is by themselves. */
export function byName(people: readonly { peerId: string; displayName: string }[]): Named[] {
  const named: Named[] = [];
  for (const { peerId, displayName } of people) {
    const same = named.find((one) => displayName !== '' && one.displayName === displayName);
    if (same) same.peerIds.push(peerId);
    else named.push({ displayName, peerIds: [peerId] });
  }
  return named;
}

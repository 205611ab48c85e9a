/** How the media of this page travels. `relay`: over a TURN server in between. */
export type Route = 'udp' | 'tcp' | 'relay';

export type LinkStats = {
  /** Over the line so far, both ways, with what lies around the packets, in bytes. */
  bytes: number;
  /** Undefined while there is no way yet. */
  route: Route | undefined;
  /** There and back, in milliseconds, as last measured. */
  roundTripMs: number | undefined;
};

/** IP and UDP around each packet. */
const packetBytes = 28;

export type Numbers = Readonly<Record<string, unknown>>;

/** Reads what WebRTC counted on one transport (RTCStatsReport, as plain objects). Pure. */
export function readLinkStats(report: Iterable<Numbers>): LinkStats {
  const entries = [...report];
  const byId = new Map(entries.map((entry) => [entry['id'], entry]));
  const transport = entries.find(({ type }) => type === 'transport');
  const pairs = entries.filter(({ type }) => type === 'candidate-pair');
  const used =
    byId.get(transport?.['selectedCandidatePairId']) ??
    // Browsers that do not count by transport mark the pair instead.
    pairs.find((pair) => pair['nominated'] === true && pair['state'] === 'succeeded');
  const local = byId.get(used?.['localCandidateId']);
  const roundTrip = used?.['currentRoundTripTime'];
  return {
    bytes: (transport && hasBytes(transport) ? [transport] : pairs)
      .map(bytesOf)
      .reduce((sum, bytes) => sum + bytes, 0),
    route: local && routeOf(local),
    roundTripMs: typeof roundTrip === 'number' ? Math.round(roundTrip * 1_000) : undefined,
  };
}

const hasBytes = (entry: Numbers): boolean => typeof entry['bytesReceived'] === 'number';

function bytesOf(entry: Numbers): number {
  const packets = count(entry['packetsReceived']) + count(entry['packetsSent']);
  return count(entry['bytesReceived']) + count(entry['bytesSent']) + packets * packetBytes;
}

const count = (value: unknown): number => (typeof value === 'number' ? value : 0);

function routeOf({ candidateType, protocol, relayProtocol }: Numbers): Route {
  // A relayed way that the hub sees under another address counts as `prflx`; how the relay is reached still tells it.
  if (candidateType === 'relay' || relayProtocol !== undefined) return 'relay';
  return protocol === 'tcp' ? 'tcp' : 'udp';
}

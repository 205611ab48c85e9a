import { expect, test } from 'vitest';
import { readLinkStats } from './link-stats.ts';

const pair = {
  ...{ type: 'candidate-pair', id: 'CP', nominated: true, state: 'succeeded' },
  ...{ localCandidateId: 'L', currentRoundTripTime: 0.0504 },
};
const local = (fields: object) => ({ type: 'local-candidate', id: 'L', ...fields });

test('counts both ways, with IP and UDP around each packet', () => {
  const transport = {
    ...{ type: 'transport', id: 'T', selectedCandidatePairId: 'CP' },
    ...{ bytesReceived: 1_000, bytesSent: 100, packetsReceived: 9, packetsSent: 1 },
  };
  const report = [transport, pair, local({ candidateType: 'host', protocol: 'udp' })];
  expect(readLinkStats(report)).toEqual({ bytes: 1_380, route: 'udp', roundTripMs: 50 });
});

test('a browser that does not count by transport is read by its pairs', () => {
  const counting = { ...pair, bytesReceived: 500, bytesSent: 0 };
  const report = [counting, local({ candidateType: 'prflx', protocol: 'tcp' })];
  expect(readLinkStats(report)).toEqual({ bytes: 500, route: 'tcp', roundTripMs: 50 });
});

test('a relayed way is told as such, whatever it runs over', () => {
  const report = [pair, local({ candidateType: 'relay', protocol: 'udp' })];
  expect(readLinkStats(report).route).toBe('relay');
});

test('a relayed way that the hub sees under another address is still a relayed one', () => {
  const seen = { candidateType: 'prflx', protocol: 'udp', relayProtocol: 'tcp' };
  expect(readLinkStats([pair, local(seen)]).route).toBe('relay');
});

test('before there is a way nothing is known', () => {
  expect(readLinkStats([])).toEqual({ bytes: 0, route: undefined, roundTripMs: undefined });
});

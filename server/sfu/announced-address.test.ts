import type { NetworkInterfaceInfo } from 'node:os';
import { expect, test } from 'vitest';
import { chooseListenAddresses } from './announced-address.ts';

const at = (
  address: string,
  change: Partial<NetworkInterfaceInfo> = {},
): NetworkInterfaceInfo =>
  ({
    address,
    family: 'IPv4',
    internal: false,
    netmask: '',
    mac: '',
    cidr: null,
    ...change,
  }) as NetworkInterfaceInfo;

const lo = [at('127.0.0.1', { internal: true })];
const laptop = { lo, wlan0: [at('fe80::1', { family: 'IPv6' }), at('192.168.1.20')] };

const choose = (options: Partial<Parameters<typeof chooseListenAddresses>[0]>) =>
  chooseListenAddresses({
    listenIp: '0.0.0.0',
    announcedAddress: undefined,
    interfaces: laptop,
    ...options,
  });

test('a laptop is reached by its network address, and by loopback from itself', () => {
  expect(choose({})).toEqual([{ ip: '192.168.1.20' }, { ip: '127.0.0.1' }]);
});

test('without a network there is still loopback', () => {
  expect(choose({ interfaces: { lo } })).toEqual([{ ip: '127.0.0.1' }]);
});

test('a configured address is announced for the first interface only', () => {
  const interfaces = { lo, eth0: [at('10.0.0.5')], eth1: [at('10.1.0.5')] };
  expect(choose({ announcedAddress: '203.0.113.7', interfaces })).toEqual([
    { ip: '10.0.0.5', announcedAddress: '203.0.113.7' },
    { ip: '10.1.0.5' },
    { ip: '127.0.0.1' },
  ]);
});

test('bridges of containers and self-made addresses are left out where there is something better', () => {
  const docker0 = [at('172.17.0.1')];
  const interfaces = {
    lo,
    docker0,
    'br-12ab': docker0,
    eth0: [at('169.254.3.3'), at('10.0.0.5')],
  };
  expect(choose({ interfaces })).toEqual([{ ip: '10.0.0.5' }, { ip: '127.0.0.1' }]);
  expect(choose({ interfaces: { lo, docker0 } })).toEqual([
    { ip: '172.17.0.1' },
    { ip: '127.0.0.1' },
  ]);
});

test('a given listening address is used as it is, with loopback beside it', () => {
  expect(choose({ listenIp: '10.9.9.9' })).toEqual([{ ip: '10.9.9.9' }, { ip: '127.0.0.1' }]);
});

test('loopback is bound once, whatever it announces', () => {
  expect(choose({ listenIp: '127.0.0.1' })).toEqual([{ ip: '127.0.0.1' }]);
  expect(choose({ listenIp: '127.0.0.1', announcedAddress: 'serambi.example.org' })).toEqual([
    { ip: '127.0.0.1', announcedAddress: 'serambi.example.org' },
  ]);
});

import type { NetworkInterfaceInfo } from 'node:os';

/** One address to listen on, and what browsers are told to send to instead, where that differs. */
export type ListenAddress = { ip: string; announcedAddress?: string };

const anyAddress = '0.0.0.0';
const loopback = '127.0.0.1';

/** Bridges of containers and virtual machines: no browser comes from there. */
const virtualInterface = /^(docker|br-|veth|virbr|cni|flannel|podman|lxc|lxd)/;

/**
 * Where media sockets listen and which addresses browsers are told, best first. Pure.
 *
 * The configured address, if any, is announced for the first network interface: behind NAT it is what arrives there.
 * Every interface is bound by its own address, which leaves room for loopback beside it: a browser on the same machine
 * then works without any network.
 */
export function chooseListenAddresses({
  listenIp,
  announcedAddress,
  interfaces,
}: {
  listenIp: string;
  announcedAddress: string | undefined;
  interfaces: NodeJS.Dict<NetworkInterfaceInfo[]>;
}): ListenAddress[] {
  const chosen = listenIp === anyAddress ? ipsOf(interfaces) : [listenIp];
  const ips = chosen.length > 0 ? chosen : [loopback];
  const addresses: ListenAddress[] = ips.map((ip, index) =>
    index === 0 && announcedAddress && announcedAddress !== ip
      ? { ip, announcedAddress }
      : { ip },
  );
  const hasLoopback = addresses.some(
    ({ ip, announcedAddress: told }) => ip === loopback && !told,
  );
  // The same socket cannot be bound twice, so a loopback that announces something else stays alone.
  return hasLoopback || ips.includes(loopback) ? addresses : [...addresses, { ip: loopback }];
}

/** IPv4 addresses that others can reach: real interfaces before virtual ones, none that configured themselves. */
function ipsOf(interfaces: NodeJS.Dict<NetworkInterfaceInfo[]>): string[] {
  const found = Object.entries(interfaces).flatMap(([name, infos]) =>
    (infos ?? [])
      .filter(({ family, internal, address }) => {
        const linkLocal = address.startsWith('169.254.');
        return family === 'IPv4' && !internal && !linkLocal;
      })
      .map(({ address }) => ({ address, virtual: virtualInterface.test(name) })),
  );
  const real = found.filter(({ virtual }) => !virtual);
  return [...new Set((real.length > 0 ? real : found).map(({ address }) => address))];
}

import type { IncomingMessage } from 'node:http';
import proxyAddr from 'proxy-addr';

type Settings = { publicOrigin: string | undefined; trustedProxies: readonly string[] };

/** What the socket edge must know of a request before there is an express request: who may open a socket, from where. */
export function createSocketDoor({ publicOrigin, trustedProxies }: Settings): {
  isAllowedOrigin: (origin: string | undefined, request: IncomingMessage) => boolean;
  addressOf: (request: IncomingMessage) => string;
} {
  const trust = proxyAddr.compile([...trustedProxies]);

  /** The origin the browser used, as told by proxies we trust. */
  const ownOrigin = (request: IncomingMessage): string => {
    const trusted = trust(request.socket.remoteAddress ?? '', 0);
    const told = (name: string): string | undefined => {
      const value = trusted ? request.headers[name] : undefined;
      return typeof value === 'string' ? value.split(',')[0]?.trim() : undefined;
    };
    const scheme =
      told('x-forwarded-proto') ?? ('encrypted' in request.socket ? 'https' : 'http');
    return `${scheme}://${told('x-forwarded-host') ?? request.headers.host ?? ''}`.toLowerCase();
  };

  return {
    // A browser always says where a page is from. A program may not; it gains nothing that way, having no cookies.
    isAllowedOrigin: (origin, request) =>
      origin === undefined || origin === publicOrigin || origin === ownOrigin(request),
    addressOf: (request) => proxyAddr(request, trust),
  };
}

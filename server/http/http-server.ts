import { readFile } from 'node:fs/promises';
import http from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import express, { type Router } from 'express';
import proxyAddr from 'proxy-addr';
import { ConfigError, type Config } from '../config.ts';
import type { Logger } from '../platform/log.ts';
import type { Scope } from '../platform/scope.ts';
import { compressText } from './compress-text.ts';
import {
  defaultConnectionLimits,
  limitConnections,
  type ConnectionLimits,
} from './connection-limits.ts';
import { answerErrors, answerNotFound } from './error-answers.ts';
import { defaultRateLimits, limitRates, type RateLimits } from './rate-limits.ts';
import { logRequests } from './request-log.ts';
import { requireSameOrigin } from './request-origin.ts';
import { securityHeaders } from './security-headers.ts';

/** How long a slow client may take, in ms. */
const defaultPatience = {
  /** To send its headers. */
  headersMs: 10_000,
  /** To send all of its request. */
  requestMs: 120_000,
  /** To take nothing of an answer, or to send nothing. */
  silentMs: 300_000,
  /** How often the first two are looked at. */
  checkMs: 5_000,
};
/** Longer than a proxy keeps an idle connection (nginx: 60 s), or it would use one that we are closing. */
const keepAliveMs = 65_000;
const maxHeaderBytes = 16 * 1024;
/**
 * Connections that wait to be accepted: those who all come in the same second. Node's 511 overflow, and whoever is dropped
 * tries again only after a second. The kernel may allow fewer (net.core.somaxconn).
 */
const backlog = 4_096;
/** What is being sent when the hub closes may take this long. */
const closeGraceMs = 3_000;
const certificateReloadMs = 3_600_000;

type Settings = {
  config: Config['http'];
  log: Logger;
  scope: Scope;
  /**
   * Tried in this order. The API goes to /api: only there are requests counted. Pages come last, since they answer
   * every address that nothing else took.
   */
  routers: readonly { path: string; router: Router }[];
  rateLimits?: RateLimits;
  patience?: typeof defaultPatience;
  connectionLimits?: ConnectionLimits;
};

export type HttpServer = {
  /** For the socket edge to attach to. */
  server: http.Server | https.Server;
  /** Starts to listen. Returns the address people use, as far as we know it. */
  listen(): Promise<{ port: number; origin: string }>;
};

/** The HTTP edge: what every answer has in common. Closes with the scope. */
export async function createHttpServer(settings: Settings): Promise<HttpServer> {
  const { config } = settings;
  const patience = settings.patience ?? defaultPatience;
  const server = await createServer(settings, {
    maxHeaderSize: maxHeaderBytes,
    headersTimeout: patience.headersMs,
    requestTimeout: patience.requestMs,
    connectionsCheckingInterval: patience.checkMs,
    keepAliveTimeout: keepAliveMs,
  });
  server.timeout = patience.silentMs;
  const trust = trustedProxies(config.trustedProxies);
  const limits = settings.connectionLimits ?? defaultConnectionLimits;
  limitConnections(server, limits, (address) => trust(address, 0));
  return {
    server,
    async listen() {
      const port = await listen(server, config);
      settings.scope.defer('http server', () => close(server));
      const scheme = config.tls ? 'https' : 'http';
      return { port, origin: config.publicOrigin ?? `${scheme}://localhost:${port}` };
    },
  };
}

function createApp({ config, log, scope, routers, rateLimits }: Settings): express.Express {
  const app = express();
  app.set('trust proxy', trustedProxies(config.trustedProxies));
  app.use(logRequests(log), securityHeaders(), compressText());
  app.use(requireSameOrigin(config.publicOrigin));
  app.use('/api', limitRates(rateLimits ?? defaultRateLimits, scope));
  const lastOfApi = routers.findLastIndex(({ path }) => path === '/api');
  routers.forEach(({ path, router }, index) => {
    app.use(path, router);
    // What no API route took is no page either.
    if (index === lastOfApi) app.use(path, answerNotFound);
  });
  app.use(answerNotFound);
  app.use(answerErrors(log));
  return app;
}

function trustedProxies(addresses: readonly string[]): ReturnType<typeof proxyAddr.compile> {
  try {
    return proxyAddr.compile([...addresses]);
  } catch (cause) {
    throw new ConfigError(
      `TRUSTED_PROXIES must be addresses or ranges, such as 127.0.0.1: ${addresses.join(', ')}`,
      { cause },
    );
  }
}

async function createServer(
  settings: Settings,
  options: http.ServerOptions,
): Promise<http.Server | https.Server> {
  const app = createApp(settings);
  const { config, log, scope } = settings;
  const { tls } = config;
  if (!tls) return http.createServer(options, app);

  const readCertificate = async () => ({
    cert: await readFile(tls.certFile),
    key: await readFile(tls.keyFile),
  });
  const server = https.createServer(
    { ...options, minVersion: 'TLSv1.2', ...(await readCertificate()) },
    app,
  );
  // Certificates are renewed every few weeks; the hub need not be restarted for it.
  scope.every('certificate', certificateReloadMs, () => {
    readCertificate().then(
      (certificate) => server.setSecureContext(certificate),
      (error: unknown) => log.warn({ err: error }, 'certificate could not be read again'),
    );
  });
  return server;
}

function listen(server: http.Server, { host, port }: Config['http']): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const taken = cause.code === 'EADDRINUSE';
      reject(taken ? new ConfigError(`HTTP_PORT ${port} is used by another program.`) : cause);
    });
    server.listen({ port, host, backlog }, () =>
      resolve((server.address() as AddressInfo).port),
    );
  });
}

/** Stops accepting, lets answers that are on their way finish, then breaks the rest. */
function close(server: http.Server): Promise<void> {
  return new Promise((resolve) => {
    const force = setTimeout(() => {
      server.closeAllConnections();
      // Sockets that became something else are not the server's any more; nothing waits for them.
      resolve();
    }, closeGraceMs);
    server.close(() => {
      clearTimeout(force);
      resolve();
    });
    server.closeIdleConnections();
  });
}

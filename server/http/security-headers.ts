import { createHash } from 'node:crypto';
import type { Request, RequestHandler } from 'express';
import helmet from 'helmet';
import { ownOrigin } from './request-origin.ts';

const yearSeconds = 31_536_000;

/**
 * Style sheets that react-aria writes into the page while it runs (usePress and usePreventScroll). Naming their
 * hashes lets these two in and nothing else.
 */
const injectedStyles = [
  '@layer {\n  [data-react-aria-pressable] {\n    touch-action: pan-x pan-y pinch-zoom;\n  }\n}',
  '@layer {\n  * {\n    overscroll-behavior: contain;\n  }\n}',
].map((css) => `'sha256-${createHash('sha256').update(css).digest('base64')}'`);

/** Everything a page may use is ours, and only our own pages may show it. */
export function securityHeaders(): RequestHandler[] {
  const common = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", ...injectedStyles],
        // Safari before 15.4 does not count a socket to the same host as 'self'.
        connectSrc: ["'self'", (req) => socketOrigin(req as Request)],
        mediaSrc: ["'self'", 'blob:'],
        imgSrc: ["'self'", 'data:', 'blob:'],
        workerSrc: ["'self'", 'blob:'],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    referrerPolicy: { policy: 'strict-origin-when-cross-origin' },
    // Podcast apps and players on other sites fetch our media and feeds, so those are for everyone; pages and the API
    // are read with our cookies only, which other sites' requests do not carry.
    crossOriginResourcePolicy: { policy: 'cross-origin' },
    strictTransportSecurity: false,
    xFrameOptions: { action: 'deny' },
  });
  return [common, onlyWhatWeUse, hstsOnHttps];
}

/** Only the browser features that rooms and players need, and only for our own pages. */
const onlyWhatWeUse: RequestHandler = (_req, res, next) => {
  const ours = [
    'camera',
    'microphone',
    'display-capture',
    'speaker-selection',
    'screen-wake-lock',
    'fullscreen',
    'picture-in-picture',
    'autoplay',
    'clipboard-write',
  ].map((feature) => `${feature}=(self)`);
  const nobodys = ['geolocation', 'payment', 'usb', 'browsing-topics'].map((f) => `${f}=()`);
  res.set('Permissions-Policy', [...ours, ...nobodys].join(', '));
  next();
};

/** On plain HTTP browsers ignore it, and a LAN without a certificate must stay reachable. */
const hstsOnHttps: RequestHandler = (req, res, next) => {
  if (req.secure) res.set('Strict-Transport-Security', `max-age=${yearSeconds}`);
  next();
};

function socketOrigin(req: Request): string {
  return ownOrigin(req)?.replace(/^http/, 'ws') ?? "'self'";
}

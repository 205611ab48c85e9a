import { Router } from 'express';
import { succeedsWithin } from '../platform/within.ts';

/** Something the hub cannot work without. `check` throws or takes too long when it is away. */
export type HealthCheck = { name: string; check: () => Promise<unknown> };

const checkMs = 2_000;
/** However often the address is asked, the parts are asked at most once in this time. */
const freshMs = 1_000;

/** /healthz: the process answers. /readyz: so do the parts it needs. */
export function createHealthRoutes({ checks }: { checks: readonly HealthCheck[] }): Router {
  let latest: { at: number; result: Promise<Record<string, 'ok' | 'failed'>> } | undefined;

  const runAll = async (): Promise<Record<string, 'ok' | 'failed'>> =>
    Object.fromEntries(
      await Promise.all(
        checks.map(
          async ({ name, check }) =>
            [name, (await succeedsWithin(checkMs, check)) ? 'ok' : 'failed'] as const,
        ),
      ),
    );

  const router = Router();
  router.get('/healthz', (_req, res) => {
    res.set('Cache-Control', 'no-store').json({ ok: true });
  });
  router.get('/readyz', async (_req, res) => {
    const now = Date.now();
    if (!latest || now - latest.at > freshMs) latest = { at: now, result: runAll() };
    const parts = await latest.result;
    const ok = Object.values(parts).every((state) => state === 'ok');
    res.set('Cache-Control', 'no-store').status(ok ? 200 : 503);
    res.json({ ok, parts });
  });
  return router;
}

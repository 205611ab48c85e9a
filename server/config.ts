import path from 'node:path';
import { z } from 'zod';
import { logLevels } from './platform/log.ts';

const port = (fallback: number) => z.coerce.number().int().min(0).max(65_535).default(fallback);
/** "" counts as unset, so that a line can stay in a file with nothing behind it. */
const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional());
const flag = (fallback: boolean) =>
  z
    .enum(['true', 'false'])
    .default(fallback ? 'true' : 'false')
    .transform((value) => value === 'true');
/** How long something is kept. */
const keptDays = z.union([z.enum(['forever']), z.coerce.number().int().min(0).max(36_500)]);
/** Undefined means for ever. */
const daysToMs = (days: number | 'forever'): number | undefined =>
  days === 'forever' || days === 0 ? undefined : days * 24 * 3_600_000;

/**
 * Every variable Serambi reads, with what `npm start -- --help` and .env.example say of it.
 * Nothing else in server/ or media/ touches process.env.
 */
export const Env = z.object({
  ROLE: z
    .enum(['all', 'hub', 'media'])
    .default('all')
    .describe(
      'What this process does: everything; rooms and pages (hub); or media jobs (media). hub and media need DATABASE_URL.',
    ),
  DATA_DIR: z
    .string()
    .min(1)
    .default('./data')
    .describe(
      'The one directory that holds the database, objects, recordings and keys. Back this up.',
    ),
  LOG_LEVEL: z
    .enum(logLevels)
    .default('info')
    .describe('How much is logged, as JSON lines on standard error.'),

  HTTP_HOST: z
    .string()
    .min(1)
    .default('0.0.0.0')
    .describe('Address to listen on. 127.0.0.1 behind a proxy on the same machine.'),
  HTTP_PORT: port(3000).describe('Port to listen on. 0 takes a free one.'),
  PUBLIC_ORIGIN: optional(
    z.url({ protocol: /^https?$/ }).transform((url) => new URL(url).origin),
  ).describe(
    'The address people use, such as https://serambi.example.org. Links, feeds and cookies are made with it. Default: from the port.',
  ),
  TRUSTED_PROXIES: z
    .string()
    .default('')
    .describe(
      'Addresses or ranges, comma-separated, whose X-Forwarded-For and X-Forwarded-Proto are believed, such as 127.0.0.1.',
    ),
  TLS_CERT_FILE: optional(z.string()).describe(
    'Certificate chain (PEM). With TLS_KEY_FILE the hub speaks HTTPS itself.',
  ),
  TLS_KEY_FILE: optional(z.string()).describe('Private key (PEM).'),

  DATABASE_URL: optional(z.url({ protocol: /^postgres(ql)?$/ })).describe(
    'A PostgreSQL server. Default: an embedded one (PGlite) in DATA_DIR.',
  ),

  S3_ENDPOINT: optional(z.url({ protocol: /^https?$/ })).describe(
    'A MinIO or other S3 server for published media. Default: files in DATA_DIR.',
  ),
  S3_BUCKET: z.string().min(3).max(63).default('serambi').describe('Bucket; made if missing.'),
  S3_REGION: z.string().default('us-east-1').describe('Region, where the server has them.'),
  S3_ACCESS_KEY: optional(z.string()).describe('Access key. Needed with S3_ENDPOINT.'),
  S3_SECRET_KEY: optional(z.string()).describe('Secret key. Needed with S3_ENDPOINT.'),

  COPY_WHILE_LIVE: flag(true).describe(
    'Whether a live session is copied to the object store as it is recorded, so that it can be published up to its last minute when this machine is lost. Only with S3_ENDPOINT; needed with ROLE=all where machines with ROLE=media share its database and object store.',
  ),

  KEEP_TAKES_DAYS: keptDays
    .default(30)
    .describe(
      'Days that what was recorded is kept after its episode was last made, published or edited; then it is deleted, once everything published of it was read back, and the episode can no longer be edited or made again. 0 or forever keeps it.',
    ),

  KEEP_NAMES_DAYS: keptDays
    .default(365)
    .describe(
      'Days after the end of a session that the names and places of its audience are kept: with questions and chat, in the list of who was there, on links. What was asked stays. 0 or forever keeps them.',
    ),

  RTC_LISTEN_IP: z
    .string()
    .default('0.0.0.0')
    .describe('Address that media sockets listen on.'),
  RTC_ANNOUNCED_ADDRESS: optional(z.string()).describe(
    'Address or name that browsers send media to. Default: found from the network interfaces. Set it behind NAT.',
  ),
  RTC_PORT: port(44_400).describe(
    'First media port, UDP and TCP; one port per worker from here on. 0 takes free ones.',
  ),
  RTC_WORKERS: optional(z.coerce.number().int().min(1).max(64)).describe(
    'mediasoup workers. Default: one per core.',
  ),
  TURN_URLS: z
    .string()
    .default('')
    .describe(
      'TURN servers for people whose network blocks both UDP and TCP to the media port, comma-separated, such as turn:turn.example.org:3478?transport=tcp. Needs TURN_SECRET.',
    ),
  TURN_SECRET: optional(z.string()).describe(
    "The TURN servers' shared secret (coturn: static-auth-secret). Each person gets credentials made with it, good for an hour.",
  ),
  ABANDONED_MINUTES: z.coerce
    .number()
    .int()
    .min(1)
    .max(240)
    .default(10)
    .describe(
      'Minutes after which a live session ends by itself, and is saved, when no host or moderator is in the room and nobody on stage; six times as many when only a moderator, or only a stage, is left.',
    ),
  MEDIASOUP_WORKER_BIN: optional(z.string()).describe(
    'A mediasoup-worker to use. Default: the one that set-up found, downloaded or built.',
  ),

  MEDIA_JOBS: z.coerce
    .number()
    .int()
    .min(1)
    .max(16)
    .default(1)
    .describe('Recordings processed at the same time.'),
  MEDIA_YIELD_TO_ROOMS: flag(true).describe(
    'Whether heavy media work pauses while the machine is busy with live rooms.',
  ),
  VIDEO_ENCODER: z
    .enum(['auto', 'software'])
    .default('auto')
    .describe(
      'What encodes pictures: the graphics card, where there is one that does it well (NVENC, Quick Sync or VAAPI), or the processor.',
    ),
  PREPARE_LIVE: flag(true).describe(
    'Whether sound and picture of an episode are made while its session is live, as far as rooms leave the machine idle. Only with ROLE=all.',
  ),
  FFMPEG_PATH: z.string().default('ffmpeg').describe('ffmpeg, 5.1 or newer.'),
  FFPROBE_PATH: z.string().default('ffprobe').describe('ffprobe, of the same version.'),
  TRANSCRIBE_COMMAND: optional(z.string()).describe(
    'A command that writes down speech, for drafts of transcripts. It gets two more arguments, the path of a WAV (16 kHz, mono, one speaker) and the language (id, en, …), and writes WebVTT to its standard output. Default: none.',
  ),
});

/** A setting that cannot work. Its message lists every problem; no stack is needed. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

export type Config = ReturnType<typeof parseConfig>;

/** Turns the environment into settings, in product words. Throws ConfigError with all problems at once. */
export function parseConfig(env: Record<string, string | undefined>) {
  const parsed = Env.safeParse(env);
  if (!parsed.success) {
    throw new ConfigError(`Some settings cannot be used:\n${z.prettifyError(parsed.error)}`);
  }
  const e = parsed.data;
  const problems: string[] = [];
  if (e.ROLE !== 'all' && !e.DATABASE_URL) {
    problems.push(
      `ROLE=${e.ROLE} needs DATABASE_URL: the embedded database has one owner, a process with ROLE=all.`,
    );
  }
  if (!e.TLS_CERT_FILE !== !e.TLS_KEY_FILE) {
    problems.push('TLS_CERT_FILE and TLS_KEY_FILE go together: set both or neither.');
  }
  const turnUrls = e.TURN_URLS.split(',')
    .map((url) => url.trim())
    .filter(Boolean);
  if (turnUrls.length > 0 !== (e.TURN_SECRET !== undefined)) {
    problems.push('TURN_URLS and TURN_SECRET go together: set both or neither.');
  }
  for (const url of turnUrls) {
    if (!/^turns?:\S+$/.test(url))
      problems.push(`TURN_URLS: ${url} is no turn: or turns: address.`);
  }
  if (e.S3_ENDPOINT && (!e.S3_ACCESS_KEY || !e.S3_SECRET_KEY)) {
    problems.push('S3_ENDPOINT needs S3_ACCESS_KEY and S3_SECRET_KEY.');
  }
  if (e.ROLE !== 'all' && !e.S3_ENDPOINT) {
    problems.push(
      `ROLE=${e.ROLE} needs S3_ENDPOINT: hub and media machines share objects through it.`,
    );
  }
  if (problems.length > 0) {
    throw new ConfigError(
      `Some settings cannot be used:\n${problems.map((p) => `✖ ${p}`).join('\n')}`,
    );
  }
  const dataDir = path.resolve(e.DATA_DIR);
  return {
    role: e.ROLE,
    dataDir,
    recordingsDir: path.join(dataDir, 'recordings'),
    objectsDir: path.join(dataDir, 'objects'),
    logLevel: e.LOG_LEVEL,
    http: {
      host: e.HTTP_HOST,
      port: e.HTTP_PORT,
      publicOrigin: e.PUBLIC_ORIGIN,
      trustedProxies: e.TRUSTED_PROXIES.split(',')
        .map((p) => p.trim())
        .filter(Boolean),
      tls:
        e.TLS_CERT_FILE && e.TLS_KEY_FILE
          ? { certFile: e.TLS_CERT_FILE, keyFile: e.TLS_KEY_FILE }
          : undefined,
    },
    /** Undefined means PGlite in dataDir. */
    databaseUrl: e.DATABASE_URL,
    s3:
      e.S3_ENDPOINT && e.S3_ACCESS_KEY && e.S3_SECRET_KEY
        ? {
            endpoint: e.S3_ENDPOINT,
            bucket: e.S3_BUCKET,
            region: e.S3_REGION,
            accessKey: e.S3_ACCESS_KEY,
            secretKey: e.S3_SECRET_KEY,
          }
        : undefined,
    keepTakesMs: daysToMs(e.KEEP_TAKES_DAYS),
    keepNamesMs: daysToMs(e.KEEP_NAMES_DAYS),
    copyWhileLive: e.COPY_WHILE_LIVE && e.S3_ENDPOINT !== undefined,
    rtc: {
      listenIp: e.RTC_LISTEN_IP,
      announcedAddress: e.RTC_ANNOUNCED_ADDRESS,
      port: e.RTC_PORT,
      workers: e.RTC_WORKERS,
      workerBin: e.MEDIASOUP_WORKER_BIN,
    },
    rooms: { abandonedMs: e.ABANDONED_MINUTES * 60_000 },
    turn: e.TURN_SECRET ? { urls: turnUrls, secret: e.TURN_SECRET } : undefined,
    media: {
      jobs: e.MEDIA_JOBS,
      yieldToRooms: e.MEDIA_YIELD_TO_ROOMS,
      usesHardware: e.VIDEO_ENCODER === 'auto',
      prepareLive: e.PREPARE_LIVE && e.ROLE === 'all',
      ffmpegPath: e.FFMPEG_PATH,
      ffprobePath: e.FFPROBE_PATH,
      /** Undefined: nobody writes along. */
      transcribeCommand: e.TRANSCRIBE_COMMAND,
    },
  } as const;
}

/** A sound that somebody sent, as it is kept: FLAC, 48 kHz, stereo, of exactly this length. */
export type AcceptedSound = { bytes: Buffer; durationMs: number };

/**
 * Reads WAV, MP3, M4A, Opus, FLAC or WebM; whatever else is in the file stays out. Throws `invalid-input` with a
 * SoundProblem in `fields.sound`.
 */
export type AcceptSound = (upload: Buffer, longestMs: number) => Promise<AcceptedSound>;

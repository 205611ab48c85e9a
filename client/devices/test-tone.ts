export type TestTone = { track: MediaStreamTrack; close: () => void };

/** A sound that nobody here hears, to be sent somewhere. Call from a press. */
export function openTestTone(): TestTone {
  const context = new AudioContext();
  const destination = new MediaStreamAudioDestinationNode(context);
  const tone = new OscillatorNode(context, { frequency: 440 });
  tone.connect(new GainNode(context, { gain: 0.2 })).connect(destination);
  tone.start();
  const [track] = destination.stream.getAudioTracks();
  if (!track) throw new Error('A sound without a track.');
  return {
    track,
    close: () => {
      track.stop();
      void context.close();
    },
  };
}

import { atOnce, nothing, own } from './handle.ts';

/** What a peer receives, and how large it shows it. */
export const consumerHandlers = atOnce({
  'consumer:resume': async ({ peer, input }) => {
    await own(peer.consumers.get(input.consumerId), 'consumer').resume();
    return nothing;
  },
  'consumer:pause': async ({ peer, input }) => {
    await own(peer.consumers.get(input.consumerId), 'consumer').pause();
    return nothing;
  },
  'consumer:prefer': async ({ peer, input }) => {
    await own(peer.consumers.get(input.consumerId), 'consumer').prefer(input.spatialLayer);
    return nothing;
  },
});

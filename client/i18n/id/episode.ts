export const episode = {
  title: 'Serambi',
};

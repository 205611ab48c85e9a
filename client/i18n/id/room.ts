export const room = {
  title: 'Serambi',
};

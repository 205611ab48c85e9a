export const home = {
  title: 'Serambi',
};

export interface Budget {
  entry: string;
  what: string;
  budget: number;
}
export const CDN: readonly Budget[];
export const NPM: readonly Budget[];

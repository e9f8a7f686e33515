export interface Budget {
  entry: string;
  what: string;
  budget: number;
  /** What it is to come down to. */
  goal?: number;
}
export const CDN: readonly Budget[];
export const NPM: readonly Budget[];

export declare const FAULTS: Readonly<Record<string, string>>;

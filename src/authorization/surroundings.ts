/** Browsers built into apps, which open no windows, by the names that they give themselves. */
const IN_APP =
  /\b(FBA[NV]|Instagram|Line\/|MicroMessenger|Snapchat|Twitter|LinkedInApp|TikTok|musical_ly|GSA\/|; wv\))/;

/** Whether this browser is known to open no windows: built into an app, or a page on an iPhone's home screen. */
export function opensNoWindows(): boolean {
  return IN_APP.test(navigator.userAgent) || (navigator as { standalone?: boolean }).standalone === true;
}

/** Whether the browser would let a window be opened now, as far as it tells. */
export function hasUserActivation(): boolean {
  return (navigator as { userActivation?: UserActivation }).userActivation?.isActive ?? true;
}

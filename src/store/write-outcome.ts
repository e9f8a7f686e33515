import { isNameTaken, toDatasourceError, type DatasourceErrorCode } from '../api/errors.js';

/** Failures after which a write may have been carried out all the same. */
const OUTCOME_UNKNOWN: ReadonlySet<DatasourceErrorCode> = new Set([
  'timeout',
  'network',
  'cors',
  'bad_response',
  'aborted',
]);

/** Whether a write may have been carried out. A gateway that got no answer says so for a server that may have worked. */
export function isOutcomeUnknown(thrown: unknown): boolean {
  const { code, status } = toDatasourceError(thrown);
  return OUTCOME_UNKNOWN.has(code) || status === 502;
}

/** Whether a write was refused because somebody else was faster: the connection is gone, or its new name is taken. */
export function isOutdated(thrown: unknown): boolean {
  const error = toDatasourceError(thrown);
  return (
    [404, 409, 410].includes(error.status ?? 0) || isNameTaken(error) || /not found$/i.test(error.message)
  );
}

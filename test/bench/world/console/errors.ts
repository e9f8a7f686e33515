/** An answer in the contract's error form (1.4). */
export class ApiError extends Error {
  constructor(
    readonly status: 400 | 401 | 403 | 404 | 405 | 415 | 500,
    readonly code: string,
    message: string,
    readonly params?: string,
  ) {
    super(message);
  }

  get body(): Record<string, unknown> {
    const { code, message, params, status } = this;
    return { code, message, ...(params !== undefined && { params }), status };
  }
}

export const invalidParam = (message: string, params?: string): ApiError =>
  new ApiError(400, 'invalid_param', message, params);

export const unauthorized = (message: string): ApiError => new ApiError(401, 'unauthorized', message);

export const csrfFailed = (): ApiError => unauthorized('CSRF token is missing or invalid.');

export const forbidden = (
  message = "You don't have the permission to access the requested resource. It is either read-protected or not readable by the server.",
): ApiError => new ApiError(403, 'forbidden', message);

export const notFound = (): ApiError =>
  new ApiError(
    404,
    'not_found',
    'The requested URL was not found on the server. If you entered the URL manually please check your spelling and try again.',
  );

export const methodNotAllowed = (): ApiError =>
  new ApiError(405, 'method_not_allowed', 'The method is not allowed for the requested URL.');

export const internalError = (): ApiError => new ApiError(500, 'unknown', 'Internal Server Error');

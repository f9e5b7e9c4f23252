// How a room ends a connection. shared/vocabulary/close_codes.py declares it; a test compares the two.
export const CloseCode = Object.freeze({
  MALFORMED: 4400,
  SIGNED_OUT: 4401,
  UNWELCOME: 4403,
  REPLACED: 4409,
  TOO_FAST: 4429,
  MOVED: 4503,
});

/** After which of them nobody comes back by themselves. @param {number} code */
export const isFinal = (code) => code !== CloseCode.MOVED && Object.values(CloseCode).some((known) => known === code);

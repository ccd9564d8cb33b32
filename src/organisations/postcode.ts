/** Without blanks, upper case: the form in which postcodes are compared. */
export function bareCode(postcode: string): string {
  return postcode.replace(/\s/g, '').toUpperCase();
}

/** The outward part of a whole postcode: `LS1` of `LS1 4DZ`, the last three characters being inward. */
export function outwardOf(postcode: string): string {
  const bare = bareCode(postcode);
  return bare.length > 4 ? bare.slice(0, -3) : bare;
}

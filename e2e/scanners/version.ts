/** The version of checkov that the table was held against. */
export const CHECKOV_VERSION = "3.3.30";

/** Characters of all inline policies of a role, white space not counted. Source: IAM user guide, reference_iam-quotas. */
export const ROLE_POLICY_CHARACTERS_MAX = 10_240;

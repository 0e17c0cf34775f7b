/** Most images in a repository, and with it the most that a rule can keep. Source: AmazonECR user guide, service-quotas (can be raised). */
export const KEPT_IMAGES_MAX = 20_000;

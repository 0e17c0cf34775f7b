import { all, type Edit, put, rename } from "./edit.js";

const forget = {
  terraform: ["state", "rm", "aws_ecr_repository.web"],
  says: "terraform state rm aws_ecr_repository.web",
};
const fromElsewhere = put("services/web", { image: "ghcr.io/example/web:1.4.0", networks: [] });
const renamed = rename("services/web", "site");
const gone = put("services/web", undefined);
const unchanged = () => {};
const onSpot = put("services/web/aws", { spot: true });
const builtTwice = put("services/worker", { build: true, path: ".", networks: [] });
const builtOnce = put("services/worker", { imageOf: "web", start: "sleep 99999", networks: [] });
const forgetWorkers = {
  terraform: ["state", "rm", "aws_ecr_repository.worker"],
  says: "terraform state rm aws_ecr_repository.worker",
};
const stays = {
  aws: "savedTagRuns",
  says: "who plans next, for whatever reason, plans with the image that runs",
} as const;

const forgetProxy = {
  terraform: ["state", "rm", "aws_ecr_repository.proxy"],
  says: "terraform state rm aws_ecr_repository.proxy",
};
const beside = (sidecars: object | undefined) => put("services/worker/sidecars", sidecars);
const withProxy = beside({ proxy: { build: "." } });
const withPulledProxy = beside({ proxy: { image: "ghcr.io/example/proxy:1" } });
const withoutSidecars = beside(undefined);
const proxyBeside = all(put("services/proxy", undefined), withProxy);
const proxyAlone = all(withoutSidecars, put("services/proxy", { build: ".", networks: [] }));

/** Services and sidecars whose image is built. */
export const images: readonly Edit[] = [
  {
    name: "images: from elsewhere in place of a build",
    base: "built",
    change: fromElsewhere,
    foretold: { code: "NK612", steps: [forget, { apply: fromElsewhere, says: "Its images stay" }] },
  },
  {
    name: "images: from elsewhere, with the old tag still in the environment",
    base: "built",
    change: fromElsewhere,
    foretold: { code: "NK612", steps: [forget, { apply: fromElsewhere, says: "Its images stay" }] },
    environment: { web_image_tag: "v1" },
  },
  {
    name: "images: from elsewhere, and built again",
    base: "built",
    change: fromElsewhere,
    foretold: {
      code: "NK612",
      steps: [
        forget,
        { apply: fromElsewhere, says: "Its images stay" },
        {
          terraform: ["import", "-var=web_image_tag=v1", "aws_ecr_repository.web", "nk-shop-stage/web"],
          says: "terraform import aws_ecr_repository.web nk-shop-stage/web",
          file: unchanged,
        },
        { apply: unchanged, says: "built again" },
      ],
    },
  },
  {
    name: "images: built service renamed",
    base: "built",
    change: renamed,
    variables: { site_image: "123456789012.dkr.ecr.us-east-1.amazonaws.com/nk-shop-stage/web:v1" },
    foretold: { code: "NK612", steps: [forget, { apply: renamed, says: "tasks can go on with them" }] },
  },
  {
    name: "images: built service removed",
    base: "built",
    change: gone,
    foretold: { code: "NK612", steps: [forget, { apply: gone, says: "Its images stay" }] },
  },
  {
    name: "images: built in place of one from elsewhere",
    base: "built",
    change: put("services/worker", { build: true, path: ".", networks: [] }),
  },
  {
    name: "images: that of another service in place of one built alike",
    base: "built",
    first: builtTwice,
    change: builtOnce,
    foretold: { code: "NK612", steps: [forgetWorkers, { apply: builtOnce, says: "Its images stay" }] },
  },
  {
    name: "images: that of another service, and built alone again",
    base: "built",
    first: builtOnce,
    change: builtTwice,
  },
  { name: "images: that of another service in place of one from elsewhere", base: "built", change: builtOnce },
  {
    name: "images: that of another service, with another tag",
    base: "built",
    first: builtOnce,
    change: builtOnce,
    variables: { web_image_tag: "v2" },
  },
  { name: "images: another tag", base: "built", change: unchanged, variables: { web_image_tag: "v2" } },
  {
    name: "images: a tag that is saved, and an edit",
    base: "built",
    change: onSpot,
    foretold: {
      page: "services.md",
      steps: [
        { saveTag: "v2", says: "nanokit-tf images -e stage --tag 1.4.0 --save" },
        { apply: unchanged, says: "terraform -chdir=generated/stacks/mynapp-stage apply" },
        stays,
        { apply: onSpot, says: "which Terraform reads by its name" },
        stays,
        { apply: onSpot, says: "a tag that is given in one apply alone is gone in the next" },
      ],
    },
  },
  { name: "images: built, and on Spot", base: "built", change: onSpot },
  { name: "images: a sidecar that is built", base: "built", change: withProxy },
  {
    name: "images: a sidecar that is built, in place of one from elsewhere",
    base: "built",
    first: withPulledProxy,
    change: withProxy,
  },
  {
    name: "images: a sidecar from elsewhere, in place of one that is built",
    base: "built",
    first: withProxy,
    change: withPulledProxy,
    foretold: { code: "NK612", steps: [forgetProxy, { apply: withPulledProxy, says: "Its images stay" }] },
  },
  {
    name: "images: a sidecar that is built, removed",
    base: "built",
    first: withProxy,
    change: withoutSidecars,
    foretold: { code: "NK612", steps: [forgetProxy, { apply: withoutSidecars, says: "Its images stay" }] },
  },
  {
    name: "images: a sidecar that is built, beside another service too",
    base: "built",
    first: withProxy,
    change: put("services/web/sidecars", { proxy: { build: "." } }),
  },
  { name: "images: a service that was a sidecar, and is built", base: "built", first: withProxy, change: proxyAlone },
  { name: "images: a sidecar that was a service, and is built", base: "built", first: proxyAlone, change: proxyBeside },
  {
    name: "images: a sidecar that runs the image of a service",
    base: "built",
    change: beside({ clock: { imageOf: "web", command: ["tick"] } }),
  },
  {
    name: "images: a sidecar that is built, in place of one that runs the image of a service",
    base: "built",
    first: beside({ proxy: { imageOf: "web" } }),
    change: withProxy,
  },
];

import type { output as codes } from "../codes/output.js";
import { type CodeExample, dedent, session } from "./example.js";

const database = "services:\n  database:\n    image: postgres:17\n";
const volume = "    volumes:\n      - data-store:/var/lib/postgresql/data\n";
const lifted = "infra:\n  efs:\n    protect: false\n";
const web = "name: shop\nservices:\n  web:\n    image: ghcr.io/acme/web:1.4\n";

const stage = `${web}environments:\n  stage: {}\n`;
const committed = "generated/stacks/shop-stage/cdk.tf.json";
const ownVersions = 'terraform {\n  required_version = ">= 1.10"\n}\n';
/** As far as it matters what a stack held. */
const applied = '{ "resource": {} }\n';

/** NK6: what writing the output would do to what is there. */
export const output: Readonly<Record<keyof typeof codes, CodeExample>> = {
  NK601: session(
    {
      "nanokit.yml": database + volume,
      "without-volume.yml": database,
      "unprotected.yml": lifted + database + volume,
    },
    `
    $ nanokit-tf synth
    new     generated/stacks/shop-stage/cdk.tf.json
    $ nanokit-tf synth -f without-volume.yml # the same file, the volume taken out
    without-volume.yml:1:1 error NK601: generated/stacks/shop-stage/cdk.tf.json
    `,
    `
    $ nanokit-tf synth
    $ nanokit-tf synth -f unprotected.yml # with infra.efs.protect: false
    changed generated/stacks/shop-stage/cdk.tf.json
    $ # terraform apply
    $ nanokit-tf synth -f without-volume.yml
    changed generated/stacks/shop-stage/cdk.tf.json
    `,
  ),
  NK602: session(
    {
      "nanokit.yml": `${web}environments:\n  stage: {}\n  preview: {}\n`,
      "without-preview.yml": `${web}environments:\n  stage: {}\n`,
    },
    `
    $ nanokit-tf synth
    new     generated/stacks/shop-preview/cdk.tf.json
    $ nanokit-tf synth -f without-preview.yml # the same file, an environment taken out
    without-preview.yml:1:1 note NK602: generated/stacks/shop-preview is left as it
    `,
    `
    $ nanokit-tf synth
    $ # terraform -chdir=generated/stacks/shop-preview destroy
    $ rm -r generated/stacks/shop-preview
    $ nanokit-tf synth -f without-preview.yml
    `,
  ),
  NK603: {
    wrong: {
      kind: "shell",
      before: { "nanokit.yml": stage, [committed]: `<<<<<<< HEAD\n${applied}=======\n${applied}>>>>>>> other\n` },
      transcript: dedent(`
        $ nanokit-tf synth # after a merge with conflicts
        ${committed}:1:1 error NK603:
        ...
        has conflict markers of Git
      `),
    },
    right: {
      kind: "shell",
      before: { "nanokit.yml": stage, [committed]: applied },
      transcript: dedent(`
        $ # git checkout --ours -- ${committed}
        $ nanokit-tf synth
        changed ${committed}
      `),
    },
  },
  NK604: {
    wrong: {
      kind: "shell",
      before: { "nanokit.yml": stage, "generated/stacks/shop-stage/versions.tf": ownVersions },
      transcript: dedent(`
        $ nanokit-tf synth
        nanokit.yml:1:1 error NK604: generated/stacks/shop-stage/versions.tf is not from
      `),
    },
    right: {
      kind: "shell",
      before: { "nanokit.yml": stage, "generated/stacks/shop-stage/versions.tf": ownVersions },
      transcript: dedent(`
        $ mv generated/stacks/shop-stage/versions.tf generated/stacks/shop-stage/own-versions.tf
        $ nanokit-tf synth
        new     generated/stacks/shop-stage/cdk.tf.json
      `),
    },
  },
};

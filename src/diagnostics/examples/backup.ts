import type { backup as codes } from "../codes/backup.js";
import { type CodeExample, example, session } from "./example.js";

const db =
  "services:\n  db:\n    image: postgres:17\n    updateStrategy: recreate\n    volumes: [db:/var/lib/postgresql/data]\n";
const planned = (plan: string) => `infra:\n  region: eu-central-1\n  efs:\n    backup:\n      ${plan}\n${db}`;

const stage = (plan: string) => `name: shop\nenvironments: { stage: {} }\ninfra: { efs: { ${plan} } }\n${db}`;

/** NK39: backups of the file system by a plan. */
export const backup: Readonly<Record<keyof typeof codes, CodeExample>> = {
  NK390: example(planned('schedule: "0 25 * * *"'), planned('schedule: "0 23 * * *" # in UTC')),
  NK391: example(planned('schedule: "@every 6h"'), planned('schedule: "0 */6 * * *"')),
  NK392: example(planned("copyTo: eu-central-1"), planned("copyTo: eu-west-1")),
  NK393: example(planned("copyTo: cn-north-1"), planned("copyTo: eu-west-1")),
  NK394: session(
    {
      "nanokit.yml": stage("backup: { retention: 90 }"),
      "without-plan.yml": stage("backup: true"),
      "shorter.yml": stage("backup: { retention: 30 }"),
    },
    `
    $ nanokit-tf synth
    $ nanokit-tf synth -f without-plan.yml # the same file, with AWS's own backups
    without-plan.yml:1:1 warning NK394: In shop-stage, \`aws_backup_vault.main\` is
    `,
    `
    $ nanokit-tf synth
    $ nanokit-tf synth -f shorter.yml # retention: 30
    changed generated/stacks/shop-stage/cdk.tf.json
    `,
  ),
};

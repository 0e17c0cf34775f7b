import type { modules as codes } from "../codes/modules.js";
import { type CodeExample, session } from "./example.js";

const web = "name: shop\nservices:\n  web:\n    image: ghcr.io/acme/web:1.4\n";
const backend = "infra: { backend: { s3: { bucket: acme-state, use_lockfile: true } } }\n";
const files =
  "name: shop\nservices: { files: { image: 'nextcloud:30-apache', expose: 80, volumes: [html:/var/www/html] } }\n";
const copies = (to: string) => `${files}infra: { region: eu-west-1, efs: { backup: { copyTo: ${to} } } }\n`;
const vault = "'arn:aws:backup:eu-central-1:444455556666:backup-vault:copies'";
const provider = 'provider "aws" {\n  region = "eu-west-1"\n}\n';

/** NK514 to NK516. */
export const modules: Readonly<Record<keyof typeof codes, CodeExample>> = {
  NK514: session(
    { "nanokit.yml": web, "with-backend.yml": `${web}${backend}` },
    `
    $ nanokit-tf synth -f with-backend.yml --module # the same file, with infra.backend
    with-backend.yml:5:25 error NK514: shop-stage is a module, and a module
    `,
    `
    $ nanokit-tf synth --module
    new     generated/stacks/shop-stage/cdk.tf.json
    `,
  ),
  NK515: session(
    { "nanokit.yml": copies("eu-central-1"), "to-a-vault.yml": copies(vault) },
    `
    $ nanokit-tf synth --module
    nanokit.yml:1:1 note NK515: shop-stage is a module, and asks the root that
    `,
    `
    $ nanokit-tf synth -f to-a-vault.yml --module # into a vault that is there
    new     generated/stacks/shop-stage/cdk.tf.json
    `,
  ),
  NK516: session(
    { "nanokit.yml": web, "generated/stacks/shop-stage/provider.tf": provider },
    `
    $ nanokit-tf synth --module
    nanokit.yml:1:1 error NK516: generated/stacks/shop-stage/provider.tf has
    `,
    `
    $ mv generated/stacks/shop-stage/provider.tf .
    $ nanokit-tf synth --module
    new     generated/stacks/shop-stage/cdk.tf.json
    `,
  ),
};

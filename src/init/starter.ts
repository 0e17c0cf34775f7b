import { writeCommented } from "../syntax/write-commented.js";
import { addBackend, type FirstBackend } from "./backend.js";
import { shareAnchors } from "./compose/share.js";
import { Builder, inline, scalar, type TargetMap } from "./compose/target.js";
import { fileHeader } from "./header.js";

/** What a first nanokit.yml is made of. */
export interface Answers {
  readonly name: string;
  readonly service: string;
  /** Absent: the image is built from the Dockerfile in the folder. */
  readonly image?: string;
  readonly port: number;
  /** Where the program keeps its data; absent: nowhere. */
  readonly dataPath?: string;
  readonly environments: readonly string[];
  /** Absent: that of the surroundings when Terraform runs. */
  readonly region?: string;
  /** Where Terraform keeps the state. @default the file does not say */
  readonly backend?: FirstBackend;
}

/** What counts where nothing is asked. */
export const DEFAULT_ANSWERS = {
  service: "web",
  image: "nginx:1.29",
  port: 80,
  dataPath: "/data",
  environments: ["stage", "production"],
} as const;

const REGION = "region: eu-west-1";
const WITHOUT_REGION = " # without it, Terraform takes AWS_REGION or that of the AWS profile";

/** A first nanokit.yml, with a comment where one helps. */
export function starterFile(answers: Answers, schema: string): string {
  const { name, region, environments, backend } = answers;
  const root = new Builder();
  root.add("name", scalar(name), { before: [], beside: "part of every name in AWS, so keep it" });
  const gap = { before: [], gap: true };
  const infra = new Builder();
  if (region !== undefined) infra.add("region", scalar(region));
  else if (backend === undefined) root.remark(`infra: { ${REGION} }${WITHOUT_REGION}`);
  else infra.remark(REGION + WITHOUT_REGION);
  if (backend !== undefined) addBackend(infra, backend);
  if (!infra.empty) root.add("infra", infra.map(), gap);
  root.add("services", new Builder().add(answers.service, service(answers)).map(), gap);
  const each = new Builder();
  environments.forEach((environment, index) => {
    const infra = new Builder().add("infra", inline({ cidr: rangeOf(index) }));
    each.add(environment, index === 0 ? inline({}) : infra.map());
  });
  root.about("One stack each. What differs between them goes below its name; the rest is as above.");
  if (environments.length > 1)
    root.about("Each VPC has an address range of its own, so that they can be connected later.");
  root.add("environments", each.map(), gap);
  const header = [
    "`nanokit-tf validate` checks this file, `nanokit-tf synth` writes the Terraform of each environment.",
  ];
  return `${fileHeader(schema, header)}${writeCommented(shareAnchors(root.map()))}`;
}

/** The range of one environment's network, of which no other has an address. The first has the default. */
function rangeOf(index: number): string {
  return `10.${index}.0.0/16`;
}

function service({ service: name, image, port, dataPath }: Answers): TargetMap {
  const builder = new Builder();
  if (image === undefined) {
    builder.add("build", scalar(true), {
      before: [],
      beside: "from the Dockerfile in this folder; `nanokit-tf images` prints how",
    });
  } else builder.add("image", scalar(image));
  builder.add("expose", scalar(port), { before: [], beside: "the port that the container listens on" });
  builder.remark(`host: ${name}.example.com # publishes it; without one, nothing on the internet reaches it`);
  if (dataPath !== undefined) {
    const list = new Builder().item(scalar(`${name}-data:${dataPath}`), {
      before: [],
      beside: "<volume>:<path in the container>; kept on EFS when the task ends",
    });
    builder.add("volumes", list.list());
  }
  return builder.map();
}

import { code } from "./entry.js";

const TAKEN = {
  service: () => "a service or a database has that name, and `depends_on` could mean either",
  preparation: (service: string) => `the container that runs before \`${service}\` has that name`,
  files: (service: string) => `the container that writes the files of \`${service}\` has that name`,
  seed: (service: string) => `the container that fills the volumes of \`${service}\` has that name`,
  sidecar: () => "the container that writes the files of another sidecar has that name",
  aws: () => "AWS gives such names to containers that it adds itself",
} as const;

const TWO_IMAGES = {
  build: (sidecar: string) => `Two services have a sidecar \`${sidecar}\`, but each builds it differently.`,
  processor: (sidecar: string) => `Two services have a sidecar \`${sidecar}\`, but run on different processors.`,
  case: (sidecar: string, other: string) =>
    `The repositories of \`${sidecar}\` and \`${other}\` would have the same name: ECR takes only lower case.`,
} as const;

/** What both have to say alike. */
const SAME = { build: "`build`", processor: "`aws.architecture`" } as const;

/** NK582 to NK587, NK595 and NK599: what runs beside the container of a service. */
export const sidecars = {
  NK582: code<{ sidecar: string; image: string; volume: string }>({
    severity: "error",
    title: "Store beside a service",
    message: ({ sidecar, image, volume }) =>
      `\`${sidecar}\` runs ${image} and would keep its data on \`${volume}\`: a database or store has to be a service of its own.`,
    help: ({ sidecar }) => `Move \`${sidecar}\` to \`services\`, with its volume; others reach it by name.`,
    why: "Only one program may write the files of a store. A sidecar starts with each task of its service, so in a deployment, or with a second instance, two of them would write. A service of its own has a lock against that.",
    fix: "Make it a service. Without a volume it can stay, if its data may be lost with the task.",
  }),
  NK583: code<{ service: string; key: "cpu" | "memory"; taken: number; size: number }>({
    severity: "error",
    title: "Sidecars that leave nothing for the service",
    message: ({ service, key, taken, size }) =>
      `The sidecars of \`${service}\` up to this one take ${taken} ${key === "cpu" ? "CPU units" : "MiB"}, and the whole task has ${size}: nothing is left for the service.`,
    help: ({ key }) => `Write a larger \`${key}\` at the service (it is for the whole task), or a smaller one here.`,
    ownWords: ["key"],
    why: "All containers of a task share its size, and ECS takes no task definition whose containers ask for more.",
    fix: "Give the service a larger `cpu` or `memory`, or its sidecars less.",
  }),
  NK584: code<{ name: string; service: string; taken: keyof typeof TAKEN }>({
    severity: "error",
    title: "Name that is taken",
    message: ({ name, service, taken }) => `No sidecar can be called \`${name}\`: ${TAKEN[taken](service)}.`,
    help: () => "Choose another name.",
    ownWords: ["taken"],
    why: "ECS knows the containers of a task by their names, and `depends_on` names sidecars and services alike.",
    fix: "Give the sidecar another name.",
  }),
  NK585: code<{ container: string; other: string; problem: "unknown" | "unchecked" | "stays" | "circle" }>({
    severity: "error",
    title: "Container that cannot be waited for",
    message: ({ container, other, problem }) => {
      if (problem === "unknown")
        return `\`${container}\` waits for \`${other}\`, which is not a container of the same task.`;
      if (problem === "circle") return `\`${container}\` and \`${other}\` wait for each other.`;
      return problem === "unchecked"
        ? `\`${container}\` waits until \`${other}\` is healthy, but \`${other}\` has no \`healthCheck\`.`
        : `\`${container}\` waits until \`${other}\` has ended, but then the whole task ends.`;
    },
    help: ({ problem, other }) => {
      if (problem === "unknown")
        return "A sidecar can wait for its own service and for other sidecars of that service: write their keys.";
      if (problem === "circle") return "Remove one of the two `depends_on`.";
      return problem === "unchecked"
        ? `Give \`${other}\` a \`healthCheck\`.`
        : "Write `condition: service_started` or `condition: service_healthy`.";
    },
    ownWords: ["problem"],
    why: "ECS refuses such a task definition, or no task of it would ever start.",
    fix: "Wait for a container of the same task: for a check that it has, or for the end of one that is not essential.",
  }),
  NK586: code<{ sidecar: string; service: string; volume: string; readable: boolean }>({
    severity: "error",
    title: "Volume that the service does not have",
    message: ({ sidecar, service, volume, readable }) =>
      readable
        ? `\`${sidecar}\` would write to \`${volume}\`, but \`${service}\` mounts it read-only.`
        : `\`${sidecar}\` mounts \`${volume}\`, but \`${service}\` does not.`,
    help: ({ service, readable }) =>
      readable ? "Write `:ro` at the end here too." : `Add it to the \`volumes\` of \`${service}\` too.`,
    why: "A sidecar shares the volumes of its service: the role of the task may use those, in the way that the service does.",
    fix: "Mount the volume in the service, writable where the sidecar writes to it.",
  }),
  NK587: code<{ sidecar: string; image: string }>({
    severity: "warning",
    accept: "place",
    title: "Store that loses its data with the task",
    message: ({ sidecar, image }) =>
      `\`${sidecar}\` (${image}) loses its data when its task ends, and each task has one of its own.`,
    help: ({ sidecar }) => `To keep the data, or to share it, move \`${sidecar}\` to \`services\`, with a volume.`,
    why: "A sidecar starts again with every deployment. Two instances of a service have two of them, and those do not share their data.",
    fix: "Make it a service with a volume. Where it is meant as a cache, nothing needs to be done.",
  }),
  NK595: code<{ sidecar: string; other: string; problem: keyof typeof TWO_IMAGES }>({
    severity: "error",
    title: "Two images for one repository",
    message: ({ sidecar, other, problem }) => TWO_IMAGES[problem](sidecar, other),
    help: ({ problem }) =>
      problem === "case"
        ? "Give one of them another name."
        : `Give one of them another name, or give both the same ${SAME[problem]}.`,
    ownWords: ["problem"],
    why: "An image that is built has a repository and a Terraform variable by its name: sidecars with the same name in several services share one image, built once, for one processor.",
    fix: "Give sidecars that are built differently different names. Those with the same `build` share one image.",
  }),
  NK599: code<{ sidecar: string; service: string; lender: string }>({
    severity: "error",
    title: "Sidecar without an image",
    message: ({ sidecar, service }) =>
      `The sidecar \`${sidecar}\` of \`${service}\` has no \`image\`, no \`build\` and no \`imageOf\`.`,
    help: ({ lender }) =>
      `Add \`image:\`, \`build:\` with the folder of its Dockerfile, or \`imageOf: ${lender}\` to run the image of its service.`,
    why: "There is nothing to run.",
    fix: "Add `image`, `build` if your pipeline builds the image, or `imageOf` with a service whose image it runs.",
  }),
};

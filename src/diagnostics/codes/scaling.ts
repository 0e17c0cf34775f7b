import { code, type Nothing } from "./entry.js";

function tasks(count: number): string {
  return `${count} ${count === 1 ? "task" : "tasks"}`;
}

/** NK350 to NK359 and NK927: how many tasks of a service run. */
export const scaling = {
  NK350: code<Nothing>({
    severity: "error",
    title: "Scaling to nothing",
    message: () => "`min` is 0, and from 0 tasks a service would never come back.",
    help: () => "Let `min` be 1 or more. To switch the service off, set `instances: 0`.",
    why: "Scaling follows the average use of the tasks. Without a task there is no use to measure, and nothing starts one.",
    fix: "Let `scale.min` be 1 or more. `instances: 0` switches the service off, and scaling with it.",
  }),
  NK351: code<{ min: number; max: number }>({
    severity: "error",
    title: "Bounds of scaling the wrong way round",
    message: ({ min, max }) => `\`min\` is ${min}, and \`max\` only ${max}.`,
    help: () => "Let `max` be at least `min`.",
    why: "AWS refuses the bounds.",
    fix: "Let `scale.max` be at least `scale.min`, which is 1 when it is not written.",
  }),
  NK352: code<{ service: string }>({
    severity: "error",
    title: "Scaling without a bound",
    message: ({ service }) => `It is not said how far \`${service}\` may scale.`,
    help: () => "Add `max`, the most tasks that you are ready to pay for.",
    why: "A default would be a guess about your bill.",
    fix: "Add `scale.max`.",
  }),
  NK353: code<{ found: string }>({
    severity: "error",
    title: "Not a threshold",
    message: ({ found }) => `\`${found}\` is not a threshold: that is a percentage from 1 to 100.`,
    help: ({ found }) => {
      const share = Number(found);
      return share > 0 && share < 1 ? `Write \`"${Number((share * 100).toFixed(2))}%"\`.` : 'Write `"70%"` or 70.';
    },
    why: "It is the average use, in percent of what the tasks have, that scaling aims at.",
    fix: 'Write a percentage from 1 to 100: `"70%"` or 70.',
  }),
  NK354: code<{ instances: number; min: number; max: number }>({
    severity: "error",
    title: "Instances outside the bounds of scaling",
    message: ({ instances, min, max }) =>
      `The service would begin with ${tasks(instances)}, outside the ${min} to ${max} that \`scale\` allows.`,
    help: ({ min, max }) => `Write ${min} to ${max}, or leave \`instances\` out to begin with ${min}.`,
    why: "Scaling would change the number at once, to the nearest bound.",
    fix: "Let `instances` lie within `scale.min` and `scale.max`, or leave it out. `instances: 0` switches the service off.",
  }),
  NK927: code<{ service: string; instances: number }>({
    severity: "note",
    title: "Instances to begin with",
    message: ({ service, instances }) =>
      `\`${service}\` begins with ${tasks(instances)}, and \`scale\` decides from then on: a later change of \`instances\` has no effect.`,
    why: "Terraform would otherwise undo at every apply what scaling did.",
    fix: "Nothing needs to be done. Change `scale.min` to have more tasks at all times.",
  }),
} as const;

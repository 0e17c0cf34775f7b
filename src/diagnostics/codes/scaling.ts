import { code, type Nothing } from "./entry.js";

function tasks(count: number): string {
  return `${count} ${count === 1 ? "task" : "tasks"}`;
}

/** NK350 to NK359 and NK927: how many tasks of a service run. */
export const scaling = {
  NK350: code<Nothing>({
    severity: "error",
    title: "Scaling to nothing",
    message: () => "`min` is 0, and a service with 0 tasks would never start again.",
    help: () => "Set `min` to 1 or more. To switch the service off, set `instances: 0`.",
    why: "Scaling follows the average use of the tasks. Without a task there is no use to measure, and nothing starts one.",
    fix: "Set `scale.min` to 1 or more. `instances: 0` switches the service off, and scaling with it.",
  }),
  NK351: code<{ min: number; max: number }>({
    severity: "error",
    title: "Limits of scaling in the wrong order",
    message: ({ min, max }) => `\`min\` is ${min}, but \`max\` is only ${max}.`,
    help: () => "Set `max` to at least `min`.",
    why: "AWS refuses these limits.",
    fix: "Set `scale.max` to at least `scale.min`, which is 1 when it is not written.",
  }),
  NK352: code<{ service: string }>({
    severity: "error",
    title: "Scaling without a limit",
    message: ({ service }) => `The file does not say how far \`${service}\` may scale.`,
    help: () => "Add `max`, the highest number of tasks that you want to pay for: `max: 4`.",
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
    why: "Scaling tries to keep the average use at this percentage of what the tasks have.",
    fix: 'Write a percentage from 1 to 100: `"70%"` or 70.',
  }),
  NK354: code<{ instances: number; min: number; max: number }>({
    severity: "error",
    title: "Instances outside the limits of scaling",
    message: ({ instances, min, max }) =>
      `The service would begin with ${tasks(instances)}, but \`scale\` allows only ${min} to ${max}.`,
    help: ({ min, max }) => `Write a number from ${min} to ${max}, or remove \`instances\` to begin with ${min}.`,
    why: "Scaling would change the number at once, to the nearest limit.",
    fix: "Set `instances` between `scale.min` and `scale.max`, or leave it out. `instances: 0` switches the service off.",
  }),
  NK927: code<{ service: string; instances: number }>({
    severity: "note",
    title: "Instances to begin with",
    message: ({ service, instances }) =>
      `\`${service}\` begins with ${tasks(instances)}. After that, \`scale\` decides: a later change of \`instances\` has no effect.`,
    why: "Otherwise Terraform would undo the work of scaling at every apply.",
    fix: "Nothing needs to be done. Change `scale.min` to have more tasks at all times.",
  }),
} as const;

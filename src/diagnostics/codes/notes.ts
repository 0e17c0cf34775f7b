import { code, type Size, sizeText } from "./entry.js";

/** NK9: notes, on what becomes of what was written. */
export const notes = {
  NK901: code<{ key: string; because: string }>({
    severity: "warning",
    title: "Not done on AWS",
    message: ({ key, because }) => `\`${key}\` is not done on AWS: ${because}.`,
    why: "The key asks for something that ECS on Fargate does not have. What counts on it would miss it.",
    fix: "Do without it, or in the way that the message names. If it is meant for other environments, write it there, or accept the warning: `x-nanokit: { accept: [NK901] }`.",
  }),
  NK902: code<{ key: string; because: string }>({
    severity: "note",
    title: "No meaning on AWS",
    message: ({ key, because }) => `\`${key}\` has no effect on AWS: ${because}.`,
    why: "The key is meant for other providers or for development, and on AWS nothing is missing without it.",
    fix: "Nothing needs to be done; the key may stay for other environments.",
  }),
  NK910: code<{ name: string }>({
    severity: "note",
    title: "Name from the folder",
    message: ({ name }) => `The file has no \`name\`, so the project is called \`${name}\`, after its folder.`,
    help: ({ name }) => `Add \`name: ${name}\`: in another folder everything would be made again under another name.`,
    why: "The name is part of the name of everything that is made, the file system included.",
    fix: "Add `name` at the top of the file.",
  }),
  NK911: code<{ environment: string }>({
    severity: "note",
    title: "Default environment",
    message: ({ environment }) => `The file has no \`environments\`, so it describes one: \`${environment}\`.`,
    why: "Every stack belongs to an environment.",
    fix: "Nothing needs to be done. Add `environments` when you need more than one.",
  }),
  NK912: code<{ service: string; reason: "build" | "runtime" }>({
    severity: "note",
    title: "Image from a Terraform variable",
    message: ({ service, reason }) =>
      `${reason === "build" ? `\`${service}\` is built from source` : `\`${service}\` is built from source, as its runtime has no ready image`}: its image is in an ECR repository of its own, and the Terraform variable \`${service}_image_tag\` names the tag.`,
    help: ({ service }) =>
      `\`nanokit-tf images\` prints how to build and push it. Then pass -var ${service}_image_tag=<tag>, or save the tag: \`nanokit-tf images --tag <tag> --save\`.`,
    ownWords: ["reason"],
    why: "Images are built and pushed by your pipeline; Terraform only needs to know the result.",
    fix: "Pass the tag to `terraform plan` and `apply`, a whole reference as `<service>_image`, or set `image`.",
  }),
  NK913: code<{ service: string; size: Size; proxy: boolean }>({
    severity: "note",
    title: "Size rounded up",
    message: ({ service, size, proxy }) =>
      `\`${service}\` gets ${sizeText(size)}, the nearest size up that Fargate has${
        proxy ? " for it and its proxy of Service Connect" : ""
      }.`,
    help: ({ proxy }) =>
      proxy ? "The proxy takes 0.25 vCPU and 64 MiB: to get a certain size, write that much less." : undefined,
    why: "Fargate has fixed pairs of CPU and memory, and bills the pair. The size includes the proxy of Service Connect (NK920).",
    fix: "Nothing needs to be done. Without a proxy, write the size in the message to see here what is billed.",
  }),
  NK914: code<{ service: string; port: number }>({
    severity: "note",
    title: "Port is not published",
    message: ({ service, port }) =>
      `Port ${port} of \`${service}\` stays private: services on its networks reach it, and the internet does not.`,
    help: ({ service }) => `To publish it, add \`host: ${service.toLowerCase().replaceAll("_", "-")}.example.com\`.`,
    why: "`port` names a port on a host, and a Fargate task has none. What the file does not publish stays closed.",
    fix: "Nothing needs to be done. Add `host` to publish the service; `expose` names a port without this note.",
  }),
  NK915: code<{ volume: string; service: string }>({
    severity: "note",
    title: "Owner of the volume is not known",
    message: ({ volume, service }) =>
      `The directory of \`${volume}\` is made for root, because the user of the image of \`${service}\` is not known.`,
    help: ({ volume }) => `If it is not root, set \`volumes.${volume}.efs: { uid: ..., gid: ... }\`.`,
    why: "A program that does not run as root cannot write to a directory that belongs to root.",
    fix: "Set `volumes.<v>.efs.uid` and `gid` to the user of the image. `docker run --rm --entrypoint id <image>` shows it.",
  }),
} as const;

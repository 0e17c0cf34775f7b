import { jobKey } from "./names.js";

/** A job, as far as what ECS starts for it goes. */
interface Job<S> {
  readonly name: string;
  readonly run:
    | { readonly kind: "service" }
    | { readonly kind: "image"; readonly image: string; readonly secrets?: readonly S[] };
}

/** A task that ECS starts beside those of services. */
export interface ImageJobTask<S> {
  /** `_<job>`: no service has such a key. */
  readonly name: string;
  readonly job: string;
  readonly image: { readonly kind: "reference"; readonly reference: string };
  readonly secrets?: readonly S[];
}

/** The jobs with an image of their own, as what they have in common with services: an image, and secrets that ECS reads. */
export function imageJobTasks<S>(jobs: readonly Job<S>[] = []): readonly ImageJobTask<S>[] {
  return jobs.flatMap(({ name, run }) => {
    if (run.kind === "service") return [];
    const { image: reference, secrets } = run;
    return [{ name: jobKey(name), job: name, image: { kind: "reference", reference }, ...(secrets && { secrets }) }];
  });
}

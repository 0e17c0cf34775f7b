/** The platform version that every service asks for: the first that mounts EFS, and what LATEST means.
 * Source: AmazonECS developer guide, platform-linux-fargate and efs-volumes. */
export const PLATFORM_VERSION = "1.4.0";

/** A size that Fargate has. */
export interface TaskSize {
  /** CPU units; 1024 make one vCPU. */
  readonly cpu: number;
  /** MiB. */
  readonly memory: number;
}

/** What Fargate gives to a task that asks for no CPU, in CPU units: its smallest size. */
export const DEFAULT_CPU = 256;

/** What AWS asks to add for the proxy of Service Connect, in CPU units and MiB, whatever else runs in the task.
 * Source: AmazonECS developer guide, service-connect-concepts, "Service Connect agent". */
export const SERVICE_CONNECT_PROXY: TaskSize = { cpu: 256, memory: 64 };

/** One CPU size of Fargate and the memory that goes with it. */
interface CpuTier {
  /** CPU units; 1024 make one vCPU. */
  readonly cpu: number;
  /** MiB, ascending. */
  readonly memory: readonly number[];
}

/** Source of every row: ECS API, RegisterTaskDefinition, parameters `cpu` and `memory` (botocore `ecs` service model);
 * the last two need platform version 1.4.0. */
const tiers: readonly CpuTier[] = [
  { cpu: 256, memory: [512, 1024, 2048] },
  { cpu: 512, memory: steps(1024, 4096, 1024) },
  { cpu: 1024, memory: steps(2048, 8192, 1024) },
  { cpu: 2048, memory: steps(4096, 16384, 1024) },
  { cpu: 4096, memory: steps(8192, 30720, 1024) },
  { cpu: 8192, memory: steps(16384, 61440, 4096) },
  { cpu: 16384, memory: steps(32768, 122880, 8192) },
];

const sizes: readonly TaskSize[] = tiers.flatMap(({ cpu, memory }) => memory.map((mib) => ({ cpu, memory: mib })));

/** The largest task that Fargate runs. */
export const LARGEST_TASK: TaskSize = sizes.reduce((a, b) => (b.cpu >= a.cpu && b.memory >= a.memory ? b : a));

/** The smallest task that Fargate runs. */
export const SMALLEST_TASK: TaskSize = sizes.reduce((a, b) => (b.cpu <= a.cpu && b.memory <= a.memory ? b : a));

/** Every size that Fargate has, by CPU and then memory. */
export function fargateSizes(): readonly TaskSize[] {
  return sizes;
}

/** What a service asks for; both may be fractional and both may be absent. */
export interface TaskRequest {
  /** CPU units; 1024 make one vCPU. @default 256 */
  readonly cpu?: number;
  /** MiB. @default the least memory of the CPU size */
  readonly memory?: number;
}

/** A request that no size of Fargate covers. */
export interface TooLarge {
  readonly exceeds: "cpu" | "memory" | "both";
  readonly maximum: TaskSize;
}

/**
 * The smallest size of Fargate that holds the request: the least CPU that has enough memory, then the least such memory.
 * Both numbers of the request are positive.
 */
export function fitTaskSize(request: TaskRequest): TaskSize | TooLarge {
  const cpu = request.cpu ?? DEFAULT_CPU;
  const memory = request.memory ?? 0;
  return sizes.find((size) => size.cpu >= cpu && size.memory >= memory) ?? tooLarge(cpu, memory);
}

function tooLarge(cpu: number, memory: number): TooLarge {
  const tooMuchMemory = memory > LARGEST_TASK.memory;
  const exceeds = cpu > LARGEST_TASK.cpu ? (tooMuchMemory ? "both" : "cpu") : "memory";
  return { exceeds, maximum: LARGEST_TASK };
}

function steps(from: number, to: number, by: number): readonly number[] {
  return Array.from({ length: (to - from) / by + 1 }, (_, index) => from + index * by);
}

/** Capabilities of Linux that ECS knows, and `ALL` for all of them. Source: ECS API, KernelCapabilities. */
export const CAPABILITIES = [
  ...["ALL", "AUDIT_CONTROL", "AUDIT_WRITE", "BLOCK_SUSPEND", "CHOWN", "DAC_OVERRIDE", "DAC_READ_SEARCH", "FOWNER"],
  ...["FSETID", "IPC_LOCK", "IPC_OWNER", "KILL", "LEASE", "LINUX_IMMUTABLE", "MAC_ADMIN", "MAC_OVERRIDE", "MKNOD"],
  ...["NET_ADMIN", "NET_BIND_SERVICE", "NET_BROADCAST", "NET_RAW", "SETFCAP", "SETGID", "SETPCAP", "SETUID"],
  ...["SYSLOG", "SYS_ADMIN", "SYS_BOOT", "SYS_CHROOT", "SYS_MODULE", "SYS_NICE", "SYS_PACCT", "SYS_PTRACE"],
  ...["SYS_RAWIO", "SYS_RESOURCE", "SYS_TIME", "SYS_TTY_CONFIG", "WAKE_ALARM"],
] as const;

/** Stands for each capability. */
export const ALL_CAPABILITIES = "ALL";

/** The one that Fargate adds, from platform version 1.4.0 on. Source: ECS API, KernelCapabilities, add. */
export const ADDED_CAPABILITY = "SYS_PTRACE";

/** What a container has unless it is dropped. Source: docker, "Runtime privilege and Linux capabilities", to which the ECS API refers. */
export const DEFAULT_CAPABILITIES: readonly string[] = [
  ...["AUDIT_WRITE", "CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "KILL", "MKNOD", "NET_BIND_SERVICE", "NET_RAW"],
  ...["SETFCAP", "SETGID", "SETPCAP", "SETUID", "SYS_CHROOT"],
];

/** A capability as ECS names it. Compose takes either case, and `CAP_` in front. */
export function capabilityName(written: string): string {
  return written.toUpperCase().replace(/^CAP_/, "");
}

/** Whether ECS knows a capability by this name. */
export function isCapability(name: string): boolean {
  return CAPABILITIES.some((one) => one === name);
}

/** Which traffic a flow log records, as AWS calls it but for the case. Source: EC2 API, CreateFlowLogs, TrafficType. */
export const FLOW_LOG_TRAFFIC = ["all", "accept", "reject"] as const;
export type FlowLogTraffic = (typeof FLOW_LOG_TRAFFIC)[number];

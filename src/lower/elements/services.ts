import { LOG_GROUP_SETTINGS } from "../../aws/settings.js";
import type { KeyPattern } from "../../model/provenance.js";
import { type ElementFamily, element, type Presence } from "./element.js";
import {
  BALANCER_KEYS,
  CERTIFICATE,
  CLUSTER_KEYS,
  containerKeys,
  deliveryKeys,
  EXISTING_FILE_SYSTEM,
  KEPT_LOGS,
  KMS_KEY,
  LOCKS,
  MOUNTS,
  NAMES,
  NFS_RULES,
  PLACE,
  PROVIDE_DISCOVERY,
  ROLE_KEYS,
  SHARED,
  settingKeys,
  taskKeys,
  toldKeys,
  VPC_KEYS,
} from "./keys.js";
import { built, crowded, hosted, ofService } from "./presence.js";

const PERMISSIONS = "services.{service}.permissions";

const TASK_ROLE = "services.{service}.aws.taskRole";
const EXECUTION_ROLE = "services.{service}.aws.executionRole";

const ownRole: Presence = {
  when: "the service does not name a role that is there already",
  made: ["services.{service}"],
  unless: [TASK_ROLE],
};

const permitted: Presence = {
  when: "the role is made, and the service has a volume, `aws.exec`, or permissions that are no managed policies",
  unless: [TASK_ROLE],
  made: [`${MOUNTS} | services.{service}.aws.exec=true | ${PERMISSIONS}[{}]`],
};

/** What has somebody be there who may call a service. */
const CALLED: readonly KeyPattern[] = [
  "services.{service}.networks[{common}]",
  `services.{neighbour} | cron.{caller}.image | cron.{dependent}.depends_on | ${SHARED} | ${PROVIDE_DISCOVERY}`,
  "services.{sole}.networks[{common}]",
];

const SIDECARS = "services.{service}.sidecars";

const SECRETS: readonly KeyPattern[] = [
  "services.{service}.secrets",
  "secrets",
  "services.{service}.registry",
  SIDECARS,
  ...toldKeys("services.{service}"),
];

/** What has a task read secrets, beside databases. */
const OTHER_SECRETS = `services.{service}.secrets.* | secrets.* | services.{login}.registry | ${SIDECARS}.{secretive}.secrets.* | ${SIDECARS}.{secretive}.registry`;

const secretive: Presence = {
  when: "the service or a sidecar has secrets, depends on a database, or has a login to the registry of its image, and names no role that is there already",
  unless: [EXECUTION_ROLE],
  made: [
    "services.{service}",
    `${OTHER_SECRETS} | services.{service}.depends_on[{entrusted}] | services.{service}.depends_on.{entrusted}`,
    // What runs in a container, and is not found there, entrusts nobody with a password.
    `${OTHER_SECRETS} | services.{service}.depends_on[{entrustedAnyway}] | services.{service}.depends_on.{entrustedAnyway} | databases.{entrustedByAws}.managed=true`,
    // So does a cache without a password.
    `${OTHER_SECRETS} | services.{service}.depends_on[{entrustedOfItself}] | services.{service}.depends_on.{entrustedOfItself} | databases.{entrustedCache}.rootPassword`,
  ],
};

export const services: ElementFamily = {
  section: "Service {service}",
  elements: [
    element("aws_ecs_service.{service}", "services/{service}/service", "the service", ofService, [
      ...PLACE,
      ...CLUSTER_KEYS,
      "name",
      "infra.region",
      "services.{service}.instances",
      "services.{service}.updateStrategy",
      "infra.waitForDeployments",
      "services.{service}.scale",
      "services.{service}.depends_on",
      ...SECRETS,
      CERTIFICATE,
      ...BALANCER_KEYS,
      "infra.loadBalancer.https",
      "infra.dns",
      "services.{service}.host",
      "services.{service}.port",
      "services.{service}.expose",
      "services.{service}.ports",
      "services.{service}.networks",
      "services.{service}.volumes",
      "services.{service}.aws.exec",
      "services.{service}.aws.spot",
      TASK_ROLE,
      EXECUTION_ROLE,
      PERMISSIONS,
      "services.{service}.aws.targetGroup.gracePeriod",
      "services.{service}.aws.targetGroup.port",
      ...NFS_RULES,
      ...NAMES,
      "cron.{calling}.depends_on",
      "cron.{caller}.networks",
    ]),
    element(
      "aws_service_discovery_service.{service}",
      "private-names/{service}/resource",
      "the name by which jobs find it",
      { when: "a job names it in `depends_on`", made: ["cron.{calling}.depends_on[{service}]"] },
    ),
    element(
      "aws_ecs_task_definition.{service}",
      "services/{service}/task-definition",
      "its task definition",
      ofService,
      [
        ...taskKeys("services.{service}"),
        ...SECRETS,
        "services.{service}.image",
        "services.{service}.imageOf",
        ...LOCKS,
        "services.{built}.build",
        "services.{service}.runtime",
        "services.{service}.provisioning",
        "services.{service}.hooks.prestart",
        "services.{service}.expose",
        "services.{service}.ports",
        "services.{service}.port",
        "services.{service}.networks",
        ...NAMES,
      ],
    ),
    element("local.{service}_container", "services/{service}/container", "its container", ofService, [
      ...containerKeys("services.{service}"),
      ...LOCKS,
      "services.{service}.start",
      "services.{service}.entrypoint",
      "services.{service}.command",
      "services.{service}.port",
      "services.{service}.expose",
      "services.{service}.ports",
      "services.{service}.networks",
      "services.{service}.provisioning",
      "services.{service}.hooks.prestart",
      "services.{service}.depends_on",
      SIDECARS,
      "services.{service}.healthCheck",
      "services.{service}.aws.healthCheck",
      ...NAMES,
    ]),
    element("aws_cloudwatch_log_group.{service}", "services/{service}/log-group", "its logs", ofService, [
      "name",
      ...settingKeys("services.{service}.aws", LOG_GROUP_SETTINGS),
      "infra.logRetention",
      "services.{service}.logging.retention",
      "services.{service}.logging.keep",
      KEPT_LOGS,
      KMS_KEY,
    ]),
    element(
      "aws_iam_role.{service}_task",
      "services/{service}/task-role/resource",
      "the role of its containers",
      ownRole,
      ROLE_KEYS,
    ),
    element(
      "aws_iam_role_policy.{service}_task",
      "services/{service}/task-role/policy",
      "what its task role may do",
      permitted,
    ),
    element(
      "local.{service}_task_policy",
      "services/{service}/task-role/policy-document",
      "the policy of its task role",
      permitted,
      [
        PERMISSIONS,
        "volumes.{mounted}.efs.uid",
        ...LOCKS,
        "services.{service}.image",
        "services.{service}.runtime",
        "infra.region",
        EXISTING_FILE_SYSTEM,
        SHARED,
      ],
    ),
    element(
      "aws_iam_role_policy_attachment.{service}_task",
      "services/{service}/task-role/managed",
      "what else it may do, by managed policies; the key is the ARN",
      { when: "the service has managed policies among its permissions", made: [`${PERMISSIONS}[{policy}]`] },
    ),
    element(
      "aws_iam_role.{service}_execution",
      "execution-roles/{service}/resource",
      "the role with which ECS starts its tasks",
      secretive,
      ROLE_KEYS,
    ),
    element(
      "aws_iam_role_policy.{service}_execution",
      "execution-roles/{service}/policy",
      "what its execution role may do",
      secretive,
    ),
    element(
      "local.{service}_execution_policy",
      "execution-roles/{service}/policy-document",
      "the policy of its execution role",
      secretive,
      [
        "name",
        "infra.region",
        "services.{service}.image",
        "services.{service}.imageOf",
        "services.{built}.build",
        "services.{service}.runtime",
        ...SECRETS,
        "infra.secrets",
        "infra.secretsKmsKeyArn",
      ],
    ),
    element(
      "aws_security_group.{service}_task",
      "services/{service}/security-group/resource",
      "its security group",
      ofService,
      ["name", ...VPC_KEYS],
    ),
    element(
      "aws_vpc_security_group_egress_rule.{service}_internet",
      "services/{service}/security-group/egress/internet",
      "lets its tasks out to everywhere",
      ofService,
    ),
    element(
      "aws_vpc_security_group_egress_rule.{service}_nfs",
      "services/{service}/security-group/egress/nfs",
      "lets its tasks out to the mount targets, where these have no room for one security group more",
      crowded,
    ),
    element(
      "aws_vpc_security_group_ingress_rule.{service}_port",
      "services/{service}/security-group/ingress/port",
      'lets in its port from each of its networks: `{service}_port["default"]`',
      {
        when: "the service has a port, and something else is, or may be, on one of its networks",
        made: ["services.{service}.expose | services.{service}.port | services.{service}.ports[{byTcp}]", ...CALLED],
      },
      [
        "services.{service}.ports",
        "services.{service}.networks",
        "services.{neighbour}.networks",
        "cron.{caller}.networks",
        SHARED,
      ],
    ),
    element(
      "aws_vpc_security_group_ingress_rule.{service}_ports",
      "services/{service}/security-group/ingress/ports",
      'lets in its further ports from each of its networks: `{service}_ports["default 9000/udp"]`',
      {
        when: "the service has further ports, and something else is, or may be, on one of its networks",
        made: [
          "services.{service}.ports[{further}]",
          // Without its own port, the only other one by TCP would be that.
          "services.{wouldBeOwn}.expose | services.{wouldBeOwn}.port | services.{wouldBeOwn}.ports[{ownEntry}]",
          ...CALLED,
        ],
      },
      [
        "services.{service}.ports",
        "services.{service}.expose",
        "services.{service}.port",
        "services.{service}.networks",
        "cron.{caller}.networks",
        "services.{neighbour}.networks",
        SHARED,
      ],
    ),
    element(
      "local.{service}_preparation",
      "services/{service}/preparation",
      "what runs before its container",
      {
        when: "the service has `provisioning.install` or `hooks.prestart`",
        made: ["services.{service}.provisioning.install | services.{service}.hooks.prestart"],
      },
      [
        "services.{service}.provisioning",
        "services.{service}.hooks.prestart",
        "services.{service}.depends_on",
        SIDECARS,
        ...containerKeys("services.{service}"),
      ],
    ),
    element(
      "local.{service}_files",
      "services/{service}/files",
      "what writes its files before it begins",
      {
        when: "the service has `files`, or secrets that are files",
        made: ["services.{service}.files.* | services.{service}.secrets.*.file"],
      },
      [
        "name",
        "infra.region",
        "services.{service}.files",
        "services.{service}.secrets",
        "infra.secrets",
        // For whom secrets are to be readable.
        "services.{service}.user",
        "services.{service}.volumes",
        "volumes.{mounted}.efs.uid",
        "volumes.{mounted}.efs.gid",
        ...deliveryKeys("services.{service}"),
        "services.{service}.image",
        "services.{service}.imageOf",
        "services.{built}.build",
        "services.{service}.runtime",
        "services.{service}.registry",
      ],
    ),

    element(
      "local.{service}_seed",
      "services/{service}/seed",
      "what fills its volumes before it begins",
      {
        when: "the service writes to a volume with `seed: image`",
        made: ["services.{service}.volumes[{filled}]", "volumes.{filled}.seed=image"],
      },
      [
        "name",
        "infra.region",
        "services.{service}.volumes",
        "services.{service}.user",
        "volumes.{filled}.seed",
        "volumes.{filled}.efs.uid",
        ...deliveryKeys("services.{service}"),
        "services.{service}.image",
        "services.{service}.imageOf",
        "services.{built}.build",
        "services.{service}.runtime",
        "services.{service}.registry",
      ],
    ),

    element(
      "local.{service}_sidecars",
      "services/{service}/sidecars",
      "what runs beside its container, by name",
      { when: "the service has `sidecars`", made: [`${SIDECARS}.*`] },
      [
        "name",
        "infra.region",
        SIDECARS,
        // A sidecar that the service waits for to end is not essential.
        "services.{service}.depends_on",
        "infra.secrets",
        "volumes.{mounted}.efs.uid",
        "volumes.{mounted}.efs.gid",
        "volumes.{filled}.seed",
        // What builds the image that a sidecar runs.
        "services.{lender}.build",
        "services.{lender}.runtime",
        ...deliveryKeys("services.{service}"),
      ],
    ),

    element("aws_ecr_repository.{service}", "repositories/{service}/resource", "the repository of its image", built, [
      "name",
      KMS_KEY,
    ]),
    element(
      "aws_ecr_lifecycle_policy.{service}",
      "repositories/{service}/lifecycle-policy",
      "which images ECR deletes again",
      built,
    ),
    element("var.{service}_image_tag", "image-tags/{service}", "the tag of the image to run", built),
    element("var.{service}_image", "images/{service}", "the image to run, if it is not in its own repository", built),

    element("aws_lb_target_group.{service}", "services/{service}/route/target-group", "where requests go", hosted, [
      "name",
      ...VPC_KEYS,
      "infra.cidr",
      "services.{service}.port",
      "services.{service}.expose",
      "services.{service}.ports",
      "services.{service}.aws.stopTimeout",
      "services.{service}.aws.spot",
      "services.{service}.aws.targetGroup",
      ...BALANCER_KEYS,
    ]),
    element(
      "aws_vpc_security_group_ingress_rule.{service}_load_balancer",
      "services/{service}/security-group/ingress/load-balancer",
      "lets the load balancer in to its tasks",
      hosted,
      [
        "services.{service}.port",
        "services.{service}.expose",
        "services.{service}.ports",
        "services.{service}.aws.targetGroup.port",
        ...BALANCER_KEYS,
        "infra.loadBalancer.securityGroup",
      ],
    ),

    element(
      "aws_appautoscaling_target.{service}",
      "services/{service}/scaling/target",
      "how far it scales",
      { when: "it scales", made: ["services.{service}.scale"] },
      [...CLUSTER_KEYS, "services.{service}.scale"],
    ),
    element(
      "aws_appautoscaling_policy.{service}_cpu",
      "services/{service}/scaling/cpu",
      "the CPU use that it aims at",
      {
        when: "it scales, by CPU",
        made: [
          "services.{service}.scale",
          "services.{service}.scale.cpu_threshold if services.{service}.scale.memory_threshold",
        ],
      },
      ["services.{service}.scale.cpu_threshold"],
    ),
    element(
      "aws_appautoscaling_policy.{service}_memory",
      "services/{service}/scaling/memory",
      "the use of memory that it aims at",
      {
        when: "it scales, by memory",
        made: ["services.{service}.scale", "services.{service}.scale.memory_threshold"],
      },
    ),
  ],
};

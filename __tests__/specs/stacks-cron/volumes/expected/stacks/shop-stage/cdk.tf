# Made by nanokit-tf from nanokit.yml. Change that, and synthesize again.

terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.100.0, < 7.0.0"
    }
  }
}

provider "aws" {
  region = "us-east-1"

  default_tags {
    tags = {
      "nanokit:environment" = "stage"
      "nanokit:project"     = "shop"
    }
  }
}

# Account and region
# ------------------

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

# Network
# -------

data "aws_availability_zones" "available" {
  exclude_zone_ids = [
    "apne1-az3",
    "cnn1-az3",
    "cnn1-az4",
    "usw1-az2",
  ]
  state = "available"

  filter {
    name   = "opt-in-status"
    values = ["opt-in-not-required"]
  }

  filter {
    name   = "zone-type"
    values = ["availability-zone"]
  }

  lifecycle {
    postcondition {
      condition     = length(self.names) >= 2
      error_message = "This region has fewer than two Availability Zones that every account may use and that run Fargate. Name the zones to use in nanokit.yml: infra.zones."
    }
  }
}

resource "aws_vpc" "main" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_hostnames = true
  enable_dns_support   = true
  tags = {
    Name = "nk-shop-stage"
  }
}

resource "aws_default_security_group" "main" {
  vpc_id = aws_vpc.main.id
  tags = {
    Name = "nk-shop-stage"
  }
}

resource "aws_internet_gateway" "main" {
  vpc_id = aws_vpc.main.id
  tags = {
    Name = "nk-shop-stage"
  }

  lifecycle {
    create_before_destroy = true
    replace_triggered_by  = [aws_vpc.main.id]
  }
}

resource "aws_route_table" "public" {
  vpc_id = aws_vpc.main.id
  tags = {
    Name = "nk-shop-stage"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_route" "public_internet" {
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.main.id
  route_table_id         = aws_route_table.public.id

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_subnet" "public_first" {
  availability_zone       = sort(data.aws_availability_zones.available.names)[0]
  cidr_block              = "10.0.224.0/20"
  map_public_ip_on_launch = false
  vpc_id                  = aws_vpc.main.id
  tags = {
    Name = "nk-shop-stage-public-first"
  }

  lifecycle {
    create_before_destroy = true
    ignore_changes = [
      availability_zone,
      cidr_block,
    ]
  }
}

resource "aws_subnet" "public_second" {
  availability_zone       = sort(data.aws_availability_zones.available.names)[1]
  cidr_block              = "10.0.240.0/20"
  map_public_ip_on_launch = false
  vpc_id                  = aws_vpc.main.id
  tags = {
    Name = "nk-shop-stage-public-second"
  }

  lifecycle {
    create_before_destroy = true
    ignore_changes = [
      availability_zone,
      cidr_block,
    ]
  }
}

resource "aws_route_table_association" "public_first" {
  route_table_id = aws_route_table.public.id
  subnet_id      = aws_subnet.public_first.id

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_route_table_association" "public_second" {
  route_table_id = aws_route_table.public.id
  subnet_id      = aws_subnet.public_second.id

  lifecycle {
    create_before_destroy = true
  }
}

# File system
# -----------

locals {
  file_system_policy = {
    Statement = [
      {
        Action = ["*"]
        Condition = {
          Bool = {
            "aws:SecureTransport" = ["false"]
          }
        }
        Effect = "Deny"
        Principal = {
          AWS = "*"
        }
        Resource = [aws_efs_file_system.main.arn]
      },
      {
        Action = ["elasticfilesystem:Client*"]
        Condition = {
          Bool = {
            "elasticfilesystem:AccessedViaMountTarget" = ["false"]
          }
        }
        Effect = "Deny"
        Principal = {
          AWS = "*"
        }
        Resource = [aws_efs_file_system.main.arn]
      },
    ]
    Version = "2012-10-17"
  }
}

resource "aws_efs_file_system" "main" {
  creation_token   = "nk-efs-shop-stage"
  encrypted        = true
  performance_mode = "generalPurpose"
  throughput_mode  = "bursting"
  tags = {
    Name = "nk-efs-shop-stage"
  }

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_efs_backup_policy" "main" {
  file_system_id = aws_efs_file_system.main.id

  backup_policy {
    status = "ENABLED"
  }
}

resource "aws_efs_file_system_policy" "main" {
  file_system_id = aws_efs_file_system.main.id
  policy         = jsonencode(local.file_system_policy)
}

resource "aws_efs_mount_target" "first" {
  file_system_id  = aws_efs_file_system.main.id
  security_groups = [aws_security_group.file_system.id]
  subnet_id       = aws_subnet.public_first.id

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_efs_mount_target" "second" {
  file_system_id  = aws_efs_file_system.main.id
  security_groups = [aws_security_group.file_system.id]
  subnet_id       = aws_subnet.public_second.id

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_security_group" "file_system" {
  description = "Mount targets of the file system"
  name        = "nk-efs-shop-stage"
  vpc_id      = aws_vpc.main.id
  tags = {
    Name = "nk-efs-shop-stage"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_efs_access_point" "data" {
  file_system_id = aws_efs_file_system.main.id
  tags = {
    Name             = "data"
    "nanokit:volume" = "data"
  }

  root_directory {
    path = "/data"

    creation_info {
      owner_gid   = 999
      owner_uid   = 999
      permissions = "0755"
    }
  }

  lifecycle {
    create_before_destroy = true
    ignore_changes        = [root_directory[0].creation_info]
  }
}

resource "aws_efs_access_point" "reports" {
  file_system_id = aws_efs_file_system.main.id
  tags = {
    Name             = "reports"
    "nanokit:volume" = "reports"
  }

  root_directory {
    path = "/reports"

    creation_info {
      owner_gid   = 0
      owner_uid   = 0
      permissions = "0755"
    }
  }

  lifecycle {
    create_before_destroy = true
    ignore_changes        = [root_directory[0].creation_info]
  }
}

resource "aws_efs_access_point" "uploads" {
  file_system_id = aws_efs_file_system.main.id
  tags = {
    Name             = "uploads"
    "nanokit:volume" = "uploads"
  }

  posix_user {
    gid = 1000
    uid = 1000
  }

  root_directory {
    path = "/uploads"

    creation_info {
      owner_gid   = 1000
      owner_uid   = 1000
      permissions = "0755"
    }
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_efs_access_point" "_lock_data" {
  file_system_id = aws_efs_file_system.main.id
  tags = {
    Name             = "data lock"
    "nanokit:volume" = "data"
  }

  posix_user {
    gid = 65534
    uid = 65534
  }

  root_directory {
    path = "/nanokit-locks/data"

    creation_info {
      owner_gid   = 65534
      owner_uid   = 65534
      permissions = "0700"
    }
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_security_group" "file_system_clients" {
  description = "Tasks with volumes"
  name        = "nk-shop-stage.file-system-clients"
  vpc_id      = aws_vpc.main.id
  tags = {
    Name = "nk-shop-stage.file-system-clients"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_egress_rule" "nfs" {
  description                  = "NFS to the file system"
  from_port                    = 2049
  ip_protocol                  = "tcp"
  referenced_security_group_id = aws_security_group.file_system.id
  security_group_id            = aws_security_group.file_system_clients.id
  to_port                      = 2049
  tags = {
    Name = "NFS to the file system"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_ingress_rule" "nfs" {
  description                  = "NFS from all clients"
  from_port                    = 2049
  ip_protocol                  = "tcp"
  referenced_security_group_id = aws_security_group.file_system_clients.id
  security_group_id            = aws_security_group.file_system.id
  to_port                      = 2049
  tags = {
    Name = "NFS from all clients"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# Cluster
# -------

locals {
  execution_policy = {
    Statement = [
      {
        Action = [
          "logs:CreateLogStream",
          "logs:PutLogEvents",
        ]
        Effect   = "Allow"
        Resource = ["arn:${data.aws_partition.current.partition}:logs:us-east-1:${data.aws_caller_identity.current.account_id}:log-group:/nanokit/shop/stage/*:*"]
      },
    ]
    Version = "2012-10-17"
  }

  execution_trust = {
    Statement = [
      {
        Action = ["sts:AssumeRole"]
        Effect = "Allow"
        Principal = {
          Service = ["ecs-tasks.amazonaws.com"]
        }
      },
    ]
    Version = "2012-10-17"
  }

  task_trust = {
    Statement = [
      {
        Action = ["sts:AssumeRole"]
        Condition = {
          ArnLike = {
            "aws:SourceArn" = ["arn:${data.aws_partition.current.partition}:ecs:us-east-1:${data.aws_caller_identity.current.account_id}:*"]
          }
          StringEquals = {
            "aws:SourceAccount" = [data.aws_caller_identity.current.account_id]
          }
        }
        Effect = "Allow"
        Principal = {
          Service = ["ecs-tasks.amazonaws.com"]
        }
      },
    ]
    Version = "2012-10-17"
  }
}

resource "aws_ecs_cluster" "main" {
  name = "nk-shop-stage"
}

resource "aws_iam_role" "execution" {
  assume_role_policy = jsonencode(local.execution_trust)
  name               = "nk-shop-stage-execution"

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_iam_role_policy" "execution" {
  name   = "nanokit"
  policy = jsonencode(local.execution_policy)
  role   = aws_iam_role.execution.id

  lifecycle {
    create_before_destroy = true
  }
}

# Who reaches whom
# ----------------

resource "aws_security_group" "data_network" {
  description = "Tasks on network data"
  name        = "nk-shop-stage/data"
  vpc_id      = aws_vpc.main.id
  tags = {
    Name = "nk-shop-stage/data"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_service_discovery_http_namespace" "main" {
  name = "nk-shop-stage"

  lifecycle {
    create_before_destroy = true
  }
}

# Service db
# ----------

locals {
  db_container = {
    entryPoint = [
      "/bin/sh",
      "-c",
      "command -v flock > /dev/null || { echo \"nanokit-tf: this image has no flock, without which its volume cannot be locked\" >&2; exit 127; }\nexec 9>> \"$0\" || exit 1\ntrap 'exit 143' TERM\ntrap 'exit 130' INT\nwaited=0\nuntil flock -n 9; do\n  [ \"$waited\" -gt 0 ] || echo \"nanokit-tf: another task still has the files of this volume open; waiting until it has stopped\" >&2\n  [ \"$waited\" -lt 600 ] || { echo \"nanokit-tf: it did not stop within 600 seconds\" >&2; exit 75; }\n  waited=$((waited + 1))\n  sleep 1\ndone\ntrap - TERM INT\nexec \"$@\"",
      "/nk-lock/lock",
      "docker-entrypoint.sh",
      "redis-server",
    ]
    environment = [
      { name = "NANOKIT_ENV", value = "stage" },
      { name = "NANOKIT_PROJECT", value = "shop" },
      { name = "NANOKIT_SERVICE", value = "db" },
    ]
    essential = true
    image     = "redis:7.4"
    logConfiguration = {
      logDriver = "awslogs"
      options = {
        awslogs-group         = aws_cloudwatch_log_group.db.name
        awslogs-region        = "us-east-1"
        awslogs-stream-prefix = "ecs"
      }
    }
    mountPoints = [
      { containerPath = "/data", readOnly = false, sourceVolume = "data" },
      { containerPath = "/nk-lock", readOnly = false, sourceVolume = "0-lock" },
    ]
    name           = "db"
    portMappings   = [{ containerPort = 6379, hostPort = 6379, name = "db", protocol = "tcp" }]
    systemControls = []
    volumesFrom    = []
  }

  db_task_policy = {
    Statement = [
      {
        Action = [
          "elasticfilesystem:ClientMount",
          "elasticfilesystem:ClientRootAccess",
          "elasticfilesystem:ClientWrite",
        ]
        Condition = {
          StringEquals = {
            "elasticfilesystem:AccessPointArn" = [aws_efs_access_point.data.arn]
          }
        }
        Effect   = "Allow"
        Resource = [aws_efs_file_system.main.arn]
      },
      {
        Action = [
          "elasticfilesystem:ClientMount",
          "elasticfilesystem:ClientWrite",
        ]
        Condition = {
          StringEquals = {
            "elasticfilesystem:AccessPointArn" = [aws_efs_access_point._lock_data.arn]
          }
        }
        Effect   = "Allow"
        Resource = [aws_efs_file_system.main.arn]
      },
    ]
    Version = "2012-10-17"
  }
}

resource "aws_ecs_service" "db" {
  availability_zone_rebalancing      = "DISABLED"
  cluster                            = aws_ecs_cluster.main.arn
  deployment_maximum_percent         = 100
  deployment_minimum_healthy_percent = 0
  desired_count                      = 1
  enable_ecs_managed_tags            = true
  launch_type                        = "FARGATE"
  name                               = "db"
  platform_version                   = "1.4.0"
  propagate_tags                     = "SERVICE"
  task_definition                    = aws_ecs_task_definition.db.arn
  tags = {
    "nanokit:service" = "db"
  }

  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }

  network_configuration {
    assign_public_ip = true
    security_groups = [
      aws_security_group.db_task.id,
      aws_security_group.data_network.id,
      aws_security_group.file_system_clients.id,
    ]
    subnets = [
      aws_subnet.public_first.id,
      aws_subnet.public_second.id,
    ]
  }

  service_connect_configuration {
    enabled   = true
    namespace = aws_service_discovery_http_namespace.main.arn

    log_configuration {
      log_driver = "awslogs"
      options = {
        awslogs-group         = aws_cloudwatch_log_group.db.name
        awslogs-region        = "us-east-1"
        awslogs-stream-prefix = "service-connect"
      }
    }

    service {
      discovery_name = "db"
      port_name      = "db"

      client_alias {
        dns_name = "db"
        port     = 6379
      }
    }
  }

  depends_on = [
    aws_vpc_security_group_egress_rule.db_internet,
    aws_vpc_security_group_ingress_rule.nfs,
    aws_vpc_security_group_egress_rule.nfs,
    aws_vpc_security_group_ingress_rule.db_port,
    aws_route.public_internet,
    aws_route_table_association.public_first,
    aws_route_table_association.public_second,
    aws_iam_role_policy.execution,
    aws_iam_role_policy.db_task,
    aws_efs_mount_target.first,
    aws_efs_mount_target.second,
    aws_efs_file_system_policy.main,
  ]
}

resource "aws_ecs_task_definition" "db" {
  container_definitions    = jsonencode([local.db_container])
  cpu                      = "512"
  execution_role_arn       = aws_iam_role.execution.arn
  family                   = "nk-shop-stage-db"
  memory                   = "1024"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  skip_destroy             = true
  task_role_arn            = aws_iam_role.db_task.arn
  tags = {
    "nanokit:service" = "db"
  }

  runtime_platform {
    cpu_architecture        = "X86_64"
    operating_system_family = "LINUX"
  }

  volume {
    name = "data"

    efs_volume_configuration {
      file_system_id     = aws_efs_file_system.main.id
      transit_encryption = "ENABLED"

      authorization_config {
        access_point_id = aws_efs_access_point.data.id
        iam             = "ENABLED"
      }
    }
  }

  volume {
    name = "0-lock"

    efs_volume_configuration {
      file_system_id     = aws_efs_file_system.main.id
      transit_encryption = "ENABLED"

      authorization_config {
        access_point_id = aws_efs_access_point._lock_data.id
        iam             = "ENABLED"
      }
    }
  }
}

resource "aws_cloudwatch_log_group" "db" {
  name              = "/nanokit/shop/stage/db"
  retention_in_days = 30
  tags = {
    "nanokit:service" = "db"
  }
}

resource "aws_iam_role" "db_task" {
  assume_role_policy = jsonencode(local.task_trust)
  name               = "nk-shop-stage-db-task"
  tags = {
    "nanokit:service" = "db"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_iam_role_policy" "db_task" {
  name   = "nanokit"
  policy = jsonencode(local.db_task_policy)
  role   = aws_iam_role.db_task.id

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_security_group" "db_task" {
  description = "Tasks of service db"
  name        = "nk-shop-stage-db"
  vpc_id      = aws_vpc.main.id
  tags = {
    Name              = "nk-shop-stage-db"
    "nanokit:service" = "db"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_egress_rule" "db_internet" {
  cidr_ipv4         = "0.0.0.0/0"
  description       = "Out to everywhere"
  ip_protocol       = "-1"
  security_group_id = aws_security_group.db_task.id
  tags = {
    Name              = "Out to everywhere"
    "nanokit:service" = "db"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_ingress_rule" "db_port" {
  for_each = {
    data = aws_security_group.data_network.id
  }

  description                  = "In from ${each.key}"
  from_port                    = 6379
  ip_protocol                  = "tcp"
  referenced_security_group_id = each.value
  security_group_id            = aws_security_group.db_task.id
  to_port                      = 6379
  tags = {
    Name              = "In from ${each.key}"
    "nanokit:service" = "db"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# Service web
# -----------

locals {
  web_container = {
    environment = [
      { name = "NANOKIT_ENV", value = "stage" },
      { name = "NANOKIT_PROJECT", value = "shop" },
      { name = "NANOKIT_SERVICE", value = "web" },
      { name = "NANOKIT_URL_DB", value = "redis://db:6379" },
    ]
    essential = true
    image     = "nginx:1.27"
    logConfiguration = {
      logDriver = "awslogs"
      options = {
        awslogs-group         = aws_cloudwatch_log_group.web.name
        awslogs-region        = "us-east-1"
        awslogs-stream-prefix = "ecs"
      }
    }
    mountPoints    = [{ containerPath = "/srv/uploads", readOnly = false, sourceVolume = "uploads" }]
    name           = "web"
    portMappings   = []
    systemControls = []
    user           = "1000:1000"
    volumesFrom    = []
  }

  web_task_policy = {
    Statement = [
      {
        Action = [
          "elasticfilesystem:ClientMount",
          "elasticfilesystem:ClientWrite",
        ]
        Condition = {
          StringEquals = {
            "elasticfilesystem:AccessPointArn" = [aws_efs_access_point.uploads.arn]
          }
        }
        Effect   = "Allow"
        Resource = [aws_efs_file_system.main.arn]
      },
    ]
    Version = "2012-10-17"
  }
}

resource "aws_ecs_service" "web" {
  availability_zone_rebalancing      = "DISABLED"
  cluster                            = aws_ecs_cluster.main.arn
  deployment_maximum_percent         = 100
  deployment_minimum_healthy_percent = 0
  desired_count                      = 1
  enable_ecs_managed_tags            = true
  launch_type                        = "FARGATE"
  name                               = "web"
  platform_version                   = "1.4.0"
  propagate_tags                     = "SERVICE"
  task_definition                    = aws_ecs_task_definition.web.arn
  tags = {
    "nanokit:service" = "web"
  }

  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }

  network_configuration {
    assign_public_ip = true
    security_groups = [
      aws_security_group.web_task.id,
      aws_security_group.data_network.id,
      aws_security_group.file_system_clients.id,
    ]
    subnets = [
      aws_subnet.public_first.id,
      aws_subnet.public_second.id,
    ]
  }

  service_connect_configuration {
    enabled   = true
    namespace = aws_service_discovery_http_namespace.main.arn

    log_configuration {
      log_driver = "awslogs"
      options = {
        awslogs-group         = aws_cloudwatch_log_group.web.name
        awslogs-region        = "us-east-1"
        awslogs-stream-prefix = "service-connect"
      }
    }
  }

  depends_on = [
    aws_vpc_security_group_egress_rule.web_internet,
    aws_vpc_security_group_ingress_rule.nfs,
    aws_vpc_security_group_egress_rule.nfs,
    aws_route.public_internet,
    aws_route_table_association.public_first,
    aws_route_table_association.public_second,
    aws_iam_role_policy.execution,
    aws_iam_role_policy.web_task,
    aws_efs_mount_target.first,
    aws_efs_mount_target.second,
    aws_efs_file_system_policy.main,
  ]
}

resource "aws_ecs_task_definition" "web" {
  container_definitions    = jsonencode([local.web_container])
  cpu                      = "512"
  execution_role_arn       = aws_iam_role.execution.arn
  family                   = "nk-shop-stage-web"
  memory                   = "1024"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  skip_destroy             = true
  task_role_arn            = aws_iam_role.web_task.arn
  tags = {
    "nanokit:service" = "web"
  }

  runtime_platform {
    cpu_architecture        = "X86_64"
    operating_system_family = "LINUX"
  }

  volume {
    name = "uploads"

    efs_volume_configuration {
      file_system_id     = aws_efs_file_system.main.id
      transit_encryption = "ENABLED"

      authorization_config {
        access_point_id = aws_efs_access_point.uploads.id
        iam             = "ENABLED"
      }
    }
  }
}

resource "aws_cloudwatch_log_group" "web" {
  name              = "/nanokit/shop/stage/web"
  retention_in_days = 30
  tags = {
    "nanokit:service" = "web"
  }
}

resource "aws_iam_role" "web_task" {
  assume_role_policy = jsonencode(local.task_trust)
  name               = "nk-shop-stage-web-task"
  tags = {
    "nanokit:service" = "web"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_iam_role_policy" "web_task" {
  name   = "nanokit"
  policy = jsonencode(local.web_task_policy)
  role   = aws_iam_role.web_task.id

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_security_group" "web_task" {
  description = "Tasks of service web"
  name        = "nk-shop-stage-web"
  vpc_id      = aws_vpc.main.id
  tags = {
    Name              = "nk-shop-stage-web"
    "nanokit:service" = "web"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_egress_rule" "web_internet" {
  cidr_ipv4         = "0.0.0.0/0"
  description       = "Out to everywhere"
  ip_protocol       = "-1"
  security_group_id = aws_security_group.web_task.id
  tags = {
    Name              = "Out to everywhere"
    "nanokit:service" = "web"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# Schedules
# ---------

locals {
  scheduler_policy = {
    Statement = [
      {
        Action = ["ecs:RunTask"]
        Condition = {
          ArnEquals = {
            "ecs:cluster" = [aws_ecs_cluster.main.arn]
          }
        }
        Effect = "Allow"
        Resource = [
          "${aws_ecs_task_definition._report.arn_without_revision}:*",
          "${aws_ecs_task_definition._sweep.arn_without_revision}:*",
        ]
      },
      {
        Action = ["ecs:TagResource"]
        Condition = {
          StringEquals = {
            "ecs:CreateAction" = ["RunTask"]
          }
        }
        Effect   = "Allow"
        Resource = ["${replace(aws_ecs_cluster.main.arn, ":cluster/", ":task/")}/*"]
      },
      {
        Action = ["iam:PassRole"]
        Condition = {
          StringEquals = {
            "iam:PassedToService" = ["ecs-tasks.amazonaws.com"]
          }
        }
        Effect = "Allow"
        Resource = [
          aws_iam_role._report.arn,
          aws_iam_role._report_execution.arn,
          aws_iam_role._sweep.arn,
          aws_iam_role.execution.arn,
        ]
      },
    ]
    Version = "2012-10-17"
  }

  scheduler_trust = {
    Statement = [
      {
        Action = ["sts:AssumeRole"]
        Condition = {
          StringEquals = {
            "aws:SourceAccount" = [data.aws_caller_identity.current.account_id]
          }
        }
        Effect = "Allow"
        Principal = {
          Service = ["scheduler.amazonaws.com"]
        }
      },
    ]
    Version = "2012-10-17"
  }
}

resource "aws_scheduler_schedule_group" "main" {
  name = "nk-shop-stage"
}

resource "aws_iam_role" "scheduler" {
  assume_role_policy = jsonencode(local.scheduler_trust)
  name               = "nk-shop-stage-scheduler"

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_iam_role_policy" "scheduler" {
  name   = "nanokit"
  policy = jsonencode(local.scheduler_policy)
  role   = aws_iam_role.scheduler.id

  lifecycle {
    create_before_destroy = true
  }
}

# Job report
# ----------

locals {
  _report_container = {
    command = [
      "ls",
      "/data",
    ]
    environment = [
      { name = "NANOKIT_ENV", value = "stage" },
      { name = "NANOKIT_PROJECT", value = "shop" },
    ]
    essential = true
    image     = "nginx:1.27"
    logConfiguration = {
      logDriver = "awslogs"
      options = {
        awslogs-group         = aws_cloudwatch_log_group._report.name
        awslogs-region        = "us-east-1"
        awslogs-stream-prefix = "ecs"
      }
    }
    mountPoints = [
      { containerPath = "/data", readOnly = true, sourceVolume = "data" },
      { containerPath = "/srv/old", readOnly = true, sourceVolume = "reports" },
      { containerPath = "/srv/reports", readOnly = false, sourceVolume = "reports" },
    ]
    name           = "report"
    portMappings   = []
    secrets        = [{ name = "TOKEN", valueFrom = "/nanokit/shop/stage/_report/TOKEN" }]
    systemControls = []
    volumesFrom    = []
  }

  _report_task_policy = {
    Statement = [
      {
        Action = [
          "elasticfilesystem:ClientMount",
          "elasticfilesystem:ClientRootAccess",
        ]
        Condition = {
          StringEquals = {
            "elasticfilesystem:AccessPointArn" = [aws_efs_access_point.data.arn]
          }
        }
        Effect   = "Allow"
        Resource = [aws_efs_file_system.main.arn]
      },
      {
        Action = [
          "elasticfilesystem:ClientMount",
          "elasticfilesystem:ClientRootAccess",
          "elasticfilesystem:ClientWrite",
        ]
        Condition = {
          StringEquals = {
            "elasticfilesystem:AccessPointArn" = [aws_efs_access_point.reports.arn]
          }
        }
        Effect   = "Allow"
        Resource = [aws_efs_file_system.main.arn]
      },
    ]
    Version = "2012-10-17"
  }

  _report_execution_policy = {
    Statement = [
      {
        Action = [
          "logs:CreateLogStream",
          "logs:PutLogEvents",
        ]
        Effect   = "Allow"
        Resource = ["${aws_cloudwatch_log_group._report.arn}:*"]
      },
      {
        Action   = ["ssm:GetParameters"]
        Effect   = "Allow"
        Resource = ["arn:${data.aws_partition.current.partition}:ssm:us-east-1:${data.aws_caller_identity.current.account_id}:parameter/nanokit/shop/stage/_report/TOKEN"]
      },
    ]
    Version = "2012-10-17"
  }
}

resource "aws_scheduler_schedule" "report" {
  group_name                   = aws_scheduler_schedule_group.main.name
  name                         = "report"
  schedule_expression          = "cron(0 0 ? * SUN *)"
  schedule_expression_timezone = "UTC"
  state                        = "ENABLED"

  flexible_time_window {
    mode = "OFF"
  }

  target {
    arn      = aws_ecs_cluster.main.arn
    role_arn = aws_iam_role.scheduler.arn

    ecs_parameters {
      enable_ecs_managed_tags = true
      launch_type             = "FARGATE"
      platform_version        = "1.4.0"
      propagate_tags          = "TASK_DEFINITION"
      task_count              = 1
      task_definition_arn     = aws_ecs_task_definition._report.arn

      network_configuration {
        assign_public_ip = true
        security_groups = [
          aws_security_group._report.id,
          aws_security_group.file_system_clients.id,
        ]
        subnets = [
          aws_subnet.public_first.id,
          aws_subnet.public_second.id,
        ]
      }
    }

    retry_policy {
      maximum_event_age_in_seconds = 300
      maximum_retry_attempts       = 3
    }
  }

  depends_on = [
    aws_vpc_security_group_egress_rule._report_internet,
    aws_vpc_security_group_ingress_rule.nfs,
    aws_vpc_security_group_egress_rule.nfs,
    aws_route.public_internet,
    aws_route_table_association.public_first,
    aws_route_table_association.public_second,
    aws_iam_role_policy._report_execution,
    aws_iam_role_policy._report_task,
    aws_efs_mount_target.first,
    aws_efs_mount_target.second,
    aws_efs_file_system_policy.main,
    aws_iam_role_policy.scheduler,
  ]
}

resource "aws_ecs_task_definition" "_report" {
  container_definitions    = jsonencode([local._report_container])
  cpu                      = "256"
  execution_role_arn       = aws_iam_role._report_execution.arn
  family                   = "nk-shop-stage-_report"
  memory                   = "512"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  skip_destroy             = true
  task_role_arn            = aws_iam_role._report.arn
  tags = {
    "nanokit:job" = "report"
  }

  runtime_platform {
    cpu_architecture        = "X86_64"
    operating_system_family = "LINUX"
  }

  volume {
    name = "data"

    efs_volume_configuration {
      file_system_id     = aws_efs_file_system.main.id
      transit_encryption = "ENABLED"

      authorization_config {
        access_point_id = aws_efs_access_point.data.id
        iam             = "ENABLED"
      }
    }
  }

  volume {
    name = "reports"

    efs_volume_configuration {
      file_system_id     = aws_efs_file_system.main.id
      transit_encryption = "ENABLED"

      authorization_config {
        access_point_id = aws_efs_access_point.reports.id
        iam             = "ENABLED"
      }
    }
  }
}

resource "aws_cloudwatch_log_group" "_report" {
  name              = "/nanokit/shop/stage/_report"
  retention_in_days = 30
  tags = {
    "nanokit:job" = "report"
  }
}

resource "aws_iam_role" "_report" {
  assume_role_policy = jsonencode(local.task_trust)
  name               = "nk-shop-stage-_report"
  tags = {
    "nanokit:job" = "report"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_iam_role_policy" "_report_task" {
  name   = "nanokit"
  policy = jsonencode(local._report_task_policy)
  role   = aws_iam_role._report.id

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_iam_role" "_report_execution" {
  assume_role_policy = jsonencode(local.execution_trust)
  name               = "nk-shop-stage-_report.execution"
  tags = {
    "nanokit:job" = "report"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_iam_role_policy" "_report_execution" {
  name   = "nanokit"
  policy = jsonencode(local._report_execution_policy)
  role   = aws_iam_role._report_execution.id

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_security_group" "_report" {
  description = "Tasks of job report"
  name        = "nk-shop-stage-_report"
  vpc_id      = aws_vpc.main.id
  tags = {
    Name          = "nk-shop-stage-_report"
    "nanokit:job" = "report"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_egress_rule" "_report_internet" {
  cidr_ipv4         = "0.0.0.0/0"
  description       = "Out to everywhere"
  ip_protocol       = "-1"
  security_group_id = aws_security_group._report.id
  tags = {
    Name          = "Out to everywhere"
    "nanokit:job" = "report"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# Job sweep
# ---------

locals {
  _sweep_container = {
    command = [
      "rm",
      "-rf",
      "/srv/uploads/tmp",
    ]
    environment = [
      { name = "NANOKIT_ENV", value = "stage" },
      { name = "NANOKIT_PROJECT", value = "shop" },
    ]
    essential = true
    image     = "busybox:1.37"
    logConfiguration = {
      logDriver = "awslogs"
      options = {
        awslogs-group         = aws_cloudwatch_log_group._sweep.name
        awslogs-region        = "us-east-1"
        awslogs-stream-prefix = "ecs"
      }
    }
    mountPoints    = [{ containerPath = "/srv/uploads", readOnly = false, sourceVolume = "uploads" }]
    name           = "sweep"
    portMappings   = []
    systemControls = []
    user           = "1000:1000"
    volumesFrom    = []
  }

  _sweep_task_policy = {
    Statement = [
      {
        Action = [
          "elasticfilesystem:ClientMount",
          "elasticfilesystem:ClientWrite",
        ]
        Condition = {
          StringEquals = {
            "elasticfilesystem:AccessPointArn" = [aws_efs_access_point.uploads.arn]
          }
        }
        Effect   = "Allow"
        Resource = [aws_efs_file_system.main.arn]
      },
    ]
    Version = "2012-10-17"
  }
}

resource "aws_scheduler_schedule" "sweep" {
  group_name                   = aws_scheduler_schedule_group.main.name
  name                         = "sweep"
  schedule_expression          = "cron(0 0 * * ? *)"
  schedule_expression_timezone = "UTC"
  state                        = "ENABLED"

  flexible_time_window {
    mode = "OFF"
  }

  target {
    arn      = aws_ecs_cluster.main.arn
    role_arn = aws_iam_role.scheduler.arn

    ecs_parameters {
      enable_ecs_managed_tags = true
      launch_type             = "FARGATE"
      platform_version        = "1.4.0"
      propagate_tags          = "TASK_DEFINITION"
      task_count              = 1
      task_definition_arn     = aws_ecs_task_definition._sweep.arn

      network_configuration {
        assign_public_ip = true
        security_groups = [
          aws_security_group._sweep.id,
          aws_security_group.data_network.id,
          aws_security_group.file_system_clients.id,
        ]
        subnets = [
          aws_subnet.public_first.id,
          aws_subnet.public_second.id,
        ]
      }
    }

    retry_policy {
      maximum_event_age_in_seconds = 300
      maximum_retry_attempts       = 3
    }
  }

  depends_on = [
    aws_vpc_security_group_egress_rule._sweep_internet,
    aws_vpc_security_group_ingress_rule.nfs,
    aws_vpc_security_group_egress_rule.nfs,
    aws_route.public_internet,
    aws_route_table_association.public_first,
    aws_route_table_association.public_second,
    aws_iam_role_policy.execution,
    aws_iam_role_policy._sweep_task,
    aws_efs_mount_target.first,
    aws_efs_mount_target.second,
    aws_efs_file_system_policy.main,
    aws_iam_role_policy.scheduler,
  ]
}

resource "aws_ecs_task_definition" "_sweep" {
  container_definitions    = jsonencode([local._sweep_container])
  cpu                      = "256"
  execution_role_arn       = aws_iam_role.execution.arn
  family                   = "nk-shop-stage-_sweep"
  memory                   = "512"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  skip_destroy             = true
  task_role_arn            = aws_iam_role._sweep.arn
  tags = {
    "nanokit:job" = "sweep"
  }

  runtime_platform {
    cpu_architecture        = "X86_64"
    operating_system_family = "LINUX"
  }

  volume {
    name = "uploads"

    efs_volume_configuration {
      file_system_id     = aws_efs_file_system.main.id
      transit_encryption = "ENABLED"

      authorization_config {
        access_point_id = aws_efs_access_point.uploads.id
        iam             = "ENABLED"
      }
    }
  }
}

resource "aws_cloudwatch_log_group" "_sweep" {
  name              = "/nanokit/shop/stage/_sweep"
  retention_in_days = 30
  tags = {
    "nanokit:job" = "sweep"
  }
}

resource "aws_iam_role" "_sweep" {
  assume_role_policy = jsonencode(local.task_trust)
  name               = "nk-shop-stage-_sweep"
  tags = {
    "nanokit:job" = "sweep"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_iam_role_policy" "_sweep_task" {
  name   = "nanokit"
  policy = jsonencode(local._sweep_task_policy)
  role   = aws_iam_role._sweep.id

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_security_group" "_sweep" {
  description = "Tasks of job sweep"
  name        = "nk-shop-stage-_sweep"
  vpc_id      = aws_vpc.main.id
  tags = {
    Name          = "nk-shop-stage-_sweep"
    "nanokit:job" = "sweep"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_egress_rule" "_sweep_internet" {
  cidr_ipv4         = "0.0.0.0/0"
  description       = "Out to everywhere"
  ip_protocol       = "-1"
  security_group_id = aws_security_group._sweep.id
  tags = {
    Name          = "Out to everywhere"
    "nanokit:job" = "sweep"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# Outputs
# -------

output "access_point_ids" {
  description = "Ids of the EFS access points, by volume"
  value = {
    data    = aws_efs_access_point.data.id
    reports = aws_efs_access_point.reports.id
    uploads = aws_efs_access_point.uploads.id
  }
}

output "cluster_arn" {
  description = "ARN of the ECS cluster"
  value       = aws_ecs_cluster.main.arn
}

output "cluster_name" {
  description = "Name of the ECS cluster"
  value       = aws_ecs_cluster.main.name
}

output "file_system_id" {
  description = "Id of the EFS file system"
  value       = aws_efs_file_system.main.id
}

output "file_system_security_group_id" {
  description = "Id of the security group of the mount targets"
  value       = aws_security_group.file_system.id
}

output "log_group_names" {
  description = "Names of the CloudWatch log groups, by service"
  value = {
    db  = aws_cloudwatch_log_group.db.name
    web = aws_cloudwatch_log_group.web.name
  }
}

output "security_group_ids" {
  description = "Ids of the security groups of the tasks, by service"
  value = {
    db  = aws_security_group.db_task.id
    web = aws_security_group.web_task.id
  }
}

output "service_names" {
  description = "Names of the ECS services, by service"
  value = {
    db  = aws_ecs_service.db.name
    web = aws_ecs_service.web.name
  }
}

output "task_role_names" {
  description = "Names of the IAM roles of the containers, by service; attach policies of your own to them"
  value = {
    db  = aws_iam_role.db_task.name
    web = aws_iam_role.web_task.name
  }
}

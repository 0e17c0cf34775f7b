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

locals {
  associated_route_tables = merge([for id, table in data.aws_route_table.all : { for association in table.associations : association.subnet_id => id if can(regex("^subnet-", association.subnet_id)) }]...)
  internet_route_tables   = [for id, table in data.aws_route_table.all : id if anytrue([for route in table.routes : can(regex("^igw-", route.gateway_id))])]
  main_route_table        = join("", [for id, table in data.aws_route_table.all : id if anytrue([for association in table.associations : association.main])])
  outward_route_tables    = [for id, table in data.aws_route_table.all : id if anytrue([for route in table.routes : route.cidr_block == "0.0.0.0/0" && !can(regex("^igw-", route.gateway_id))])]
  subnet_zones            = { for id, subnet in data.aws_subnet.all : id => subnet.availability_zone if contains(local.internet_route_tables, try(local.associated_route_tables[id], local.main_route_table)) && can(regex("^[a-z]+(-[a-z]+)+-[0-9]+[a-z]$", subnet.availability_zone)) && !contains(["apne1-az3", "cnn1-az3", "cnn1-az4", "usw1-az2"], subnet.availability_zone_id) }
  private_subnet_zones    = { for id, subnet in data.aws_subnet.all : id => subnet.availability_zone if !contains(local.internet_route_tables, try(local.associated_route_tables[id], local.main_route_table)) && (length(local.outward_route_tables) == 0 || contains(local.outward_route_tables, try(local.associated_route_tables[id], local.main_route_table))) && can(regex("^[a-z]+(-[a-z]+)+-[0-9]+[a-z]$", subnet.availability_zone)) && !contains(["apne1-az3", "cnn1-az3", "cnn1-az4", "usw1-az2"], subnet.availability_zone_id) }
  task_subnets            = slice(sort(keys(local.subnet_zones)), 0, min(16, length(local.subnet_zones)))
  private_task_subnets    = slice(sort(keys(local.private_subnet_zones)), 0, min(16, length(local.private_subnet_zones)))
  mount_target_subnets    = merge({ for zone, ids in { for id, zone in local.private_subnet_zones : zone => id... } : zone => sort(ids)[0] }, { for zone, ids in { for id, zone in local.subnet_zones : zone => id... } : zone => sort(ids)[0] })
}

data "aws_vpc" "main" {
  id = "vpc-0123456789abcdef0"

  lifecycle {
    postcondition {
      condition     = self.enable_dns_support
      error_message = "vpc-0123456789abcdef0 has DNS resolution off, and without it tasks cannot find the file system by name. Switch it on: aws ec2 modify-vpc-attribute --vpc-id vpc-0123456789abcdef0 --enable-dns-support"
    }

    postcondition {
      condition     = self.enable_dns_hostnames
      error_message = "vpc-0123456789abcdef0 has DNS hostnames off, and without it tasks cannot find the file system by name. Switch it on: aws ec2 modify-vpc-attribute --vpc-id vpc-0123456789abcdef0 --enable-dns-hostnames"
    }
  }
}

data "aws_subnet" "all" {
  for_each = toset(data.aws_subnets.all.ids)

  id = each.key
}

data "aws_subnets" "all" {
  filter {
    name   = "vpc-id"
    values = ["vpc-0123456789abcdef0"]
  }
}

data "aws_route_table" "all" {
  for_each = toset(data.aws_route_tables.all.ids)

  route_table_id = each.key
}

data "aws_route_tables" "all" {
  vpc_id = "vpc-0123456789abcdef0"
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

resource "aws_efs_mount_target" "main" {
  for_each = local.mount_target_subnets

  file_system_id  = aws_efs_file_system.main.id
  security_groups = [aws_security_group.file_system.id]
  subnet_id       = each.value

  lifecycle {
    create_before_destroy = true
    ignore_changes        = [subnet_id]
  }
}

resource "aws_security_group" "file_system" {
  description = "Mount targets of the file system"
  name        = "nk-efs-shop-stage"
  vpc_id      = data.aws_vpc.main.id
  tags = {
    Name = "nk-efs-shop-stage"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_efs_access_point" "files" {
  file_system_id = aws_efs_file_system.main.id
  tags = {
    Name             = "files"
    "nanokit:volume" = "files"
  }

  root_directory {
    path = "/files"

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

resource "aws_security_group" "file_system_clients" {
  description = "Tasks with volumes"
  name        = "nk-shop-stage.file-system-clients"
  vpc_id      = data.aws_vpc.main.id
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

  lifecycle {
    precondition {
      condition     = length(local.subnet_zones) > 0
      error_message = "vpc-0123456789abcdef0 has no public subnet: none of its subnets has a route to an internet gateway. Give one such a route. Name the subnets to use in nanokit.yml: infra.subnets."
    }

    precondition {
      condition     = length(local.private_subnet_zones) > 0
      error_message = "vpc-0123456789abcdef0 has no private subnet: one without a route to an internet gateway, and with another way out where the VPC has one. Name the subnets to use in nanokit.yml: infra.subnets."
    }
  }
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

resource "aws_security_group" "default_network" {
  description = "Tasks on network default"
  name        = "nk-shop-stage/default"
  vpc_id      = data.aws_vpc.main.id
  tags = {
    Name = "nk-shop-stage/default"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# Service files
# -------------

locals {
  files_container = {
    environment = [
      { name = "NANOKIT_ENV", value = "stage" },
      { name = "NANOKIT_PROJECT", value = "shop" },
      { name = "NANOKIT_SERVICE", value = "files" },
    ]
    essential = true
    image     = "nginx:1.29"
    logConfiguration = {
      logDriver = "awslogs"
      options = {
        awslogs-group         = aws_cloudwatch_log_group.files.name
        awslogs-region        = "us-east-1"
        awslogs-stream-prefix = "ecs"
      }
    }
    mountPoints    = [{ containerPath = "/srv/files", readOnly = false, sourceVolume = "files" }]
    name           = "files"
    portMappings   = [{ containerPort = 80, hostPort = 80, protocol = "tcp" }]
    systemControls = []
    volumesFrom    = []
  }

  files_task_policy = {
    Statement = [
      {
        Action = [
          "elasticfilesystem:ClientMount",
          "elasticfilesystem:ClientRootAccess",
          "elasticfilesystem:ClientWrite",
        ]
        Condition = {
          StringEquals = {
            "elasticfilesystem:AccessPointArn" = [aws_efs_access_point.files.arn]
          }
        }
        Effect   = "Allow"
        Resource = [aws_efs_file_system.main.arn]
      },
    ]
    Version = "2012-10-17"
  }
}

resource "aws_ecs_service" "files" {
  availability_zone_rebalancing      = "DISABLED"
  cluster                            = aws_ecs_cluster.main.arn
  deployment_maximum_percent         = 100
  deployment_minimum_healthy_percent = 0
  desired_count                      = 1
  enable_ecs_managed_tags            = true
  launch_type                        = "FARGATE"
  name                               = "files"
  platform_version                   = "1.4.0"
  propagate_tags                     = "SERVICE"
  task_definition                    = aws_ecs_task_definition.files.arn
  tags = {
    "nanokit:service" = "files"
  }

  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }

  network_configuration {
    assign_public_ip = false
    security_groups = [
      aws_security_group.files_task.id,
      aws_security_group.default_network.id,
      aws_security_group.file_system_clients.id,
    ]
    subnets = local.private_task_subnets
  }

  depends_on = [
    aws_vpc_security_group_egress_rule.files_internet,
    aws_vpc_security_group_ingress_rule.nfs,
    aws_vpc_security_group_egress_rule.nfs,
    aws_vpc_security_group_ingress_rule.files_port,
    aws_iam_role_policy.execution,
    aws_iam_role_policy.files_task,
    aws_efs_mount_target.main,
    aws_efs_file_system_policy.main,
  ]
}

resource "aws_ecs_task_definition" "files" {
  container_definitions    = jsonencode([local.files_container])
  cpu                      = "256"
  execution_role_arn       = aws_iam_role.execution.arn
  family                   = "nk-shop-stage-files"
  memory                   = "512"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  skip_destroy             = true
  task_role_arn            = aws_iam_role.files_task.arn
  tags = {
    "nanokit:service" = "files"
  }

  runtime_platform {
    cpu_architecture        = "X86_64"
    operating_system_family = "LINUX"
  }

  volume {
    name = "files"

    efs_volume_configuration {
      file_system_id     = aws_efs_file_system.main.id
      transit_encryption = "ENABLED"

      authorization_config {
        access_point_id = aws_efs_access_point.files.id
        iam             = "ENABLED"
      }
    }
  }
}

resource "aws_cloudwatch_log_group" "files" {
  name              = "/nanokit/shop/stage/files"
  retention_in_days = 30
  tags = {
    "nanokit:service" = "files"
  }
}

resource "aws_iam_role" "files_task" {
  assume_role_policy = jsonencode(local.task_trust)
  name               = "nk-shop-stage-files-task"
  tags = {
    "nanokit:service" = "files"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_iam_role_policy" "files_task" {
  name   = "nanokit"
  policy = jsonencode(local.files_task_policy)
  role   = aws_iam_role.files_task.id

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_security_group" "files_task" {
  description = "Tasks of service files"
  name        = "nk-shop-stage-files"
  vpc_id      = data.aws_vpc.main.id
  tags = {
    Name              = "nk-shop-stage-files"
    "nanokit:service" = "files"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_egress_rule" "files_internet" {
  cidr_ipv4         = "0.0.0.0/0"
  description       = "Out to everywhere"
  ip_protocol       = "-1"
  security_group_id = aws_security_group.files_task.id
  tags = {
    Name              = "Out to everywhere"
    "nanokit:service" = "files"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_ingress_rule" "files_port" {
  for_each = {
    default = aws_security_group.default_network.id
  }

  description                  = "In from ${each.key}"
  from_port                    = 80
  ip_protocol                  = "tcp"
  referenced_security_group_id = each.value
  security_group_id            = aws_security_group.files_task.id
  to_port                      = 80
  tags = {
    Name              = "In from ${each.key}"
    "nanokit:service" = "files"
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
    ]
    essential = true
    image     = "nginx:1.29"
    logConfiguration = {
      logDriver = "awslogs"
      options = {
        awslogs-group         = aws_cloudwatch_log_group.web.name
        awslogs-region        = "us-east-1"
        awslogs-stream-prefix = "ecs"
      }
    }
    mountPoints    = []
    name           = "web"
    portMappings   = [{ containerPort = 80, hostPort = 80, protocol = "tcp" }]
    systemControls = []
    volumesFrom    = []
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
    security_groups  = [aws_security_group.web_task.id]
    subnets          = local.task_subnets
  }

  depends_on = [
    aws_vpc_security_group_egress_rule.web_internet,
    aws_iam_role_policy.execution,
  ]
}

resource "aws_ecs_task_definition" "web" {
  container_definitions    = jsonencode([local.web_container])
  cpu                      = "256"
  execution_role_arn       = aws_iam_role.execution.arn
  family                   = "nk-shop-stage-web"
  memory                   = "512"
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

resource "aws_security_group" "web_task" {
  description = "Tasks of service web"
  name        = "nk-shop-stage-web"
  vpc_id      = data.aws_vpc.main.id
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
          "${aws_ecs_task_definition._nightly.arn_without_revision}:*",
          "${aws_ecs_task_definition._tidy.arn_without_revision}:*",
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
          aws_iam_role._nightly.arn,
          aws_iam_role.execution.arn,
          aws_iam_role.files_task.arn,
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

# Job nightly
# -----------

locals {
  _nightly_container = {
    command = ["true"]
    environment = [
      { name = "NANOKIT_ENV", value = "stage" },
      { name = "NANOKIT_PROJECT", value = "shop" },
    ]
    essential = true
    image     = "alpine:3.22"
    logConfiguration = {
      logDriver = "awslogs"
      options = {
        awslogs-group         = aws_cloudwatch_log_group._nightly.name
        awslogs-region        = "us-east-1"
        awslogs-stream-prefix = "ecs"
      }
    }
    mountPoints    = []
    name           = "nightly"
    portMappings   = []
    systemControls = []
    volumesFrom    = []
  }
}

resource "aws_scheduler_schedule" "nightly" {
  group_name                   = aws_scheduler_schedule_group.main.name
  name                         = "nightly"
  schedule_expression          = "cron(0 3 * * ? *)"
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
      task_definition_arn     = aws_ecs_task_definition._nightly.arn

      network_configuration {
        assign_public_ip = false
        security_groups = [
          aws_security_group._nightly.id,
          aws_security_group.default_network.id,
        ]
        subnets = local.private_task_subnets
      }
    }

    retry_policy {
      maximum_event_age_in_seconds = 300
      maximum_retry_attempts       = 3
    }
  }

  depends_on = [
    aws_vpc_security_group_egress_rule._nightly_internet,
    aws_iam_role_policy.execution,
    aws_iam_role_policy.scheduler,
  ]
}

resource "aws_ecs_task_definition" "_nightly" {
  container_definitions    = jsonencode([local._nightly_container])
  cpu                      = "256"
  execution_role_arn       = aws_iam_role.execution.arn
  family                   = "nk-shop-stage-_nightly"
  memory                   = "512"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  skip_destroy             = true
  task_role_arn            = aws_iam_role._nightly.arn
  tags = {
    "nanokit:job" = "nightly"
  }

  runtime_platform {
    cpu_architecture        = "X86_64"
    operating_system_family = "LINUX"
  }
}

resource "aws_cloudwatch_log_group" "_nightly" {
  name              = "/nanokit/shop/stage/_nightly"
  retention_in_days = 30
  tags = {
    "nanokit:job" = "nightly"
  }
}

resource "aws_iam_role" "_nightly" {
  assume_role_policy = jsonencode(local.task_trust)
  name               = "nk-shop-stage-_nightly"
  tags = {
    "nanokit:job" = "nightly"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_security_group" "_nightly" {
  description = "Tasks of job nightly"
  name        = "nk-shop-stage-_nightly"
  vpc_id      = data.aws_vpc.main.id
  tags = {
    Name          = "nk-shop-stage-_nightly"
    "nanokit:job" = "nightly"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_egress_rule" "_nightly_internet" {
  cidr_ipv4         = "0.0.0.0/0"
  description       = "Out to everywhere"
  ip_protocol       = "-1"
  security_group_id = aws_security_group._nightly.id
  tags = {
    Name          = "Out to everywhere"
    "nanokit:job" = "nightly"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# Job tidy
# --------

locals {
  _tidy_container = {
    entryPoint = ["true"]
    environment = [
      { name = "NANOKIT_ENV", value = "stage" },
      { name = "NANOKIT_PROJECT", value = "shop" },
      { name = "NANOKIT_SERVICE", value = "files" },
    ]
    essential = true
    image     = "nginx:1.29"
    logConfiguration = {
      logDriver = "awslogs"
      options = {
        awslogs-group         = aws_cloudwatch_log_group.files.name
        awslogs-region        = "us-east-1"
        awslogs-stream-prefix = "ecs"
      }
    }
    mountPoints    = [{ containerPath = "/srv/files", readOnly = false, sourceVolume = "files" }]
    name           = "tidy"
    portMappings   = []
    systemControls = []
    volumesFrom    = []
  }
}

resource "aws_scheduler_schedule" "tidy" {
  group_name                   = aws_scheduler_schedule_group.main.name
  name                         = "tidy"
  schedule_expression          = "cron(0 4 * * ? *)"
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
      task_definition_arn     = aws_ecs_task_definition._tidy.arn

      network_configuration {
        assign_public_ip = false
        security_groups = [
          aws_security_group.files_task.id,
          aws_security_group.default_network.id,
          aws_security_group.file_system_clients.id,
        ]
        subnets = local.private_task_subnets
      }
    }

    retry_policy {
      maximum_event_age_in_seconds = 300
      maximum_retry_attempts       = 3
    }
  }

  depends_on = [
    aws_vpc_security_group_egress_rule.files_internet,
    aws_vpc_security_group_ingress_rule.nfs,
    aws_vpc_security_group_egress_rule.nfs,
    aws_vpc_security_group_ingress_rule.files_port,
    aws_iam_role_policy.execution,
    aws_iam_role_policy.files_task,
    aws_efs_mount_target.main,
    aws_efs_file_system_policy.main,
    aws_iam_role_policy.scheduler,
  ]
}

resource "aws_ecs_task_definition" "_tidy" {
  container_definitions    = jsonencode([local._tidy_container])
  cpu                      = "256"
  execution_role_arn       = aws_iam_role.execution.arn
  family                   = "nk-shop-stage-_tidy"
  memory                   = "512"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  skip_destroy             = true
  task_role_arn            = aws_iam_role.files_task.arn
  tags = {
    "nanokit:job"     = "tidy"
    "nanokit:service" = "files"
  }

  runtime_platform {
    cpu_architecture        = "X86_64"
    operating_system_family = "LINUX"
  }

  volume {
    name = "files"

    efs_volume_configuration {
      file_system_id     = aws_efs_file_system.main.id
      transit_encryption = "ENABLED"

      authorization_config {
        access_point_id = aws_efs_access_point.files.id
        iam             = "ENABLED"
      }
    }
  }
}

# Outputs
# -------

output "access_point_ids" {
  description = "Ids of the EFS access points, by volume"
  value = {
    files = aws_efs_access_point.files.id
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
    files = aws_cloudwatch_log_group.files.name
    web   = aws_cloudwatch_log_group.web.name
  }
}

output "security_group_ids" {
  description = "Ids of the security groups of the tasks, by service"
  value = {
    files = aws_security_group.files_task.id
    web   = aws_security_group.web_task.id
  }
}

output "service_names" {
  description = "Names of the ECS services, by service"
  value = {
    files = aws_ecs_service.files.name
    web   = aws_ecs_service.web.name
  }
}

output "task_role_names" {
  description = "Names of the IAM roles of the containers, by service; attach policies of your own to them"
  value = {
    files = aws_iam_role.files_task.name
    web   = aws_iam_role.web_task.name
  }
}

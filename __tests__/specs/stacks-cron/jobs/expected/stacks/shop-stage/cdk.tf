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

resource "aws_efs_access_point" "cache" {
  file_system_id = aws_efs_file_system.main.id
  tags = {
    Name             = "cache"
    "nanokit:volume" = "cache"
  }

  posix_user {
    gid = 1000
    uid = 1000
  }

  root_directory {
    path = "/cache"

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
      {
        Action   = ["ecr:GetAuthorizationToken"]
        Effect   = "Allow"
        Resource = ["*"]
      },
      {
        Action = [
          "ecr:BatchCheckLayerAvailability",
          "ecr:BatchGetImage",
          "ecr:GetDownloadUrlForLayer",
        ]
        Effect   = "Allow"
        Resource = ["arn:aws:ecr:us-east-1:123456789012:repository/shop/report"]
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

resource "aws_security_group" "default_network" {
  description = "Tasks on network default"
  name        = "nk-shop-stage/default"
  vpc_id      = aws_vpc.main.id
  tags = {
    Name = "nk-shop-stage/default"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# Service app
# -----------

locals {
  app_container = {
    entryPoint = [
      "./serve",
      "--port",
      "8080",
    ]
    environment = [
      { name = "LOG_LEVEL", value = "info" },
      { name = "NANOKIT_ENV", value = "stage" },
      { name = "NANOKIT_PROJECT", value = "shop" },
      { name = "NANOKIT_SERVICE", value = "app" },
      { name = "SIZE", value = "large" },
    ]
    essential = true
    image     = "nginx:1.27"
    logConfiguration = {
      logDriver = "awslogs"
      options = {
        awslogs-group         = aws_cloudwatch_log_group.app.name
        awslogs-region        = "us-east-1"
        awslogs-stream-prefix = "ecs"
      }
    }
    mountPoints = [
      { containerPath = "/cache", readOnly = true, sourceVolume = "cache" },
      { containerPath = "/srv/uploads", readOnly = false, sourceVolume = "uploads" },
    ]
    name           = "app"
    portMappings   = [{ containerPort = 8080, hostPort = 8080, protocol = "tcp" }]
    secrets        = [{ name = "API_TOKEN", valueFrom = "/shop/api-token" }]
    systemControls = []
    user           = "1000:1000"
    volumesFrom    = []
  }

  app_task_policy = {
    Statement = [
      {
        Action = ["elasticfilesystem:ClientMount"]
        Condition = {
          StringEquals = {
            "elasticfilesystem:AccessPointArn" = [aws_efs_access_point.cache.arn]
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
            "elasticfilesystem:AccessPointArn" = [aws_efs_access_point.uploads.arn]
          }
        }
        Effect   = "Allow"
        Resource = [aws_efs_file_system.main.arn]
      },
    ]
    Version = "2012-10-17"
  }

  app_execution_policy = {
    Statement = [
      {
        Action = [
          "logs:CreateLogStream",
          "logs:PutLogEvents",
        ]
        Effect   = "Allow"
        Resource = ["${aws_cloudwatch_log_group.app.arn}:*"]
      },
      {
        Action   = ["ssm:GetParameters"]
        Effect   = "Allow"
        Resource = ["arn:${data.aws_partition.current.partition}:ssm:us-east-1:${data.aws_caller_identity.current.account_id}:parameter/shop/api-token"]
      },
    ]
    Version = "2012-10-17"
  }
}

resource "aws_ecs_service" "app" {
  availability_zone_rebalancing      = "DISABLED"
  cluster                            = aws_ecs_cluster.main.arn
  deployment_maximum_percent         = 100
  deployment_minimum_healthy_percent = 0
  desired_count                      = 1
  enable_ecs_managed_tags            = true
  launch_type                        = "FARGATE"
  name                               = "app"
  platform_version                   = "1.4.0"
  propagate_tags                     = "SERVICE"
  task_definition                    = aws_ecs_task_definition.app.arn
  tags = {
    "nanokit:service" = "app"
  }

  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }

  network_configuration {
    assign_public_ip = true
    security_groups = [
      aws_security_group.app_task.id,
      aws_security_group.default_network.id,
      aws_security_group.file_system_clients.id,
    ]
    subnets = [
      aws_subnet.public_first.id,
      aws_subnet.public_second.id,
    ]
  }

  depends_on = [
    aws_vpc_security_group_egress_rule.app_internet,
    aws_vpc_security_group_ingress_rule.nfs,
    aws_vpc_security_group_egress_rule.nfs,
    aws_vpc_security_group_ingress_rule.app_port,
    aws_route.public_internet,
    aws_route_table_association.public_first,
    aws_route_table_association.public_second,
    aws_iam_role_policy.app_execution,
    aws_iam_role_policy.app_task,
    aws_efs_mount_target.first,
    aws_efs_mount_target.second,
    aws_efs_file_system_policy.main,
  ]
}

resource "aws_ecs_task_definition" "app" {
  container_definitions    = jsonencode([local.app_container])
  cpu                      = "512"
  execution_role_arn       = aws_iam_role.app_execution.arn
  family                   = "nk-shop-stage-app"
  memory                   = "1024"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  skip_destroy             = true
  task_role_arn            = aws_iam_role.app_task.arn
  tags = {
    "nanokit:service" = "app"
  }

  runtime_platform {
    cpu_architecture        = "X86_64"
    operating_system_family = "LINUX"
  }

  volume {
    name = "cache"

    efs_volume_configuration {
      file_system_id     = aws_efs_file_system.main.id
      transit_encryption = "ENABLED"

      authorization_config {
        access_point_id = aws_efs_access_point.cache.id
        iam             = "ENABLED"
      }
    }
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

resource "aws_cloudwatch_log_group" "app" {
  name              = "/nanokit/shop/stage/app"
  retention_in_days = 30
  tags = {
    "nanokit:service" = "app"
  }
}

resource "aws_iam_role" "app_task" {
  assume_role_policy = jsonencode(local.task_trust)
  name               = "nk-shop-stage-app-task"
  tags = {
    "nanokit:service" = "app"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_iam_role_policy" "app_task" {
  name   = "nanokit"
  policy = jsonencode(local.app_task_policy)
  role   = aws_iam_role.app_task.id

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_iam_role" "app_execution" {
  assume_role_policy = jsonencode(local.execution_trust)
  name               = "nk-shop-stage-app.execution"
  tags = {
    "nanokit:service" = "app"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_iam_role_policy" "app_execution" {
  name   = "nanokit"
  policy = jsonencode(local.app_execution_policy)
  role   = aws_iam_role.app_execution.id

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_security_group" "app_task" {
  description = "Tasks of service app"
  name        = "nk-shop-stage-app"
  vpc_id      = aws_vpc.main.id
  tags = {
    Name              = "nk-shop-stage-app"
    "nanokit:service" = "app"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_egress_rule" "app_internet" {
  cidr_ipv4         = "0.0.0.0/0"
  description       = "Out to everywhere"
  ip_protocol       = "-1"
  security_group_id = aws_security_group.app_task.id
  tags = {
    Name              = "Out to everywhere"
    "nanokit:service" = "app"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_ingress_rule" "app_port" {
  for_each = {
    default = aws_security_group.default_network.id
  }

  description                  = "In from ${each.key}"
  from_port                    = 8080
  ip_protocol                  = "tcp"
  referenced_security_group_id = each.value
  security_group_id            = aws_security_group.app_task.id
  to_port                      = 8080
  tags = {
    Name              = "In from ${each.key}"
    "nanokit:service" = "app"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# Service app-job
# ---------------

locals {
  app-job_container = {
    environment = [
      { name = "NANOKIT_ENV", value = "stage" },
      { name = "NANOKIT_PROJECT", value = "shop" },
      { name = "NANOKIT_SERVICE", value = "app-job" },
    ]
    essential = true
    image     = "nginx:1.27"
    logConfiguration = {
      logDriver = "awslogs"
      options = {
        awslogs-group         = aws_cloudwatch_log_group.app-job.name
        awslogs-region        = "us-east-1"
        awslogs-stream-prefix = "ecs"
      }
    }
    mountPoints    = []
    name           = "app-job"
    portMappings   = []
    systemControls = []
    volumesFrom    = []
  }
}

resource "aws_ecs_service" "app-job" {
  availability_zone_rebalancing      = "DISABLED"
  cluster                            = aws_ecs_cluster.main.arn
  deployment_maximum_percent         = 100
  deployment_minimum_healthy_percent = 0
  desired_count                      = 1
  enable_ecs_managed_tags            = true
  launch_type                        = "FARGATE"
  name                               = "app-job"
  platform_version                   = "1.4.0"
  propagate_tags                     = "SERVICE"
  task_definition                    = aws_ecs_task_definition.app-job.arn
  tags = {
    "nanokit:service" = "app-job"
  }

  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }

  network_configuration {
    assign_public_ip = true
    security_groups = [
      aws_security_group.app-job_task.id,
      aws_security_group.default_network.id,
    ]
    subnets = [
      aws_subnet.public_first.id,
      aws_subnet.public_second.id,
    ]
  }

  depends_on = [
    aws_vpc_security_group_egress_rule.app-job_internet,
    aws_route.public_internet,
    aws_route_table_association.public_first,
    aws_route_table_association.public_second,
    aws_iam_role_policy.execution,
  ]
}

resource "aws_ecs_task_definition" "app-job" {
  container_definitions    = jsonencode([local.app-job_container])
  cpu                      = "256"
  execution_role_arn       = aws_iam_role.execution.arn
  family                   = "nk-shop-stage-app-job"
  memory                   = "512"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  skip_destroy             = true
  task_role_arn            = aws_iam_role.app-job_task.arn
  tags = {
    "nanokit:service" = "app-job"
  }

  runtime_platform {
    cpu_architecture        = "X86_64"
    operating_system_family = "LINUX"
  }
}

resource "aws_cloudwatch_log_group" "app-job" {
  name              = "/nanokit/shop/stage/app-job"
  retention_in_days = 30
  tags = {
    "nanokit:service" = "app-job"
  }
}

resource "aws_iam_role" "app-job_task" {
  assume_role_policy = jsonencode(local.task_trust)
  name               = "nk-shop-stage-app-job-task"
  tags = {
    "nanokit:service" = "app-job"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_security_group" "app-job_task" {
  description = "Tasks of service app-job"
  name        = "nk-shop-stage-app-job"
  vpc_id      = aws_vpc.main.id
  tags = {
    Name              = "nk-shop-stage-app-job"
    "nanokit:service" = "app-job"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_egress_rule" "app-job_internet" {
  cidr_ipv4         = "0.0.0.0/0"
  description       = "Out to everywhere"
  ip_protocol       = "-1"
  security_group_id = aws_security_group.app-job_task.id
  tags = {
    Name              = "Out to everywhere"
    "nanokit:service" = "app-job"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# Service paused
# --------------

locals {
  paused_container = {
    environment = [
      { name = "NANOKIT_ENV", value = "stage" },
      { name = "NANOKIT_PROJECT", value = "shop" },
      { name = "NANOKIT_SERVICE", value = "paused" },
    ]
    essential = true
    image     = "nginx:1.27"
    logConfiguration = {
      logDriver = "awslogs"
      options = {
        awslogs-group         = aws_cloudwatch_log_group.paused.name
        awslogs-region        = "us-east-1"
        awslogs-stream-prefix = "ecs"
      }
    }
    mountPoints    = []
    name           = "paused"
    portMappings   = []
    systemControls = []
    volumesFrom    = []
  }
}

resource "aws_ecs_service" "paused" {
  availability_zone_rebalancing      = "DISABLED"
  cluster                            = aws_ecs_cluster.main.arn
  deployment_maximum_percent         = 100
  deployment_minimum_healthy_percent = 0
  desired_count                      = 0
  enable_ecs_managed_tags            = true
  launch_type                        = "FARGATE"
  name                               = "paused"
  platform_version                   = "1.4.0"
  propagate_tags                     = "SERVICE"
  task_definition                    = aws_ecs_task_definition.paused.arn
  tags = {
    "nanokit:service" = "paused"
  }

  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }

  network_configuration {
    assign_public_ip = true
    security_groups = [
      aws_security_group.paused_task.id,
      aws_security_group.default_network.id,
    ]
    subnets = [
      aws_subnet.public_first.id,
      aws_subnet.public_second.id,
    ]
  }

  depends_on = [
    aws_vpc_security_group_egress_rule.paused_internet,
    aws_route.public_internet,
    aws_route_table_association.public_first,
    aws_route_table_association.public_second,
    aws_iam_role_policy.execution,
  ]
}

resource "aws_ecs_task_definition" "paused" {
  container_definitions    = jsonencode([local.paused_container])
  cpu                      = "256"
  execution_role_arn       = aws_iam_role.execution.arn
  family                   = "nk-shop-stage-paused"
  memory                   = "512"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  skip_destroy             = true
  task_role_arn            = aws_iam_role.paused_task.arn
  tags = {
    "nanokit:service" = "paused"
  }

  runtime_platform {
    cpu_architecture        = "X86_64"
    operating_system_family = "LINUX"
  }
}

resource "aws_cloudwatch_log_group" "paused" {
  name              = "/nanokit/shop/stage/paused"
  retention_in_days = 30
  tags = {
    "nanokit:service" = "paused"
  }
}

resource "aws_iam_role" "paused_task" {
  assume_role_policy = jsonencode(local.task_trust)
  name               = "nk-shop-stage-paused-task"
  tags = {
    "nanokit:service" = "paused"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_security_group" "paused_task" {
  description = "Tasks of service paused"
  name        = "nk-shop-stage-paused"
  vpc_id      = aws_vpc.main.id
  tags = {
    Name              = "nk-shop-stage-paused"
    "nanokit:service" = "paused"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_egress_rule" "paused_internet" {
  cidr_ipv4         = "0.0.0.0/0"
  description       = "Out to everywhere"
  ip_protocol       = "-1"
  security_group_id = aws_security_group.paused_task.id
  tags = {
    Name              = "Out to everywhere"
    "nanokit:service" = "paused"
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
          "${aws_ecs_task_definition._app.arn_without_revision}:*",
          "${aws_ecs_task_definition._app-job.arn_without_revision}:*",
          "${aws_ecs_task_definition._letters.arn_without_revision}:*",
          "${aws_ecs_task_definition._ping.arn_without_revision}:*",
          "${aws_ecs_task_definition._report.arn_without_revision}:*",
          "${aws_ecs_task_definition._resting.arn_without_revision}:*",
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
          aws_iam_role.app_task.arn,
          aws_iam_role.app_execution.arn,
          aws_iam_role.app-job_task.arn,
          aws_iam_role.execution.arn,
          aws_iam_role._ping.arn,
          aws_iam_role._report.arn,
          aws_iam_role.paused_task.arn,
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

# Job app
# -------

locals {
  _app_container = {
    entryPoint = ["./tick"]
    environment = [
      { name = "LOG_LEVEL", value = "info" },
      { name = "NANOKIT_ENV", value = "stage" },
      { name = "NANOKIT_PROJECT", value = "shop" },
      { name = "NANOKIT_SERVICE", value = "app" },
      { name = "SIZE", value = "large" },
    ]
    essential = true
    image     = "nginx:1.27"
    logConfiguration = {
      logDriver = "awslogs"
      options = {
        awslogs-group         = aws_cloudwatch_log_group.app.name
        awslogs-region        = "us-east-1"
        awslogs-stream-prefix = "ecs"
      }
    }
    mountPoints = [
      { containerPath = "/cache", readOnly = true, sourceVolume = "cache" },
      { containerPath = "/srv/uploads", readOnly = false, sourceVolume = "uploads" },
    ]
    name           = "app"
    portMappings   = []
    secrets        = [{ name = "API_TOKEN", valueFrom = "/shop/api-token" }]
    systemControls = []
    user           = "1000:1000"
    volumesFrom    = []
  }
}

resource "aws_scheduler_schedule" "app" {
  group_name                   = aws_scheduler_schedule_group.main.name
  name                         = "app"
  schedule_expression          = "cron(0/15 8-18 ? * MON-FRI *)"
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
      task_definition_arn     = aws_ecs_task_definition._app.arn

      network_configuration {
        assign_public_ip = true
        security_groups = [
          aws_security_group.app_task.id,
          aws_security_group.default_network.id,
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
    aws_vpc_security_group_egress_rule.app_internet,
    aws_vpc_security_group_ingress_rule.nfs,
    aws_vpc_security_group_egress_rule.nfs,
    aws_vpc_security_group_ingress_rule.app_port,
    aws_route.public_internet,
    aws_route_table_association.public_first,
    aws_route_table_association.public_second,
    aws_iam_role_policy.app_execution,
    aws_iam_role_policy.app_task,
    aws_efs_mount_target.first,
    aws_efs_mount_target.second,
    aws_efs_file_system_policy.main,
    aws_iam_role_policy.scheduler,
  ]
}

resource "aws_ecs_task_definition" "_app" {
  container_definitions    = jsonencode([local._app_container])
  cpu                      = "512"
  execution_role_arn       = aws_iam_role.app_execution.arn
  family                   = "nk-shop-stage-_app"
  memory                   = "1024"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  skip_destroy             = true
  task_role_arn            = aws_iam_role.app_task.arn
  tags = {
    "nanokit:job"     = "app"
    "nanokit:service" = "app"
  }

  runtime_platform {
    cpu_architecture        = "X86_64"
    operating_system_family = "LINUX"
  }

  volume {
    name = "cache"

    efs_volume_configuration {
      file_system_id     = aws_efs_file_system.main.id
      transit_encryption = "ENABLED"

      authorization_config {
        access_point_id = aws_efs_access_point.cache.id
        iam             = "ENABLED"
      }
    }
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

# Job app-job
# -----------

locals {
  _app-job_container = {
    command = ["./clean /srv/uploads | tee -a /srv/uploads/log"]
    entryPoint = [
      "/bin/sh",
      "-c",
    ]
    environment = [
      { name = "LOG_LEVEL", value = "debug" },
      { name = "NANOKIT_ENV", value = "stage" },
      { name = "NANOKIT_PROJECT", value = "shop" },
      { name = "NANOKIT_SERVICE", value = "app" },
      { name = "SIZE", value = "large" },
    ]
    essential = true
    image     = "nginx:1.27"
    logConfiguration = {
      logDriver = "awslogs"
      options = {
        awslogs-group         = aws_cloudwatch_log_group.app.name
        awslogs-region        = "us-east-1"
        awslogs-stream-prefix = "ecs"
      }
    }
    mountPoints = [
      { containerPath = "/cache", readOnly = true, sourceVolume = "cache" },
      { containerPath = "/srv/uploads", readOnly = false, sourceVolume = "uploads" },
    ]
    name           = "app-job"
    portMappings   = []
    secrets        = [{ name = "API_TOKEN", valueFrom = "/shop/api-token" }]
    systemControls = []
    user           = "1000:1000"
    volumesFrom    = []
  }
}

resource "aws_scheduler_schedule" "app-job" {
  group_name                   = aws_scheduler_schedule_group.main.name
  name                         = "app-job"
  schedule_expression          = "cron(30 3 * * ? *)"
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
      task_definition_arn     = aws_ecs_task_definition._app-job.arn

      network_configuration {
        assign_public_ip = true
        security_groups = [
          aws_security_group.app_task.id,
          aws_security_group.default_network.id,
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
    aws_vpc_security_group_egress_rule.app_internet,
    aws_vpc_security_group_ingress_rule.nfs,
    aws_vpc_security_group_egress_rule.nfs,
    aws_vpc_security_group_ingress_rule.app_port,
    aws_route.public_internet,
    aws_route_table_association.public_first,
    aws_route_table_association.public_second,
    aws_iam_role_policy.app_execution,
    aws_iam_role_policy.app_task,
    aws_efs_mount_target.first,
    aws_efs_mount_target.second,
    aws_efs_file_system_policy.main,
    aws_iam_role_policy.scheduler,
  ]
}

resource "aws_ecs_task_definition" "_app-job" {
  container_definitions    = jsonencode([local._app-job_container])
  cpu                      = "512"
  execution_role_arn       = aws_iam_role.app_execution.arn
  family                   = "nk-shop-stage-_app-job"
  memory                   = "1024"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  skip_destroy             = true
  task_role_arn            = aws_iam_role.app_task.arn
  tags = {
    "nanokit:job"     = "app-job"
    "nanokit:service" = "app"
  }

  runtime_platform {
    cpu_architecture        = "X86_64"
    operating_system_family = "LINUX"
  }

  volume {
    name = "cache"

    efs_volume_configuration {
      file_system_id     = aws_efs_file_system.main.id
      transit_encryption = "ENABLED"

      authorization_config {
        access_point_id = aws_efs_access_point.cache.id
        iam             = "ENABLED"
      }
    }
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

# Job letters
# -----------

locals {
  _letters_container = {
    command = [
      "--to",
      "all of them",
    ]
    entryPoint = ["./letters"]
    environment = [
      { name = "NANOKIT_ENV", value = "stage" },
      { name = "NANOKIT_PROJECT", value = "shop" },
      { name = "NANOKIT_SERVICE", value = "app-job" },
    ]
    essential = true
    image     = "nginx:1.27"
    logConfiguration = {
      logDriver = "awslogs"
      options = {
        awslogs-group         = aws_cloudwatch_log_group.app-job.name
        awslogs-region        = "us-east-1"
        awslogs-stream-prefix = "ecs"
      }
    }
    mountPoints    = []
    name           = "letters"
    portMappings   = []
    systemControls = []
    volumesFrom    = []
  }
}

resource "aws_scheduler_schedule" "letters" {
  group_name                   = aws_scheduler_schedule_group.main.name
  name                         = "letters"
  schedule_expression          = "cron(0 6 1,15 * ? *)"
  schedule_expression_timezone = "Europe/Berlin"
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
      task_definition_arn     = aws_ecs_task_definition._letters.arn

      network_configuration {
        assign_public_ip = true
        security_groups = [
          aws_security_group.app-job_task.id,
          aws_security_group.default_network.id,
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
    aws_vpc_security_group_egress_rule.app-job_internet,
    aws_route.public_internet,
    aws_route_table_association.public_first,
    aws_route_table_association.public_second,
    aws_iam_role_policy.execution,
    aws_iam_role_policy.scheduler,
  ]
}

resource "aws_scheduler_schedule" "_letters_weekdays" {
  group_name                   = aws_scheduler_schedule_group.main.name
  name                         = "letters.weekdays"
  schedule_expression          = "cron(0 6 ? * MON *)"
  schedule_expression_timezone = "Europe/Berlin"
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
      task_definition_arn     = aws_ecs_task_definition._letters.arn

      network_configuration {
        assign_public_ip = true
        security_groups = [
          aws_security_group.app-job_task.id,
          aws_security_group.default_network.id,
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
    aws_vpc_security_group_egress_rule.app-job_internet,
    aws_route.public_internet,
    aws_route_table_association.public_first,
    aws_route_table_association.public_second,
    aws_iam_role_policy.execution,
    aws_iam_role_policy.scheduler,
  ]
}

resource "aws_ecs_task_definition" "_letters" {
  container_definitions    = jsonencode([local._letters_container])
  cpu                      = "256"
  execution_role_arn       = aws_iam_role.execution.arn
  family                   = "nk-shop-stage-_letters"
  memory                   = "512"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  skip_destroy             = true
  task_role_arn            = aws_iam_role.app-job_task.arn
  tags = {
    "nanokit:job"     = "letters"
    "nanokit:service" = "app-job"
  }

  runtime_platform {
    cpu_architecture        = "X86_64"
    operating_system_family = "LINUX"
  }
}

# Job ping
# --------

locals {
  _ping_container = {
    command = [
      "-sS",
      "https://example.com",
    ]
    environment = [
      { name = "NANOKIT_ENV", value = "stage" },
      { name = "NANOKIT_PROJECT", value = "shop" },
    ]
    essential = true
    image     = "curlimages/curl:8.9.1"
    logConfiguration = {
      logDriver = "awslogs"
      options = {
        awslogs-group         = aws_cloudwatch_log_group._ping.name
        awslogs-region        = "us-east-1"
        awslogs-stream-prefix = "ecs"
      }
    }
    mountPoints    = []
    name           = "ping"
    portMappings   = []
    systemControls = []
    volumesFrom    = []
  }
}

resource "aws_scheduler_schedule" "ping" {
  group_name                   = aws_scheduler_schedule_group.main.name
  name                         = "ping"
  schedule_expression          = "rate(90 minutes)"
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
      task_definition_arn     = aws_ecs_task_definition._ping.arn

      network_configuration {
        assign_public_ip = true
        security_groups = [
          aws_security_group._ping.id,
          aws_security_group.default_network.id,
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
    aws_vpc_security_group_egress_rule._ping_internet,
    aws_route.public_internet,
    aws_route_table_association.public_first,
    aws_route_table_association.public_second,
    aws_iam_role_policy.execution,
    aws_iam_role_policy.scheduler,
  ]
}

resource "aws_ecs_task_definition" "_ping" {
  container_definitions    = jsonencode([local._ping_container])
  cpu                      = "256"
  execution_role_arn       = aws_iam_role.execution.arn
  family                   = "nk-shop-stage-_ping"
  memory                   = "512"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  skip_destroy             = true
  task_role_arn            = aws_iam_role._ping.arn
  tags = {
    "nanokit:job" = "ping"
  }

  runtime_platform {
    cpu_architecture        = "X86_64"
    operating_system_family = "LINUX"
  }
}

resource "aws_cloudwatch_log_group" "_ping" {
  name              = "/nanokit/shop/stage/_ping"
  retention_in_days = 30
  tags = {
    "nanokit:job" = "ping"
  }
}

resource "aws_iam_role" "_ping" {
  assume_role_policy = jsonencode(local.task_trust)
  name               = "nk-shop-stage-_ping"
  tags = {
    "nanokit:job" = "ping"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_security_group" "_ping" {
  description = "Tasks of job ping"
  name        = "nk-shop-stage-_ping"
  vpc_id      = aws_vpc.main.id
  tags = {
    Name          = "nk-shop-stage-_ping"
    "nanokit:job" = "ping"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_egress_rule" "_ping_internet" {
  cidr_ipv4         = "0.0.0.0/0"
  description       = "Out to everywhere"
  ip_protocol       = "-1"
  security_group_id = aws_security_group._ping.id
  tags = {
    Name          = "Out to everywhere"
    "nanokit:job" = "ping"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# Job report
# ----------

locals {
  _report_container = {
    command = ["set -e\n./collect\n./send"]
    entryPoint = [
      "/bin/sh",
      "-c",
    ]
    environment = [
      { name = "NANOKIT_ENV", value = "stage" },
      { name = "NANOKIT_PROJECT", value = "shop" },
    ]
    essential = true
    image     = "123456789012.dkr.ecr.us-east-1.amazonaws.com/shop/report:4"
    logConfiguration = {
      logDriver = "awslogs"
      options = {
        awslogs-group         = aws_cloudwatch_log_group._report.name
        awslogs-region        = "us-east-1"
        awslogs-stream-prefix = "ecs"
      }
    }
    mountPoints    = []
    name           = "report"
    portMappings   = []
    systemControls = []
    volumesFrom    = []
  }
}

resource "aws_scheduler_schedule" "report" {
  group_name                   = aws_scheduler_schedule_group.main.name
  name                         = "report"
  schedule_expression          = "cron(0 0 1 * ? *)"
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
          aws_security_group.default_network.id,
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
    aws_route.public_internet,
    aws_route_table_association.public_first,
    aws_route_table_association.public_second,
    aws_iam_role_policy.execution,
    aws_iam_role_policy.scheduler,
  ]
}

resource "aws_ecs_task_definition" "_report" {
  container_definitions    = jsonencode([local._report_container])
  cpu                      = "256"
  execution_role_arn       = aws_iam_role.execution.arn
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

# Job resting
# -----------

locals {
  _resting_container = {
    entryPoint = ["true"]
    environment = [
      { name = "NANOKIT_ENV", value = "stage" },
      { name = "NANOKIT_PROJECT", value = "shop" },
      { name = "NANOKIT_SERVICE", value = "paused" },
    ]
    essential = true
    image     = "nginx:1.27"
    logConfiguration = {
      logDriver = "awslogs"
      options = {
        awslogs-group         = aws_cloudwatch_log_group.paused.name
        awslogs-region        = "us-east-1"
        awslogs-stream-prefix = "ecs"
      }
    }
    mountPoints    = []
    name           = "resting"
    portMappings   = []
    systemControls = []
    volumesFrom    = []
  }
}

resource "aws_scheduler_schedule" "resting" {
  group_name                   = aws_scheduler_schedule_group.main.name
  name                         = "resting"
  schedule_expression          = "cron(0 * * * ? *)"
  schedule_expression_timezone = "UTC"
  state                        = "DISABLED"

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
      task_definition_arn     = aws_ecs_task_definition._resting.arn

      network_configuration {
        assign_public_ip = true
        security_groups = [
          aws_security_group.paused_task.id,
          aws_security_group.default_network.id,
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
    aws_vpc_security_group_egress_rule.paused_internet,
    aws_route.public_internet,
    aws_route_table_association.public_first,
    aws_route_table_association.public_second,
    aws_iam_role_policy.execution,
    aws_iam_role_policy.scheduler,
  ]
}

resource "aws_ecs_task_definition" "_resting" {
  container_definitions    = jsonencode([local._resting_container])
  cpu                      = "256"
  execution_role_arn       = aws_iam_role.execution.arn
  family                   = "nk-shop-stage-_resting"
  memory                   = "512"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  skip_destroy             = true
  task_role_arn            = aws_iam_role.paused_task.arn
  tags = {
    "nanokit:job"     = "resting"
    "nanokit:service" = "paused"
  }

  runtime_platform {
    cpu_architecture        = "X86_64"
    operating_system_family = "LINUX"
  }
}

# Outputs
# -------

output "access_point_ids" {
  description = "Ids of the EFS access points, by volume"
  value = {
    cache   = aws_efs_access_point.cache.id
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
    app     = aws_cloudwatch_log_group.app.name
    app-job = aws_cloudwatch_log_group.app-job.name
    paused  = aws_cloudwatch_log_group.paused.name
  }
}

output "security_group_ids" {
  description = "Ids of the security groups of the tasks, by service"
  value = {
    app     = aws_security_group.app_task.id
    app-job = aws_security_group.app-job_task.id
    paused  = aws_security_group.paused_task.id
  }
}

output "service_names" {
  description = "Names of the ECS services, by service"
  value = {
    app     = aws_ecs_service.app.name
    app-job = aws_ecs_service.app-job.name
    paused  = aws_ecs_service.paused.name
  }
}

output "task_role_names" {
  description = "Names of the IAM roles of the containers, by service; attach policies of your own to them"
  value = {
    app     = aws_iam_role.app_task.name
    app-job = aws_iam_role.app-job_task.name
    paused  = aws_iam_role.paused_task.name
  }
}

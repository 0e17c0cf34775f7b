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
  region = "eu-west-1"

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
  throughput_mode  = "elastic"
  tags = {
    Name = "nk-efs-shop-stage"
  }

  lifecycle_policy {
    transition_to_ia = "AFTER_30_DAYS"
  }

  lifecycle_policy {
    transition_to_archive = "AFTER_90_DAYS"
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
        Resource = ["arn:${data.aws_partition.current.partition}:logs:eu-west-1:${data.aws_caller_identity.current.account_id}:log-group:/nanokit/shop/stage/*:*"]
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
            "aws:SourceArn" = ["arn:${data.aws_partition.current.partition}:ecs:eu-west-1:${data.aws_caller_identity.current.account_id}:*"]
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
    image     = "ghcr.io/example/web:1.4.0"
    logConfiguration = {
      logDriver = "awslogs"
      options = {
        awslogs-group         = aws_cloudwatch_log_group.web.name
        awslogs-region        = "eu-west-1"
        awslogs-stream-prefix = "ecs"
      }
    }
    mountPoints = [
      { containerPath = "/srv/cache", readOnly = false, sourceVolume = "cache" },
      { containerPath = "/srv/uploads", readOnly = false, sourceVolume = "uploads" },
    ]
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
            "elasticfilesystem:AccessPointArn" = [
              aws_efs_access_point.cache.arn,
              aws_efs_access_point.uploads.arn,
            ]
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
      aws_security_group.file_system_clients.id,
    ]
    subnets = [
      aws_subnet.public_first.id,
      aws_subnet.public_second.id,
    ]
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
    web = aws_cloudwatch_log_group.web.name
  }
}

output "security_group_ids" {
  description = "Ids of the security groups of the tasks, by service"
  value = {
    web = aws_security_group.web_task.id
  }
}

output "service_names" {
  description = "Names of the ECS services, by service"
  value = {
    web = aws_ecs_service.web.name
  }
}

output "task_role_names" {
  description = "Names of the IAM roles of the containers, by service; attach policies of your own to them"
  value = {
    web = aws_iam_role.web_task.name
  }
}

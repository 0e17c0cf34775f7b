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
      "nanokit:environment" = "production"
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
    Name = "nk-shop-production"
  }
}

resource "aws_default_security_group" "main" {
  vpc_id = aws_vpc.main.id
  tags = {
    Name = "nk-shop-production"
  }
}

resource "aws_internet_gateway" "main" {
  vpc_id = aws_vpc.main.id
  tags = {
    Name = "nk-shop-production"
  }

  lifecycle {
    create_before_destroy = true
    replace_triggered_by  = [aws_vpc.main.id]
  }
}

resource "aws_route_table" "public" {
  vpc_id = aws_vpc.main.id
  tags = {
    Name = "nk-shop-production"
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
    Name = "nk-shop-production-public-first"
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
    Name = "nk-shop-production-public-second"
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
  creation_token   = "nk-efs-shop-production"
  encrypted        = true
  performance_mode = "generalPurpose"
  throughput_mode  = "bursting"
  tags = {
    Name = "nk-efs-shop-production"
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
  name        = "nk-efs-shop-production"
  vpc_id      = aws_vpc.main.id
  tags = {
    Name = "nk-efs-shop-production"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_efs_access_point" "records" {
  file_system_id = aws_efs_file_system.main.id
  tags = {
    Name             = "records"
    "nanokit:volume" = "records"
  }

  root_directory {
    path = "/records"

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

resource "aws_efs_access_point" "_lock_records" {
  file_system_id = aws_efs_file_system.main.id
  tags = {
    Name             = "records lock"
    "nanokit:volume" = "records"
  }

  posix_user {
    gid = 65534
    uid = 65534
  }

  root_directory {
    path = "/nanokit-locks/records"

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
  name        = "nk-shop-production.file-system-clients"
  vpc_id      = aws_vpc.main.id
  tags = {
    Name = "nk-shop-production.file-system-clients"
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
        Resource = ["arn:${data.aws_partition.current.partition}:logs:eu-west-1:${data.aws_caller_identity.current.account_id}:log-group:/nanokit/shop/production/*:*"]
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
  name = "nk-shop-production"
}

resource "aws_iam_role" "execution" {
  assume_role_policy = jsonencode(local.execution_trust)
  name               = "nk-shop-production-execution"

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
  name        = "nk-shop-production/default"
  vpc_id      = aws_vpc.main.id
  tags = {
    Name = "nk-shop-production/default"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_service_discovery_http_namespace" "main" {
  name = "nk-shop-production"

  lifecycle {
    create_before_destroy = true
  }
}

# Load balancer
# -------------

resource "aws_lb" "main" {
  drop_invalid_header_fields = true
  enable_deletion_protection = false
  internal                   = false
  load_balancer_type         = "application"
  name                       = "nk-shop-production"
  security_groups            = [aws_security_group.load_balancer.id]
  subnets = [
    aws_subnet.public_first.id,
    aws_subnet.public_second.id,
  ]

  depends_on = [
    aws_route.public_internet,
    aws_route_table_association.public_first,
    aws_route_table_association.public_second,
  ]
}

resource "aws_lb_listener" "http" {
  load_balancer_arn = aws_lb.main.arn
  port              = 80
  protocol          = "HTTP"

  default_action {
    type = "fixed-response"

    fixed_response {
      content_type = "text/plain"
      message_body = "No service is published under this name."
      status_code  = "404"
    }
  }
}

resource "aws_lb_listener_rule" "hosts" {
  for_each = {
    "shop.example.com" = {
      priority = 25533
      tags = {
        "nanokit:service" = "web"
      }
      target_group_arn = aws_lb_target_group.web.arn
    }
  }

  listener_arn = aws_lb_listener.http.arn
  priority     = each.value.priority
  tags         = each.value.tags

  action {
    target_group_arn = each.value.target_group_arn
    type             = "forward"
  }

  condition {
    host_header {
      values = [each.key]
    }
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_security_group" "load_balancer" {
  description = "Load balancer"
  name        = "nk-shop-production.load-balancer"
  vpc_id      = aws_vpc.main.id
  tags = {
    Name = "nk-shop-production.load-balancer"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_ingress_rule" "load_balancer_http" {
  cidr_ipv4         = "0.0.0.0/0"
  description       = "In from everywhere on 80"
  from_port         = 80
  ip_protocol       = "tcp"
  security_group_id = aws_security_group.load_balancer.id
  to_port           = 80
  tags = {
    Name = "In from everywhere on 80"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_egress_rule" "load_balancer_tasks" {
  cidr_ipv4         = aws_vpc.main.cidr_block
  description       = "Out to the tasks"
  from_port         = 0
  ip_protocol       = "tcp"
  security_group_id = aws_security_group.load_balancer.id
  to_port           = 65535
  tags = {
    Name = "Out to the tasks"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# Service database
# ----------------

locals {
  database_container = {
    dependsOn = [{ condition = "SUCCESS", containerName = "database-files" }]
    entryPoint = [
      "/bin/sh",
      "-c",
      "command -v flock > /dev/null || { echo \"nanokit-tf: this image has no flock, without which its volume cannot be locked\" >&2; exit 127; }\nexec 9>> \"$0\" || exit 1\ntrap 'exit 143' TERM\ntrap 'exit 130' INT\nwaited=0\nuntil flock -n 9; do\n  [ \"$waited\" -gt 0 ] || echo \"nanokit-tf: another task still has the files of this volume open; waiting until it has stopped\" >&2\n  [ \"$waited\" -lt 600 ] || { echo \"nanokit-tf: it did not stop within 600 seconds\" >&2; exit 75; }\n  waited=$((waited + 1))\n  sleep 1\ndone\ntrap - TERM INT\nexec \"$@\"",
      "/nk-lock/lock",
      "docker-entrypoint.sh",
      "postgres",
    ]
    environment = [
      { name = "NANOKIT_ENV", value = "production" },
      { name = "NANOKIT_PROJECT", value = "shop" },
      { name = "NANOKIT_SERVICE", value = "database" },
      { name = "NANOKIT_URL_WEB", value = "http://shop.example.com" },
    ]
    essential = true
    image     = "postgres:16"
    logConfiguration = {
      logDriver = "awslogs"
      options = {
        awslogs-group         = aws_cloudwatch_log_group.database.name
        awslogs-region        = "eu-west-1"
        awslogs-stream-prefix = "ecs"
      }
    }
    mountPoints = [
      {
        containerPath = "/docker-entrypoint-initdb.d"
        readOnly      = false
        sourceVolume  = "0-files-docker-entrypoint-initdb-d"
      },
      { containerPath = "/nk-lock", readOnly = false, sourceVolume = "0-lock" },
      { containerPath = "/var/lib/postgresql/data", readOnly = false, sourceVolume = "records" },
    ]
    name         = "database"
    portMappings = [{ containerPort = 5432, hostPort = 5432, name = "database", protocol = "tcp" }]
    secrets = [
      {
        name      = "POSTGRES_PASSWORD"
        valueFrom = "/nanokit/shop/production/database/POSTGRES_PASSWORD"
      },
    ]
    systemControls = []
    volumesFrom    = []
  }

  database_task_policy = {
    Statement = [
      {
        Action = [
          "elasticfilesystem:ClientMount",
          "elasticfilesystem:ClientRootAccess",
          "elasticfilesystem:ClientWrite",
        ]
        Condition = {
          StringEquals = {
            "elasticfilesystem:AccessPointArn" = [aws_efs_access_point.records.arn]
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
            "elasticfilesystem:AccessPointArn" = [aws_efs_access_point._lock_records.arn]
          }
        }
        Effect   = "Allow"
        Resource = [aws_efs_file_system.main.arn]
      },
    ]
    Version = "2012-10-17"
  }

  database_execution_policy = {
    Statement = [
      {
        Action = [
          "logs:CreateLogStream",
          "logs:PutLogEvents",
        ]
        Effect   = "Allow"
        Resource = ["${aws_cloudwatch_log_group.database.arn}:*"]
      },
      {
        Action   = ["ssm:GetParameters"]
        Effect   = "Allow"
        Resource = ["arn:${data.aws_partition.current.partition}:ssm:eu-west-1:${data.aws_caller_identity.current.account_id}:parameter/nanokit/shop/production/database/POSTGRES_PASSWORD"]
      },
    ]
    Version = "2012-10-17"
  }

  database_files = {
    command = [
      "empty /docker-entrypoint-initdb.d",
      "file 0644 0:0 /docker-entrypoint-initdb.d/10-tables.sql",
      "|create table orders (id bigint primary key);",
      "file 0755 0:0 /docker-entrypoint-initdb.d/20-reports.sh",
      "|#!/bin/sh",
      "|set -e",
      "|psql -v ON_ERROR_STOP=1 -c \"create database reports\"",
    ]
    entryPoint = [
      "/bin/sh",
      "-ec",
      "umask 022\nfor word do\n  rest=$${word#?}\n  case \"$word\" in\n    '|'*) printf '%s\\n' \"$rest\" >&3 ;;\n    ':'*) printf '%s' \"$rest\" >&3 ;;\n    '='*) printf '%s\\n' \"$rest\" | base64 -d >&3 ;;\n    'copy '*) path=$${word#copy }; [ ! -d \"$path\" ] || cp -a \"$path/.\" \"$0$path/\" ;;\n    'empty '*) path=$0$${word#empty }; rm -rf \"$path\"/* \"$path\"/.[!.]* \"$path\"/..?*; mkdir -p \"$path\" ;;\n    *)\n      rest=$${word#* }; mode=$${rest%% *}; rest=$${rest#* }; owner=$${rest%% *}; path=\"$0$${rest#* }\"\n      mkdir -p \"$${path%/*}\"\n      rm -f \"$path\"\n      exec 3> \"$path\"\n      [ \"$owner\" = 0:0 ] || chown \"$owner\" \"$path\"\n      chmod \"$mode\" \"$path\" ;;\n  esac\ndone",
      "/nk-files",
    ]
    environment = []
    essential   = false
    image       = "postgres:16"
    logConfiguration = {
      logDriver = "awslogs"
      options = {
        awslogs-group         = aws_cloudwatch_log_group.database.name
        awslogs-region        = "eu-west-1"
        awslogs-stream-prefix = "files"
      }
    }
    mountPoints = [
      {
        containerPath = "/nk-files/docker-entrypoint-initdb.d"
        readOnly      = false
        sourceVolume  = "0-files-docker-entrypoint-initdb-d"
      },
    ]
    name           = "database-files"
    portMappings   = []
    systemControls = []
    user           = "0:0"
    volumesFrom    = []
  }
}

resource "aws_ecs_service" "database" {
  availability_zone_rebalancing      = "DISABLED"
  cluster                            = aws_ecs_cluster.main.arn
  deployment_maximum_percent         = 100
  deployment_minimum_healthy_percent = 0
  desired_count                      = 1
  enable_ecs_managed_tags            = true
  launch_type                        = "FARGATE"
  name                               = "database"
  platform_version                   = "1.4.0"
  propagate_tags                     = "SERVICE"
  task_definition                    = aws_ecs_task_definition.database.arn
  tags = {
    "nanokit:service" = "database"
  }

  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }

  network_configuration {
    assign_public_ip = true
    security_groups = [
      aws_security_group.database_task.id,
      aws_security_group.default_network.id,
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
        awslogs-group         = aws_cloudwatch_log_group.database.name
        awslogs-region        = "eu-west-1"
        awslogs-stream-prefix = "service-connect"
      }
    }

    service {
      discovery_name = "database"
      port_name      = "database"

      client_alias {
        dns_name = "database"
        port     = 5432
      }
    }
  }

  depends_on = [
    aws_vpc_security_group_egress_rule.database_internet,
    aws_vpc_security_group_ingress_rule.nfs,
    aws_vpc_security_group_egress_rule.nfs,
    aws_vpc_security_group_ingress_rule.database_port,
    aws_route.public_internet,
    aws_route_table_association.public_first,
    aws_route_table_association.public_second,
    aws_iam_role_policy.database_execution,
    aws_iam_role_policy.database_task,
    aws_efs_mount_target.first,
    aws_efs_mount_target.second,
    aws_efs_file_system_policy.main,
  ]
}

resource "aws_ecs_task_definition" "database" {
  container_definitions    = jsonencode([local.database_container, local.database_files])
  cpu                      = "512"
  execution_role_arn       = aws_iam_role.database_execution.arn
  family                   = "nk-shop-production-database"
  memory                   = "1024"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  skip_destroy             = true
  task_role_arn            = aws_iam_role.database_task.arn
  tags = {
    "nanokit:service" = "database"
  }

  runtime_platform {
    cpu_architecture        = "X86_64"
    operating_system_family = "LINUX"
  }

  volume {
    name = "records"

    efs_volume_configuration {
      file_system_id     = aws_efs_file_system.main.id
      transit_encryption = "ENABLED"

      authorization_config {
        access_point_id = aws_efs_access_point.records.id
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
        access_point_id = aws_efs_access_point._lock_records.id
        iam             = "ENABLED"
      }
    }
  }

  volume {
    name = "0-files-docker-entrypoint-initdb-d"
  }
}

resource "aws_cloudwatch_log_group" "database" {
  name              = "/nanokit/shop/production/database"
  retention_in_days = 30
  tags = {
    "nanokit:service" = "database"
  }
}

resource "aws_iam_role" "database_task" {
  assume_role_policy = jsonencode(local.task_trust)
  name               = "nk-shop-production-database-task"
  tags = {
    "nanokit:service" = "database"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_iam_role_policy" "database_task" {
  name   = "nanokit"
  policy = jsonencode(local.database_task_policy)
  role   = aws_iam_role.database_task.id

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_iam_role" "database_execution" {
  assume_role_policy = jsonencode(local.execution_trust)
  name               = "nk-shop-production-database.execution"
  tags = {
    "nanokit:service" = "database"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_iam_role_policy" "database_execution" {
  name   = "nanokit"
  policy = jsonencode(local.database_execution_policy)
  role   = aws_iam_role.database_execution.id

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_security_group" "database_task" {
  description = "Tasks of service database"
  name        = "nk-shop-production-database"
  vpc_id      = aws_vpc.main.id
  tags = {
    Name              = "nk-shop-production-database"
    "nanokit:service" = "database"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_egress_rule" "database_internet" {
  cidr_ipv4         = "0.0.0.0/0"
  description       = "Out to everywhere"
  ip_protocol       = "-1"
  security_group_id = aws_security_group.database_task.id
  tags = {
    Name              = "Out to everywhere"
    "nanokit:service" = "database"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_ingress_rule" "database_port" {
  for_each = {
    default = aws_security_group.default_network.id
  }

  description                  = "In from ${each.key}"
  from_port                    = 5432
  ip_protocol                  = "tcp"
  referenced_security_group_id = each.value
  security_group_id            = aws_security_group.database_task.id
  to_port                      = 5432
  tags = {
    Name              = "In from ${each.key}"
    "nanokit:service" = "database"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# Service web
# -----------

locals {
  web_container = {
    dependsOn = [{ condition = "SUCCESS", containerName = "web-files" }]
    environment = [
      { name = "NANOKIT_ENV", value = "production" },
      { name = "NANOKIT_PROJECT", value = "shop" },
      { name = "NANOKIT_SERVICE", value = "web" },
      { name = "NANOKIT_URL_DATABASE", value = "postgresql://database:5432" },
    ]
    essential = true
    image     = "nginx:1.29"
    logConfiguration = {
      logDriver = "awslogs"
      options = {
        awslogs-group         = aws_cloudwatch_log_group.web.name
        awslogs-region        = "eu-west-1"
        awslogs-stream-prefix = "ecs"
      }
    }
    mountPoints = [
      { containerPath = "/etc/nginx", readOnly = false, sourceVolume = "0-files-etc-nginx" },
      {
        containerPath = "/usr/share/nginx/html"
        readOnly      = false
        sourceVolume  = "0-files-usr-share-nginx-html"
      },
    ]
    name           = "web"
    portMappings   = [{ containerPort = 80, hostPort = 80, name = "web", protocol = "tcp" }]
    systemControls = []
    volumesFrom    = []
  }

  web_files = {
    command = [
      "copy /etc/nginx",
      "empty /usr/share/nginx/html",
      "file 0644 0:0 /etc/nginx/conf.d/site.conf",
      "|server {",
      "|  listen 80;",
      "|  location /api { proxy_set_header Host $host; add_header X-Note \"100% $${sent}\"; }",
      "|}",
      "file 0640 root:101 /etc/nginx/nginx.conf",
      "|worker_processes auto;",
      "|events { worker_connections 1024; }",
      "|http { include /etc/nginx/conf.d/*.conf; log_format short \"$remote_addr\"; }",
      "file 0644 0:0 /usr/share/nginx/html/favicon.png",
      "=iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
      "file 0644 0:0 /usr/share/nginx/html/index.html",
      "|\ufeff<!doctype html>\r",
      "|<p>Übersicht</p>\r",
      "file 0644 0:0 /usr/share/nginx/html/notes/plain.txt",
      ":body { margin: 0 }",
    ]
    entryPoint = [
      "/bin/sh",
      "-ec",
      "umask 022\nfor word do\n  rest=$${word#?}\n  case \"$word\" in\n    '|'*) printf '%s\\n' \"$rest\" >&3 ;;\n    ':'*) printf '%s' \"$rest\" >&3 ;;\n    '='*) printf '%s\\n' \"$rest\" | base64 -d >&3 ;;\n    'copy '*) path=$${word#copy }; [ ! -d \"$path\" ] || cp -a \"$path/.\" \"$0$path/\" ;;\n    'empty '*) path=$0$${word#empty }; rm -rf \"$path\"/* \"$path\"/.[!.]* \"$path\"/..?*; mkdir -p \"$path\" ;;\n    *)\n      rest=$${word#* }; mode=$${rest%% *}; rest=$${rest#* }; owner=$${rest%% *}; path=\"$0$${rest#* }\"\n      mkdir -p \"$${path%/*}\"\n      rm -f \"$path\"\n      exec 3> \"$path\"\n      [ \"$owner\" = 0:0 ] || chown \"$owner\" \"$path\"\n      chmod \"$mode\" \"$path\" ;;\n  esac\ndone",
      "/nk-files",
    ]
    environment = []
    essential   = false
    image       = "nginx:1.29"
    logConfiguration = {
      logDriver = "awslogs"
      options = {
        awslogs-group         = aws_cloudwatch_log_group.web.name
        awslogs-region        = "eu-west-1"
        awslogs-stream-prefix = "files"
      }
    }
    mountPoints = [
      { containerPath = "/nk-files/etc/nginx", readOnly = false, sourceVolume = "0-files-etc-nginx" },
      {
        containerPath = "/nk-files/usr/share/nginx/html"
        readOnly      = false
        sourceVolume  = "0-files-usr-share-nginx-html"
      },
    ]
    name           = "web-files"
    portMappings   = []
    systemControls = []
    user           = "0:0"
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
  health_check_grace_period_seconds  = 300
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

  load_balancer {
    container_name   = "web"
    container_port   = 80
    target_group_arn = aws_lb_target_group.web.arn
  }

  network_configuration {
    assign_public_ip = true
    security_groups = [
      aws_security_group.web_task.id,
      aws_security_group.default_network.id,
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
        awslogs-region        = "eu-west-1"
        awslogs-stream-prefix = "service-connect"
      }
    }

    service {
      discovery_name = "web"
      port_name      = "web"

      client_alias {
        dns_name = "web"
        port     = 80
      }
    }
  }

  depends_on = [
    aws_vpc_security_group_egress_rule.web_internet,
    aws_vpc_security_group_ingress_rule.web_port,
    aws_route.public_internet,
    aws_route_table_association.public_first,
    aws_route_table_association.public_second,
    aws_iam_role_policy.execution,
    aws_lb_listener_rule.hosts,
    aws_vpc_security_group_ingress_rule.web_load_balancer,
    aws_vpc_security_group_egress_rule.load_balancer_tasks,
  ]
}

resource "aws_ecs_task_definition" "web" {
  container_definitions    = jsonencode([local.web_container, local.web_files])
  cpu                      = "512"
  execution_role_arn       = aws_iam_role.execution.arn
  family                   = "nk-shop-production-web"
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
    name = "0-files-etc-nginx"
  }

  volume {
    name = "0-files-usr-share-nginx-html"
  }
}

resource "aws_cloudwatch_log_group" "web" {
  name              = "/nanokit/shop/production/web"
  retention_in_days = 30
  tags = {
    "nanokit:service" = "web"
  }
}

resource "aws_iam_role" "web_task" {
  assume_role_policy = jsonencode(local.task_trust)
  name               = "nk-shop-production-web-task"
  tags = {
    "nanokit:service" = "web"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_security_group" "web_task" {
  description = "Tasks of service web"
  name        = "nk-shop-production-web"
  vpc_id      = aws_vpc.main.id
  tags = {
    Name              = "nk-shop-production-web"
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

resource "aws_vpc_security_group_ingress_rule" "web_port" {
  for_each = {
    default = aws_security_group.default_network.id
  }

  description                  = "In from ${each.key}"
  from_port                    = 80
  ip_protocol                  = "tcp"
  referenced_security_group_id = each.value
  security_group_id            = aws_security_group.web_task.id
  to_port                      = 80
  tags = {
    Name              = "In from ${each.key}"
    "nanokit:service" = "web"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_lb_target_group" "web" {
  deregistration_delay = "30"
  name                 = "nk-shop-production-web-cd52b842"
  port                 = 80
  protocol             = "HTTP"
  target_type          = "ip"
  vpc_id               = aws_vpc.main.id
  tags = {
    "nanokit:service" = "web"
  }

  health_check {
    healthy_threshold   = 2
    interval            = 15
    matcher             = "200-499"
    path                = "/"
    timeout             = 5
    unhealthy_threshold = 3
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_ingress_rule" "web_load_balancer" {
  description                  = "In from the load balancer"
  from_port                    = 80
  ip_protocol                  = "tcp"
  referenced_security_group_id = aws_security_group.load_balancer.id
  security_group_id            = aws_security_group.web_task.id
  to_port                      = 80
  tags = {
    Name              = "In from the load balancer"
    "nanokit:service" = "web"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# Service worker
# --------------

locals {
  worker_container = {
    dependsOn = [{ condition = "SUCCESS", containerName = "worker-prepare" }]
    environment = [
      { name = "NANOKIT_ENV", value = "production" },
      { name = "NANOKIT_PROJECT", value = "shop" },
      { name = "NANOKIT_SERVICE", value = "worker" },
      { name = "NANOKIT_URL_DATABASE", value = "postgresql://database:5432" },
      { name = "NANOKIT_URL_WEB", value = "http://shop.example.com" },
    ]
    essential = true
    image     = "acme/worker:1.4"
    logConfiguration = {
      logDriver = "awslogs"
      options = {
        awslogs-group         = aws_cloudwatch_log_group.worker.name
        awslogs-region        = "eu-west-1"
        awslogs-stream-prefix = "ecs"
      }
    }
    mountPoints    = [{ containerPath = "/opt/worker", readOnly = false, sourceVolume = "0-files-opt-worker" }]
    name           = "worker"
    portMappings   = []
    systemControls = []
    volumesFrom    = []
  }

  worker_preparation = {
    dependsOn = [{ condition = "SUCCESS", containerName = "worker-files" }]
    entryPoint = [
      "/bin/sh",
      "-ec",
      "bin/migrate",
    ]
    environment = [
      { name = "NANOKIT_ENV", value = "production" },
      { name = "NANOKIT_PROJECT", value = "shop" },
      { name = "NANOKIT_SERVICE", value = "worker" },
      { name = "NANOKIT_URL_DATABASE", value = "postgresql://database:5432" },
      { name = "NANOKIT_URL_WEB", value = "http://shop.example.com" },
    ]
    essential = false
    image     = "acme/worker:1.4"
    logConfiguration = {
      logDriver = "awslogs"
      options = {
        awslogs-group         = aws_cloudwatch_log_group.worker.name
        awslogs-region        = "eu-west-1"
        awslogs-stream-prefix = "prepare"
      }
    }
    mountPoints    = [{ containerPath = "/opt/worker", readOnly = false, sourceVolume = "0-files-opt-worker" }]
    name           = "worker-prepare"
    portMappings   = []
    systemControls = []
    volumesFrom    = []
  }

  worker_files = {
    command = [
      "copy /opt/worker",
      "empty /opt/worker/rules",
      "file 0644 0:0 /opt/worker/rules/base.txt",
      "|deny all",
      "file 0644 0:0 /opt/worker/rules/local.txt",
      ":no line end",
      "file 0644 0:0 /opt/worker/sample.ini",
      "|[mail]",
      "|user = nobody",
      "|password = sample",
      "file 0644 0:0 /opt/worker/settings.yml",
      "|queue: mail",
      "|price: \"$5\"",
    ]
    entryPoint = [
      "/bin/sh",
      "-ec",
      "umask 022\nfor word do\n  rest=$${word#?}\n  case \"$word\" in\n    '|'*) printf '%s\\n' \"$rest\" >&3 ;;\n    ':'*) printf '%s' \"$rest\" >&3 ;;\n    '='*) printf '%s\\n' \"$rest\" | base64 -d >&3 ;;\n    'copy '*) path=$${word#copy }; [ ! -d \"$path\" ] || cp -a \"$path/.\" \"$0$path/\" ;;\n    'empty '*) path=$0$${word#empty }; rm -rf \"$path\"/* \"$path\"/.[!.]* \"$path\"/..?*; mkdir -p \"$path\" ;;\n    *)\n      rest=$${word#* }; mode=$${rest%% *}; rest=$${rest#* }; owner=$${rest%% *}; path=\"$0$${rest#* }\"\n      mkdir -p \"$${path%/*}\"\n      rm -f \"$path\"\n      exec 3> \"$path\"\n      [ \"$owner\" = 0:0 ] || chown \"$owner\" \"$path\"\n      chmod \"$mode\" \"$path\" ;;\n  esac\ndone",
      "/nk-files",
    ]
    environment = []
    essential   = false
    image       = "acme/worker:1.4"
    logConfiguration = {
      logDriver = "awslogs"
      options = {
        awslogs-group         = aws_cloudwatch_log_group.worker.name
        awslogs-region        = "eu-west-1"
        awslogs-stream-prefix = "files"
      }
    }
    mountPoints = [
      {
        containerPath = "/nk-files/opt/worker"
        readOnly      = false
        sourceVolume  = "0-files-opt-worker"
      },
    ]
    name           = "worker-files"
    portMappings   = []
    systemControls = []
    user           = "0:0"
    volumesFrom    = []
  }
}

resource "aws_ecs_service" "worker" {
  availability_zone_rebalancing      = "DISABLED"
  cluster                            = aws_ecs_cluster.main.arn
  deployment_maximum_percent         = 100
  deployment_minimum_healthy_percent = 0
  desired_count                      = 2
  enable_ecs_managed_tags            = true
  launch_type                        = "FARGATE"
  name                               = "worker"
  platform_version                   = "1.4.0"
  propagate_tags                     = "SERVICE"
  task_definition                    = aws_ecs_task_definition.worker.arn
  tags = {
    "nanokit:service" = "worker"
  }

  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }

  network_configuration {
    assign_public_ip = true
    security_groups = [
      aws_security_group.worker_task.id,
      aws_security_group.default_network.id,
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
        awslogs-group         = aws_cloudwatch_log_group.worker.name
        awslogs-region        = "eu-west-1"
        awslogs-stream-prefix = "service-connect"
      }
    }
  }

  depends_on = [
    aws_vpc_security_group_egress_rule.worker_internet,
    aws_route.public_internet,
    aws_route_table_association.public_first,
    aws_route_table_association.public_second,
    aws_iam_role_policy.execution,
  ]
}

resource "aws_ecs_task_definition" "worker" {
  container_definitions    = jsonencode([local.worker_container, local.worker_preparation, local.worker_files])
  cpu                      = "512"
  execution_role_arn       = aws_iam_role.execution.arn
  family                   = "nk-shop-production-worker"
  memory                   = "1024"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  skip_destroy             = true
  task_role_arn            = aws_iam_role.worker_task.arn
  tags = {
    "nanokit:service" = "worker"
  }

  runtime_platform {
    cpu_architecture        = "X86_64"
    operating_system_family = "LINUX"
  }

  volume {
    name = "0-files-opt-worker"
  }
}

resource "aws_cloudwatch_log_group" "worker" {
  name              = "/nanokit/shop/production/worker"
  retention_in_days = 30
  tags = {
    "nanokit:service" = "worker"
  }
}

resource "aws_iam_role" "worker_task" {
  assume_role_policy = jsonencode(local.task_trust)
  name               = "nk-shop-production-worker-task"
  tags = {
    "nanokit:service" = "worker"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_security_group" "worker_task" {
  description = "Tasks of service worker"
  name        = "nk-shop-production-worker"
  vpc_id      = aws_vpc.main.id
  tags = {
    Name              = "nk-shop-production-worker"
    "nanokit:service" = "worker"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_egress_rule" "worker_internet" {
  cidr_ipv4         = "0.0.0.0/0"
  description       = "Out to everywhere"
  ip_protocol       = "-1"
  security_group_id = aws_security_group.worker_task.id
  tags = {
    Name              = "Out to everywhere"
    "nanokit:service" = "worker"
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
        Effect   = "Allow"
        Resource = ["${aws_ecs_task_definition._nightly.arn_without_revision}:*"]
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
          aws_iam_role.worker_task.arn,
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
  name = "nk-shop-production"
}

resource "aws_iam_role" "scheduler" {
  assume_role_policy = jsonencode(local.scheduler_trust)
  name               = "nk-shop-production-scheduler"

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
    dependsOn  = [{ condition = "SUCCESS", containerName = "worker-files" }]
    entryPoint = ["bin/report"]
    environment = [
      { name = "NANOKIT_ENV", value = "production" },
      { name = "NANOKIT_PROJECT", value = "shop" },
      { name = "NANOKIT_SERVICE", value = "worker" },
      { name = "NANOKIT_URL_DATABASE", value = "postgresql://database:5432" },
      { name = "NANOKIT_URL_WEB", value = "http://shop.example.com" },
    ]
    essential = true
    image     = "acme/worker:1.4"
    logConfiguration = {
      logDriver = "awslogs"
      options = {
        awslogs-group         = aws_cloudwatch_log_group.worker.name
        awslogs-region        = "eu-west-1"
        awslogs-stream-prefix = "ecs"
      }
    }
    mountPoints    = [{ containerPath = "/opt/worker", readOnly = false, sourceVolume = "0-files-opt-worker" }]
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
        assign_public_ip = true
        security_groups = [
          aws_security_group.worker_task.id,
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
    aws_vpc_security_group_egress_rule.worker_internet,
    aws_route.public_internet,
    aws_route_table_association.public_first,
    aws_route_table_association.public_second,
    aws_iam_role_policy.execution,
    aws_iam_role_policy.scheduler,
  ]
}

resource "aws_ecs_task_definition" "_nightly" {
  container_definitions    = jsonencode([local._nightly_container, local.worker_files])
  cpu                      = "512"
  execution_role_arn       = aws_iam_role.execution.arn
  family                   = "nk-shop-production-_nightly"
  memory                   = "1024"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  skip_destroy             = true
  task_role_arn            = aws_iam_role.worker_task.arn
  tags = {
    "nanokit:job"     = "nightly"
    "nanokit:service" = "worker"
  }

  runtime_platform {
    cpu_architecture        = "X86_64"
    operating_system_family = "LINUX"
  }

  volume {
    name = "0-files-opt-worker"
  }
}

# Outputs
# -------

output "access_point_ids" {
  description = "Ids of the EFS access points, by volume"
  value = {
    records = aws_efs_access_point.records.id
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

output "load_balancer_dns_name" {
  description = "DNS name of the load balancer; point hosts at it"
  value       = aws_lb.main.dns_name
}

output "load_balancer_zone_id" {
  description = "Id of the Route 53 zone of that name, for alias records"
  value       = aws_lb.main.zone_id
}

output "log_group_names" {
  description = "Names of the CloudWatch log groups, by service"
  value = {
    database = aws_cloudwatch_log_group.database.name
    web      = aws_cloudwatch_log_group.web.name
    worker   = aws_cloudwatch_log_group.worker.name
  }
}

output "security_group_ids" {
  description = "Ids of the security groups of the tasks, by service"
  value = {
    database = aws_security_group.database_task.id
    web      = aws_security_group.web_task.id
    worker   = aws_security_group.worker_task.id
  }
}

output "service_names" {
  description = "Names of the ECS services, by service"
  value = {
    database = aws_ecs_service.database.name
    web      = aws_ecs_service.web.name
    worker   = aws_ecs_service.worker.name
  }
}

output "task_role_names" {
  description = "Names of the IAM roles of the containers, by service; attach policies of your own to them"
  value = {
    database = aws_iam_role.database_task.name
    web      = aws_iam_role.web_task.name
    worker   = aws_iam_role.worker_task.name
  }
}

output "urls" {
  description = "URLs of the services that are published, by service"
  value = {
    web = "http://shop.example.com"
  }
}

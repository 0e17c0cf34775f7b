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

resource "aws_efs_access_point" "uploads" {
  file_system_id = aws_efs_file_system.main.id
  tags = {
    Name             = "uploads"
    "nanokit:volume" = "uploads"
  }

  posix_user {
    gid = 1001
    uid = 1000
  }

  root_directory {
    path = "/uploads"

    creation_info {
      owner_gid   = 1001
      owner_uid   = 1000
      permissions = "0755"
    }
  }

  lifecycle {
    create_before_destroy = true
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

# Secrets
# -------

data "aws_secretsmanager_secret" "main" {
  for_each = toset(["shop/ghcr-login", "shop/tls"])

  name = each.key
}

# Service db
# ----------

locals {
  db_container = {
    dependsOn = [{ condition = "SUCCESS", containerName = "db-files" }]
    entryPoint = [
      "/bin/sh",
      "-c",
      "command -v flock > /dev/null || { echo \"nanokit-tf: this image has no flock, without which its volume cannot be locked\" >&2; exit 127; }\nexec 9>> \"$0\" || exit 1\ntrap 'exit 143' TERM\ntrap 'exit 130' INT\nwaited=0\nuntil flock -n 9; do\n  [ \"$waited\" -gt 0 ] || echo \"nanokit-tf: another task still has the files of this volume open; waiting until it has stopped\" >&2\n  [ \"$waited\" -lt 600 ] || { echo \"nanokit-tf: it did not stop within 600 seconds\" >&2; exit 75; }\n  waited=$((waited + 1))\n  sleep 1\ndone\ntrap - TERM INT\nexec \"$@\"",
      "/nk-lock/lock",
      "docker-entrypoint.sh",
      "postgres",
    ]
    environment = [
      { name = "NANOKIT_ENV", value = "stage" },
      { name = "NANOKIT_PROJECT", value = "shop" },
      { name = "NANOKIT_SERVICE", value = "db" },
      { name = "POSTGRES_PASSWORD_FILE", value = "/run/secrets/db_password" },
    ]
    essential = true
    image     = "postgres:16"
    logConfiguration = {
      logDriver = "awslogs"
      options = {
        awslogs-group         = aws_cloudwatch_log_group.db.name
        awslogs-region        = "us-east-1"
        awslogs-stream-prefix = "ecs"
      }
    }
    mountPoints = [
      { containerPath = "/nk-lock", readOnly = false, sourceVolume = "0-lock" },
      { containerPath = "/run/secrets", readOnly = false, sourceVolume = "0-files-run-secrets" },
      { containerPath = "/var/lib/postgresql/data", readOnly = false, sourceVolume = "records" },
    ]
    name           = "db"
    portMappings   = [{ containerPort = 5432, hostPort = 5432, protocol = "tcp" }]
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

  db_execution_policy = {
    Statement = [
      {
        Action = [
          "logs:CreateLogStream",
          "logs:PutLogEvents",
        ]
        Effect   = "Allow"
        Resource = ["${aws_cloudwatch_log_group.db.arn}:*"]
      },
      {
        Action   = ["ssm:GetParameters"]
        Effect   = "Allow"
        Resource = ["arn:${data.aws_partition.current.partition}:ssm:us-east-1:${data.aws_caller_identity.current.account_id}:parameter/nanokit/shop/stage/db/DB_PASSWORD"]
      },
    ]
    Version = "2012-10-17"
  }

  db_files = {
    command = [
      "copy /run/secrets",
      "file 0400 999:999 /run/secrets/db_password",
      "$DB_PASSWORD",
    ]
    entryPoint = [
      "/bin/sh",
      "-ec",
      "umask 022\nfor word do\n  rest=$${word#?}\n  case \"$word\" in\n    '|'*) printf '%s\\n' \"$rest\" >&3 ;;\n    ':'*) printf '%s' \"$rest\" >&3 ;;\n    '='*) printf '%s\\n' \"$rest\" | base64 -d >&3 ;;\n    '$'*) eval \"printf %s \\\"\\$${SECRET_$rest?}\\\"\" >&3 ;;\n    'copy '*) path=$${word#copy }; [ ! -d \"$path\" ] || cp -a \"$path/.\" \"$0$path/\" ;;\n    'empty '*) path=$0$${word#empty }; rm -rf \"$path\"/* \"$path\"/.[!.]* \"$path\"/..?*; mkdir -p \"$path\" ;;\n    *)\n      rest=$${word#* }; mode=$${rest%% *}; rest=$${rest#* }; owner=$${rest%% *}; path=\"$0$${rest#* }\"\n      mkdir -p \"$${path%/*}\"\n      rm -f \"$path\"\n      exec 3> \"$path\"\n      [ \"$owner\" = 0:0 ] || chown \"$owner\" \"$path\"\n      chmod \"$mode\" \"$path\" ;;\n  esac\ndone",
      "/nk-files",
    ]
    environment = []
    essential   = false
    image       = "postgres:16"
    logConfiguration = {
      logDriver = "awslogs"
      options = {
        awslogs-group         = aws_cloudwatch_log_group.db.name
        awslogs-region        = "us-east-1"
        awslogs-stream-prefix = "files"
      }
    }
    mountPoints = [
      {
        containerPath = "/nk-files/run/secrets"
        readOnly      = false
        sourceVolume  = "0-files-run-secrets"
      },
    ]
    name           = "db-files"
    portMappings   = []
    secrets        = [{ name = "SECRET_DB_PASSWORD", valueFrom = "/nanokit/shop/stage/db/DB_PASSWORD" }]
    systemControls = []
    user           = "0:0"
    volumesFrom    = []
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
      aws_security_group.default_network.id,
      aws_security_group.file_system_clients.id,
    ]
    subnets = [
      aws_subnet.public_first.id,
      aws_subnet.public_second.id,
    ]
  }

  depends_on = [
    aws_vpc_security_group_egress_rule.db_internet,
    aws_vpc_security_group_ingress_rule.nfs,
    aws_vpc_security_group_egress_rule.nfs,
    aws_vpc_security_group_ingress_rule.db_port,
    aws_route.public_internet,
    aws_route_table_association.public_first,
    aws_route_table_association.public_second,
    aws_iam_role_policy.db_execution,
    aws_iam_role_policy.db_task,
    aws_efs_mount_target.first,
    aws_efs_mount_target.second,
    aws_efs_file_system_policy.main,
  ]
}

resource "aws_ecs_task_definition" "db" {
  container_definitions    = jsonencode([local.db_container, local.db_files])
  cpu                      = "256"
  execution_role_arn       = aws_iam_role.db_execution.arn
  family                   = "nk-shop-stage-db"
  memory                   = "512"
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
    name = "0-files-run-secrets"
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

resource "aws_iam_role" "db_execution" {
  assume_role_policy = jsonencode(local.execution_trust)
  name               = "nk-shop-stage-db.execution"
  tags = {
    "nanokit:service" = "db"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_iam_role_policy" "db_execution" {
  name   = "nanokit"
  policy = jsonencode(local.db_execution_policy)
  role   = aws_iam_role.db_execution.id

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
    default = aws_security_group.default_network.id
  }

  description                  = "In from ${each.key}"
  from_port                    = 5432
  ip_protocol                  = "tcp"
  referenced_security_group_id = each.value
  security_group_id            = aws_security_group.db_task.id
  to_port                      = 5432
  tags = {
    Name              = "In from ${each.key}"
    "nanokit:service" = "db"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# Service uploader
# ----------------

locals {
  uploader_container = {
    dependsOn = [{ condition = "SUCCESS", containerName = "uploader-files" }]
    environment = [
      { name = "NANOKIT_ENV", value = "stage" },
      { name = "NANOKIT_PROJECT", value = "shop" },
      { name = "NANOKIT_SERVICE", value = "uploader" },
    ]
    essential = true
    image     = "ghcr.io/example/uploader:2"
    logConfiguration = {
      logDriver = "awslogs"
      options = {
        awslogs-group         = aws_cloudwatch_log_group.uploader.name
        awslogs-region        = "us-east-1"
        awslogs-stream-prefix = "ecs"
      }
    }
    mountPoints = [
      { containerPath = "/run/secrets", readOnly = false, sourceVolume = "0-files-run-secrets" },
      { containerPath = "/srv/uploads", readOnly = false, sourceVolume = "uploads" },
    ]
    name           = "uploader"
    portMappings   = []
    systemControls = []
    user           = "1000:1001"
    volumesFrom    = []
  }

  uploader_task_policy = {
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

  uploader_execution_policy = {
    Statement = [
      {
        Action = [
          "logs:CreateLogStream",
          "logs:PutLogEvents",
        ]
        Effect   = "Allow"
        Resource = ["${aws_cloudwatch_log_group.uploader.arn}:*"]
      },
      {
        Action   = ["ssm:GetParameters"]
        Effect   = "Allow"
        Resource = ["arn:${data.aws_partition.current.partition}:ssm:us-east-1:${data.aws_caller_identity.current.account_id}:parameter/shop/token"]
      },
    ]
    Version = "2012-10-17"
  }

  uploader_files = {
    command = [
      "copy /run/secrets",
      "file 0400 1000:1001 /run/secrets/token",
      "$TOKEN",
    ]
    entryPoint = [
      "/bin/sh",
      "-ec",
      "umask 022\nfor word do\n  rest=$${word#?}\n  case \"$word\" in\n    '|'*) printf '%s\\n' \"$rest\" >&3 ;;\n    ':'*) printf '%s' \"$rest\" >&3 ;;\n    '='*) printf '%s\\n' \"$rest\" | base64 -d >&3 ;;\n    '$'*) eval \"printf %s \\\"\\$${SECRET_$rest?}\\\"\" >&3 ;;\n    'copy '*) path=$${word#copy }; [ ! -d \"$path\" ] || cp -a \"$path/.\" \"$0$path/\" ;;\n    'empty '*) path=$0$${word#empty }; rm -rf \"$path\"/* \"$path\"/.[!.]* \"$path\"/..?*; mkdir -p \"$path\" ;;\n    *)\n      rest=$${word#* }; mode=$${rest%% *}; rest=$${rest#* }; owner=$${rest%% *}; path=\"$0$${rest#* }\"\n      mkdir -p \"$${path%/*}\"\n      rm -f \"$path\"\n      exec 3> \"$path\"\n      [ \"$owner\" = 0:0 ] || chown \"$owner\" \"$path\"\n      chmod \"$mode\" \"$path\" ;;\n  esac\ndone",
      "/nk-files",
    ]
    environment = []
    essential   = false
    image       = "ghcr.io/example/uploader:2"
    logConfiguration = {
      logDriver = "awslogs"
      options = {
        awslogs-group         = aws_cloudwatch_log_group.uploader.name
        awslogs-region        = "us-east-1"
        awslogs-stream-prefix = "files"
      }
    }
    mountPoints = [
      {
        containerPath = "/nk-files/run/secrets"
        readOnly      = false
        sourceVolume  = "0-files-run-secrets"
      },
    ]
    name           = "uploader-files"
    portMappings   = []
    secrets        = [{ name = "SECRET_TOKEN", valueFrom = "/shop/token" }]
    systemControls = []
    user           = "0:0"
    volumesFrom    = []
  }
}

resource "aws_ecs_service" "uploader" {
  availability_zone_rebalancing      = "ENABLED"
  cluster                            = aws_ecs_cluster.main.arn
  deployment_maximum_percent         = 200
  deployment_minimum_healthy_percent = 100
  desired_count                      = 1
  enable_ecs_managed_tags            = true
  launch_type                        = "FARGATE"
  name                               = "uploader"
  platform_version                   = "1.4.0"
  propagate_tags                     = "SERVICE"
  task_definition                    = aws_ecs_task_definition.uploader.arn
  tags = {
    "nanokit:service" = "uploader"
  }

  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }

  network_configuration {
    assign_public_ip = true
    security_groups = [
      aws_security_group.uploader_task.id,
      aws_security_group.default_network.id,
      aws_security_group.file_system_clients.id,
    ]
    subnets = [
      aws_subnet.public_first.id,
      aws_subnet.public_second.id,
    ]
  }

  depends_on = [
    aws_vpc_security_group_egress_rule.uploader_internet,
    aws_vpc_security_group_ingress_rule.nfs,
    aws_vpc_security_group_egress_rule.nfs,
    aws_route.public_internet,
    aws_route_table_association.public_first,
    aws_route_table_association.public_second,
    aws_iam_role_policy.uploader_execution,
    aws_iam_role_policy.uploader_task,
    aws_efs_mount_target.first,
    aws_efs_mount_target.second,
    aws_efs_file_system_policy.main,
  ]
}

resource "aws_ecs_task_definition" "uploader" {
  container_definitions    = jsonencode([local.uploader_container, local.uploader_files])
  cpu                      = "256"
  execution_role_arn       = aws_iam_role.uploader_execution.arn
  family                   = "nk-shop-stage-uploader"
  memory                   = "512"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  skip_destroy             = true
  task_role_arn            = aws_iam_role.uploader_task.arn
  tags = {
    "nanokit:service" = "uploader"
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

  volume {
    name = "0-files-run-secrets"
  }
}

resource "aws_cloudwatch_log_group" "uploader" {
  name              = "/nanokit/shop/stage/uploader"
  retention_in_days = 30
  tags = {
    "nanokit:service" = "uploader"
  }
}

resource "aws_iam_role" "uploader_task" {
  assume_role_policy = jsonencode(local.task_trust)
  name               = "nk-shop-stage-uploader-task"
  tags = {
    "nanokit:service" = "uploader"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_iam_role_policy" "uploader_task" {
  name   = "nanokit"
  policy = jsonencode(local.uploader_task_policy)
  role   = aws_iam_role.uploader_task.id

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_iam_role" "uploader_execution" {
  assume_role_policy = jsonencode(local.execution_trust)
  name               = "nk-shop-stage-uploader.execution"
  tags = {
    "nanokit:service" = "uploader"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_iam_role_policy" "uploader_execution" {
  name   = "nanokit"
  policy = jsonencode(local.uploader_execution_policy)
  role   = aws_iam_role.uploader_execution.id

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_security_group" "uploader_task" {
  description = "Tasks of service uploader"
  name        = "nk-shop-stage-uploader"
  vpc_id      = aws_vpc.main.id
  tags = {
    Name              = "nk-shop-stage-uploader"
    "nanokit:service" = "uploader"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_egress_rule" "uploader_internet" {
  cidr_ipv4         = "0.0.0.0/0"
  description       = "Out to everywhere"
  ip_protocol       = "-1"
  security_group_id = aws_security_group.uploader_task.id
  tags = {
    Name              = "Out to everywhere"
    "nanokit:service" = "uploader"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# Service web
# -----------

locals {
  web_container = {
    dependsOn = [{ condition = "SUCCESS", containerName = "web-prepare" }]
    environment = [
      { name = "NANOKIT_ENV", value = "stage" },
      { name = "NANOKIT_PROJECT", value = "shop" },
      { name = "NANOKIT_SERVICE", value = "web" },
      { name = "TLS_KEY", value = "/etc/web/tls/key.pem" },
    ]
    essential = true
    image     = "ghcr.io/example/web:1.4.0"
    logConfiguration = {
      logDriver = "awslogs"
      options = {
        awslogs-group         = aws_cloudwatch_log_group.web.name
        awslogs-region        = "us-east-1"
        awslogs-stream-prefix = "ecs"
      }
    }
    mountPoints = [
      { containerPath = "/etc/web", readOnly = false, sourceVolume = "0-files-etc-web" },
      { containerPath = "/run/secrets", readOnly = false, sourceVolume = "0-files-run-secrets" },
    ]
    name         = "web"
    portMappings = []
    repositoryCredentials = {
      credentialsParameter = data.aws_secretsmanager_secret.main["shop/ghcr-login"].arn
    }
    secrets        = [{ name = "SESSION_KEY", valueFrom = "/nanokit/shop/stage/web/SESSION_KEY" }]
    systemControls = []
    volumesFrom    = []
  }

  web_execution_policy = {
    Statement = [
      {
        Action = [
          "logs:CreateLogStream",
          "logs:PutLogEvents",
        ]
        Effect   = "Allow"
        Resource = ["${aws_cloudwatch_log_group.web.arn}:*"]
      },
      {
        Action = ["ssm:GetParameters"]
        Effect = "Allow"
        Resource = [
          "arn:${data.aws_partition.current.partition}:ssm:us-east-1:${data.aws_caller_identity.current.account_id}:parameter/nanokit/shop/stage/web/SESSION_KEY",
          "arn:${data.aws_partition.current.partition}:ssm:us-east-1:${data.aws_caller_identity.current.account_id}:parameter/shop/db",
        ]
      },
      {
        Action = ["secretsmanager:GetSecretValue"]
        Effect = "Allow"
        Resource = [
          data.aws_secretsmanager_secret.main["shop/ghcr-login"].arn,
          data.aws_secretsmanager_secret.main["shop/tls"].arn,
        ]
      },
    ]
    Version = "2012-10-17"
  }

  web_preparation = {
    dependsOn = [{ condition = "SUCCESS", containerName = "web-files" }]
    entryPoint = [
      "/bin/sh",
      "-ec",
      "./migrate up",
    ]
    environment = [
      { name = "NANOKIT_ENV", value = "stage" },
      { name = "NANOKIT_PROJECT", value = "shop" },
      { name = "NANOKIT_SERVICE", value = "web" },
      { name = "TLS_KEY", value = "/etc/web/tls/key.pem" },
    ]
    essential = false
    image     = "ghcr.io/example/web:1.4.0"
    logConfiguration = {
      logDriver = "awslogs"
      options = {
        awslogs-group         = aws_cloudwatch_log_group.web.name
        awslogs-region        = "us-east-1"
        awslogs-stream-prefix = "prepare"
      }
    }
    mountPoints = [
      { containerPath = "/etc/web", readOnly = false, sourceVolume = "0-files-etc-web" },
      { containerPath = "/run/secrets", readOnly = false, sourceVolume = "0-files-run-secrets" },
    ]
    name         = "web-prepare"
    portMappings = []
    repositoryCredentials = {
      credentialsParameter = data.aws_secretsmanager_secret.main["shop/ghcr-login"].arn
    }
    secrets        = [{ name = "SESSION_KEY", valueFrom = "/nanokit/shop/stage/web/SESSION_KEY" }]
    systemControls = []
    volumesFrom    = []
  }

  web_files = {
    command = [
      "copy /etc/web",
      "copy /run/secrets",
      "file 0440 root:101 /etc/web/tls/key.pem",
      "$TLS_KEY_PEM",
      "file 0644 0:0 /etc/web/web.conf",
      "|tls on;",
      "file 0444 0:0 /run/secrets/db_password",
      "$DB_PASSWORD",
    ]
    entryPoint = [
      "/bin/sh",
      "-ec",
      "umask 022\nfor word do\n  rest=$${word#?}\n  case \"$word\" in\n    '|'*) printf '%s\\n' \"$rest\" >&3 ;;\n    ':'*) printf '%s' \"$rest\" >&3 ;;\n    '='*) printf '%s\\n' \"$rest\" | base64 -d >&3 ;;\n    '$'*) eval \"printf %s \\\"\\$${SECRET_$rest?}\\\"\" >&3 ;;\n    'copy '*) path=$${word#copy }; [ ! -d \"$path\" ] || cp -a \"$path/.\" \"$0$path/\" ;;\n    'empty '*) path=$0$${word#empty }; rm -rf \"$path\"/* \"$path\"/.[!.]* \"$path\"/..?*; mkdir -p \"$path\" ;;\n    *)\n      rest=$${word#* }; mode=$${rest%% *}; rest=$${rest#* }; owner=$${rest%% *}; path=\"$0$${rest#* }\"\n      mkdir -p \"$${path%/*}\"\n      rm -f \"$path\"\n      exec 3> \"$path\"\n      [ \"$owner\" = 0:0 ] || chown \"$owner\" \"$path\"\n      chmod \"$mode\" \"$path\" ;;\n  esac\ndone",
      "/nk-files",
    ]
    environment = []
    essential   = false
    image       = "ghcr.io/example/web:1.4.0"
    logConfiguration = {
      logDriver = "awslogs"
      options = {
        awslogs-group         = aws_cloudwatch_log_group.web.name
        awslogs-region        = "us-east-1"
        awslogs-stream-prefix = "files"
      }
    }
    mountPoints = [
      { containerPath = "/nk-files/etc/web", readOnly = false, sourceVolume = "0-files-etc-web" },
      {
        containerPath = "/nk-files/run/secrets"
        readOnly      = false
        sourceVolume  = "0-files-run-secrets"
      },
    ]
    name         = "web-files"
    portMappings = []
    repositoryCredentials = {
      credentialsParameter = data.aws_secretsmanager_secret.main["shop/ghcr-login"].arn
    }
    secrets = [
      { name = "SECRET_DB_PASSWORD", valueFrom = "/shop/db" },
      {
        name      = "SECRET_TLS_KEY_PEM"
        valueFrom = "${data.aws_secretsmanager_secret.main["shop/tls"].arn}:key::"
      },
    ]
    systemControls = []
    user           = "0:0"
    volumesFrom    = []
  }
}

resource "aws_ecs_service" "web" {
  availability_zone_rebalancing      = "ENABLED"
  cluster                            = aws_ecs_cluster.main.arn
  deployment_maximum_percent         = 200
  deployment_minimum_healthy_percent = 100
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
      aws_security_group.default_network.id,
    ]
    subnets = [
      aws_subnet.public_first.id,
      aws_subnet.public_second.id,
    ]
  }

  depends_on = [
    aws_vpc_security_group_egress_rule.web_internet,
    aws_route.public_internet,
    aws_route_table_association.public_first,
    aws_route_table_association.public_second,
    aws_iam_role_policy.web_execution,
  ]
}

resource "aws_ecs_task_definition" "web" {
  container_definitions    = jsonencode([local.web_container, local.web_preparation, local.web_files])
  cpu                      = "256"
  execution_role_arn       = aws_iam_role.web_execution.arn
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
    name = "0-files-etc-web"
  }

  volume {
    name = "0-files-run-secrets"
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

resource "aws_iam_role" "web_execution" {
  assume_role_policy = jsonencode(local.execution_trust)
  name               = "nk-shop-stage-web.execution"
  tags = {
    "nanokit:service" = "web"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_iam_role_policy" "web_execution" {
  name   = "nanokit"
  policy = jsonencode(local.web_execution_policy)
  role   = aws_iam_role.web_execution.id

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

# Service worker
# --------------

locals {
  worker_container = {
    dependsOn = [{ condition = "SUCCESS", containerName = "worker-files" }]
    environment = [
      { name = "NANOKIT_ENV", value = "stage" },
      { name = "NANOKIT_PROJECT", value = "shop" },
      { name = "NANOKIT_SERVICE", value = "worker" },
    ]
    essential = true
    image     = "ghcr.io/example/worker:2"
    logConfiguration = {
      logDriver = "awslogs"
      options = {
        awslogs-group         = aws_cloudwatch_log_group.worker.name
        awslogs-region        = "us-east-1"
        awslogs-stream-prefix = "ecs"
      }
    }
    mountPoints    = [{ containerPath = "/run/secrets", readOnly = false, sourceVolume = "0-files-run-secrets" }]
    name           = "worker"
    portMappings   = []
    systemControls = []
    user           = "worker"
    volumesFrom    = []
  }

  worker_execution_policy = {
    Statement = [
      {
        Action = [
          "logs:CreateLogStream",
          "logs:PutLogEvents",
        ]
        Effect   = "Allow"
        Resource = ["${aws_cloudwatch_log_group.worker.arn}:*"]
      },
      {
        Action   = ["ssm:GetParameters"]
        Effect   = "Allow"
        Resource = ["arn:${data.aws_partition.current.partition}:ssm:us-east-1:${data.aws_caller_identity.current.account_id}:parameter/nanokit/shop/stage/worker/TOKEN"]
      },
    ]
    Version = "2012-10-17"
  }

  worker_files = {
    command = [
      "copy /run/secrets",
      "file 0400 worker /run/secrets/token",
      "$TOKEN",
    ]
    entryPoint = [
      "/bin/sh",
      "-ec",
      "umask 022\nfor word do\n  rest=$${word#?}\n  case \"$word\" in\n    '|'*) printf '%s\\n' \"$rest\" >&3 ;;\n    ':'*) printf '%s' \"$rest\" >&3 ;;\n    '='*) printf '%s\\n' \"$rest\" | base64 -d >&3 ;;\n    '$'*) eval \"printf %s \\\"\\$${SECRET_$rest?}\\\"\" >&3 ;;\n    'copy '*) path=$${word#copy }; [ ! -d \"$path\" ] || cp -a \"$path/.\" \"$0$path/\" ;;\n    'empty '*) path=$0$${word#empty }; rm -rf \"$path\"/* \"$path\"/.[!.]* \"$path\"/..?*; mkdir -p \"$path\" ;;\n    *)\n      rest=$${word#* }; mode=$${rest%% *}; rest=$${rest#* }; owner=$${rest%% *}; path=\"$0$${rest#* }\"\n      mkdir -p \"$${path%/*}\"\n      rm -f \"$path\"\n      exec 3> \"$path\"\n      [ \"$owner\" = 0:0 ] || chown \"$owner\" \"$path\"\n      chmod \"$mode\" \"$path\" ;;\n  esac\ndone",
      "/nk-files",
    ]
    environment = []
    essential   = false
    image       = "ghcr.io/example/worker:2"
    logConfiguration = {
      logDriver = "awslogs"
      options = {
        awslogs-group         = aws_cloudwatch_log_group.worker.name
        awslogs-region        = "us-east-1"
        awslogs-stream-prefix = "files"
      }
    }
    mountPoints = [
      {
        containerPath = "/nk-files/run/secrets"
        readOnly      = false
        sourceVolume  = "0-files-run-secrets"
      },
    ]
    name           = "worker-files"
    portMappings   = []
    secrets        = [{ name = "SECRET_TOKEN", valueFrom = "/nanokit/shop/stage/worker/TOKEN" }]
    systemControls = []
    user           = "0:0"
    volumesFrom    = []
  }
}

resource "aws_ecs_service" "worker" {
  availability_zone_rebalancing      = "ENABLED"
  cluster                            = aws_ecs_cluster.main.arn
  deployment_maximum_percent         = 200
  deployment_minimum_healthy_percent = 100
  desired_count                      = 1
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

  depends_on = [
    aws_vpc_security_group_egress_rule.worker_internet,
    aws_route.public_internet,
    aws_route_table_association.public_first,
    aws_route_table_association.public_second,
    aws_iam_role_policy.worker_execution,
  ]
}

resource "aws_ecs_task_definition" "worker" {
  container_definitions    = jsonencode([local.worker_container, local.worker_files])
  cpu                      = "256"
  execution_role_arn       = aws_iam_role.worker_execution.arn
  family                   = "nk-shop-stage-worker"
  memory                   = "512"
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
    name = "0-files-run-secrets"
  }
}

resource "aws_cloudwatch_log_group" "worker" {
  name              = "/nanokit/shop/stage/worker"
  retention_in_days = 30
  tags = {
    "nanokit:service" = "worker"
  }
}

resource "aws_iam_role" "worker_task" {
  assume_role_policy = jsonencode(local.task_trust)
  name               = "nk-shop-stage-worker-task"
  tags = {
    "nanokit:service" = "worker"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_iam_role" "worker_execution" {
  assume_role_policy = jsonencode(local.execution_trust)
  name               = "nk-shop-stage-worker.execution"
  tags = {
    "nanokit:service" = "worker"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_iam_role_policy" "worker_execution" {
  name   = "nanokit"
  policy = jsonencode(local.worker_execution_policy)
  role   = aws_iam_role.worker_execution.id

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_security_group" "worker_task" {
  description = "Tasks of service worker"
  name        = "nk-shop-stage-worker"
  vpc_id      = aws_vpc.main.id
  tags = {
    Name              = "nk-shop-stage-worker"
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
          aws_iam_role.web_task.arn,
          aws_iam_role.web_execution.arn,
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
    dependsOn  = [{ condition = "SUCCESS", containerName = "web-files" }]
    entryPoint = ["bin/report"]
    environment = [
      { name = "NANOKIT_ENV", value = "stage" },
      { name = "NANOKIT_PROJECT", value = "shop" },
      { name = "NANOKIT_SERVICE", value = "web" },
      { name = "TLS_KEY", value = "/etc/web/tls/key.pem" },
    ]
    essential = true
    image     = "ghcr.io/example/web:1.4.0"
    logConfiguration = {
      logDriver = "awslogs"
      options = {
        awslogs-group         = aws_cloudwatch_log_group.web.name
        awslogs-region        = "us-east-1"
        awslogs-stream-prefix = "ecs"
      }
    }
    mountPoints = [
      { containerPath = "/etc/web", readOnly = false, sourceVolume = "0-files-etc-web" },
      { containerPath = "/run/secrets", readOnly = false, sourceVolume = "0-files-run-secrets" },
    ]
    name         = "nightly"
    portMappings = []
    repositoryCredentials = {
      credentialsParameter = data.aws_secretsmanager_secret.main["shop/ghcr-login"].arn
    }
    secrets        = [{ name = "SESSION_KEY", valueFrom = "/nanokit/shop/stage/web/SESSION_KEY" }]
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
          aws_security_group.web_task.id,
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
    aws_vpc_security_group_egress_rule.web_internet,
    aws_route.public_internet,
    aws_route_table_association.public_first,
    aws_route_table_association.public_second,
    aws_iam_role_policy.web_execution,
    aws_iam_role_policy.scheduler,
  ]
}

resource "aws_ecs_task_definition" "_nightly" {
  container_definitions    = jsonencode([local._nightly_container, local.web_files])
  cpu                      = "256"
  execution_role_arn       = aws_iam_role.web_execution.arn
  family                   = "nk-shop-stage-_nightly"
  memory                   = "512"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  skip_destroy             = true
  task_role_arn            = aws_iam_role.web_task.arn
  tags = {
    "nanokit:job"     = "nightly"
    "nanokit:service" = "web"
  }

  runtime_platform {
    cpu_architecture        = "X86_64"
    operating_system_family = "LINUX"
  }

  volume {
    name = "0-files-etc-web"
  }

  volume {
    name = "0-files-run-secrets"
  }
}

# Outputs
# -------

output "access_point_ids" {
  description = "Ids of the EFS access points, by volume"
  value = {
    records = aws_efs_access_point.records.id
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
    db       = aws_cloudwatch_log_group.db.name
    uploader = aws_cloudwatch_log_group.uploader.name
    web      = aws_cloudwatch_log_group.web.name
    worker   = aws_cloudwatch_log_group.worker.name
  }
}

output "security_group_ids" {
  description = "Ids of the security groups of the tasks, by service"
  value = {
    db       = aws_security_group.db_task.id
    uploader = aws_security_group.uploader_task.id
    web      = aws_security_group.web_task.id
    worker   = aws_security_group.worker_task.id
  }
}

output "service_names" {
  description = "Names of the ECS services, by service"
  value = {
    db       = aws_ecs_service.db.name
    uploader = aws_ecs_service.uploader.name
    web      = aws_ecs_service.web.name
    worker   = aws_ecs_service.worker.name
  }
}

output "task_role_names" {
  description = "Names of the IAM roles of the containers, by service; attach policies of your own to them"
  value = {
    db       = aws_iam_role.db_task.name
    uploader = aws_iam_role.uploader_task.name
    web      = aws_iam_role.web_task.name
    worker   = aws_iam_role.worker_task.name
  }
}

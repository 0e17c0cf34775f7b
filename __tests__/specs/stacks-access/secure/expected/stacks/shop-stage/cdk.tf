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

# Variables
# ---------

variable "worker_image" {
  default     = ""
  description = "Image of service worker if it is not in its own repository: a whole reference such as 123456789012.dkr.ecr.eu-west-1.amazonaws.com/worker:1.0.0"
  nullable    = false
  type        = string

  validation {
    condition     = var.worker_image == "" || can(regex("^[^[:space:]]+$", var.worker_image))
    error_message = "The image of service worker must be a reference such as repository:tag, without spaces."
  }
}

variable "worker_image_tag" {
  default     = ""
  description = "Tag of the image of service worker in its repository, such as 1.4.0; nanokit-tf images prints how to push it"
  nullable    = false
  type        = string

  validation {
    condition     = var.worker_image_tag == "" || can(regex("^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$", var.worker_image_tag))
    error_message = "The tag of the image of service worker may hold letters, digits and _.- only."
  }
}

# Account and region
# ------------------

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

# Network
# -------

locals {
  flow_logs_policy = {
    Statement = [
      {
        Action = [
          "logs:CreateLogStream",
          "logs:DescribeLogGroups",
          "logs:DescribeLogStreams",
          "logs:PutLogEvents",
        ]
        Effect   = "Allow"
        Resource = ["${aws_cloudwatch_log_group.__flow_logs.arn}:*"]
      },
    ]
    Version = "2012-10-17"
  }

  flow_logs_trust = {
    Statement = [
      {
        Action = ["sts:AssumeRole"]
        Condition = {
          ArnLike = {
            "aws:SourceArn" = ["arn:${data.aws_partition.current.partition}:ec2:eu-west-1:${data.aws_caller_identity.current.account_id}:vpc-flow-log/*"]
          }
          StringEquals = {
            "aws:SourceAccount" = [data.aws_caller_identity.current.account_id]
          }
        }
        Effect = "Allow"
        Principal = {
          Service = ["vpc-flow-logs.amazonaws.com"]
        }
      },
    ]
    Version = "2012-10-17"
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

resource "aws_subnet" "public_eu-west-1a" {
  availability_zone       = "eu-west-1a"
  cidr_block              = "10.0.0.0/20"
  map_public_ip_on_launch = false
  vpc_id                  = aws_vpc.main.id
  tags = {
    Name = "nk-shop-stage-public-eu-west-1a"
  }

  lifecycle {
    create_before_destroy = true
    ignore_changes = [
      availability_zone,
      cidr_block,
    ]

    postcondition {
      condition     = self.availability_zone == "eu-west-1a"
      error_message = "Subnet ${self.id} was picked before the zones had names, and is in ${self.availability_zone}, not in eu-west-1a. Give it the address of its own zone, with `terraform state mv`: it, its route table association and its mount target."
    }
  }
}

resource "aws_subnet" "public_eu-west-1b" {
  availability_zone       = "eu-west-1b"
  cidr_block              = "10.0.16.0/20"
  map_public_ip_on_launch = false
  vpc_id                  = aws_vpc.main.id
  tags = {
    Name = "nk-shop-stage-public-eu-west-1b"
  }

  lifecycle {
    create_before_destroy = true
    ignore_changes = [
      availability_zone,
      cidr_block,
    ]

    postcondition {
      condition     = self.availability_zone == "eu-west-1b"
      error_message = "Subnet ${self.id} was picked before the zones had names, and is in ${self.availability_zone}, not in eu-west-1b. Give it the address of its own zone, with `terraform state mv`: it, its route table association and its mount target."
    }
  }
}

resource "aws_route_table_association" "public_eu-west-1a" {
  route_table_id = aws_route_table.public.id
  subnet_id      = aws_subnet.public_eu-west-1a.id

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_route_table_association" "public_eu-west-1b" {
  route_table_id = aws_route_table.public.id
  subnet_id      = aws_subnet.public_eu-west-1b.id

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_subnet" "private_eu-west-1a" {
  availability_zone       = "eu-west-1a"
  cidr_block              = "10.0.208.0/20"
  map_public_ip_on_launch = false
  vpc_id                  = aws_vpc.main.id
  tags = {
    Name = "nk-shop-stage-private-eu-west-1a"
  }

  lifecycle {
    create_before_destroy = true
    ignore_changes = [
      availability_zone,
      cidr_block,
    ]

    postcondition {
      condition     = self.availability_zone == "eu-west-1a"
      error_message = "Subnet ${self.id} was picked before the zones had names, and is in ${self.availability_zone}, not in eu-west-1a. Give it the address of its own zone, with `terraform state mv`: it, its route table, its route and its route table association."
    }
  }
}

resource "aws_subnet" "private_eu-west-1b" {
  availability_zone       = "eu-west-1b"
  cidr_block              = "10.0.192.0/20"
  map_public_ip_on_launch = false
  vpc_id                  = aws_vpc.main.id
  tags = {
    Name = "nk-shop-stage-private-eu-west-1b"
  }

  lifecycle {
    create_before_destroy = true
    ignore_changes = [
      availability_zone,
      cidr_block,
    ]

    postcondition {
      condition     = self.availability_zone == "eu-west-1b"
      error_message = "Subnet ${self.id} was picked before the zones had names, and is in ${self.availability_zone}, not in eu-west-1b. Give it the address of its own zone, with `terraform state mv`: it, its route table, its route and its route table association."
    }
  }
}

resource "aws_route_table" "private_eu-west-1a" {
  vpc_id = aws_vpc.main.id
  tags = {
    Name = "nk-shop-stage-private-eu-west-1a"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_route_table" "private_eu-west-1b" {
  vpc_id = aws_vpc.main.id
  tags = {
    Name = "nk-shop-stage-private-eu-west-1b"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_route_table_association" "private_eu-west-1a" {
  route_table_id = aws_route_table.private_eu-west-1a.id
  subnet_id      = aws_subnet.private_eu-west-1a.id

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_route_table_association" "private_eu-west-1b" {
  route_table_id = aws_route_table.private_eu-west-1b.id
  subnet_id      = aws_subnet.private_eu-west-1b.id

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_route" "private_eu-west-1a" {
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = aws_nat_gateway.zone_eu-west-1a.id
  route_table_id         = aws_route_table.private_eu-west-1a.id

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_route" "private_eu-west-1b" {
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = aws_nat_gateway.zone_eu-west-1b.id
  route_table_id         = aws_route_table.private_eu-west-1b.id

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_nat_gateway" "zone_eu-west-1a" {
  allocation_id = aws_eip.nat_eu-west-1a.id
  subnet_id     = aws_subnet.public_eu-west-1a.id
  tags = {
    Name = "nk-shop-stage-nat-eu-west-1a"
  }

  lifecycle {
    create_before_destroy = true
  }

  depends_on = [
    aws_route.public_internet,
    aws_route_table_association.public_eu-west-1a,
    aws_route_table_association.public_eu-west-1b,
  ]
}

resource "aws_nat_gateway" "zone_eu-west-1b" {
  allocation_id = aws_eip.nat_eu-west-1b.id
  subnet_id     = aws_subnet.public_eu-west-1b.id
  tags = {
    Name = "nk-shop-stage-nat-eu-west-1b"
  }

  lifecycle {
    create_before_destroy = true
  }

  depends_on = [
    aws_route.public_internet,
    aws_route_table_association.public_eu-west-1a,
    aws_route_table_association.public_eu-west-1b,
  ]
}

resource "aws_eip" "nat_eu-west-1a" {
  domain = "vpc"
  tags = {
    Name = "nk-shop-stage-nat-eu-west-1a"
  }

  lifecycle {
    create_before_destroy = true
    replace_triggered_by  = [aws_vpc.main.id]
  }
}

resource "aws_eip" "nat_eu-west-1b" {
  domain = "vpc"
  tags = {
    Name = "nk-shop-stage-nat-eu-west-1b"
  }

  lifecycle {
    create_before_destroy = true
    replace_triggered_by  = [aws_vpc.main.id]
  }
}

resource "aws_flow_log" "logs" {
  iam_role_arn         = aws_iam_role.flow_logs.arn
  log_destination      = aws_cloudwatch_log_group.__flow_logs.arn
  log_destination_type = "cloud-watch-logs"
  traffic_type         = "ALL"
  vpc_id               = aws_vpc.main.id
  tags = {
    Name = "nk-shop-stage"
  }

  depends_on = [aws_iam_role_policy.flow_logs]
}

resource "aws_cloudwatch_log_group" "__flow_logs" {
  kms_key_id        = "arn:aws:kms:eu-west-1:123456789012:key/0123abcd-0123-0123-0123-0123456789ab"
  name              = "/nanokit/shop/stage.flow-logs"
  retention_in_days = 365
}

resource "aws_iam_role" "flow_logs" {
  assume_role_policy = jsonencode(local.flow_logs_trust)
  name               = "nk-shop-stage-flow-logs"

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_iam_role_policy" "flow_logs" {
  name   = "nanokit"
  policy = jsonencode(local.flow_logs_policy)
  role   = aws_iam_role.flow_logs.id

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_flow_log" "bucket" {
  log_destination      = "arn:${data.aws_partition.current.partition}:s3:::acme-flow-logs"
  log_destination_type = "s3"
  traffic_type         = "ALL"
  vpc_id               = aws_vpc.main.id
  tags = {
    Name = "nk-shop-stage"
  }
}

# File system
# -----------

locals {
  backup_trust = {
    Statement = [
      {
        Action = ["sts:AssumeRole"]
        Effect = "Allow"
        Principal = {
          Service = ["backup.amazonaws.com"]
        }
      },
    ]
    Version = "2012-10-17"
  }

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
  kms_key_id       = "arn:aws:kms:eu-west-1:123456789012:key/0123abcd-0123-0123-0123-0123456789ab"
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
    status = "DISABLED"
  }
}

resource "aws_iam_role" "backup" {
  assume_role_policy = jsonencode(local.backup_trust)
  name               = "nk-shop-stage-backup"

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_iam_role_policy_attachment" "backup" {
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup"
  role       = aws_iam_role.backup.name

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_iam_role_policy_attachment" "backup_restore" {
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForRestores"
  role       = aws_iam_role.backup.name

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_backup_vault" "main" {
  kms_key_arn = "arn:aws:kms:eu-west-1:123456789012:key/0123abcd-0123-0123-0123-0123456789ab"
  name        = "nk-shop-stage-bce0faea"

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_backup_plan" "main" {
  name = "nk-shop-stage"

  rule {
    rule_name         = "file-system"
    schedule          = "cron(0 5 * * ? *)"
    target_vault_name = aws_backup_vault.main.name

    lifecycle {
      delete_after = 90
    }
  }
}

resource "aws_backup_selection" "main" {
  iam_role_arn = aws_iam_role.backup.arn
  name         = "file-system"
  plan_id      = aws_backup_plan.main.id
  resources    = [aws_efs_file_system.main.arn]

  depends_on = [
    aws_iam_role_policy_attachment.backup,
    aws_iam_role_policy_attachment.backup_restore,
  ]
}

resource "aws_efs_file_system_policy" "main" {
  file_system_id = aws_efs_file_system.main.id
  policy         = jsonencode(local.file_system_policy)
}

resource "aws_efs_mount_target" "eu-west-1a" {
  file_system_id  = aws_efs_file_system.main.id
  security_groups = [aws_security_group.file_system.id]
  subnet_id       = aws_subnet.public_eu-west-1a.id

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_efs_mount_target" "eu-west-1b" {
  file_system_id  = aws_efs_file_system.main.id
  security_groups = [aws_security_group.file_system.id]
  subnet_id       = aws_subnet.public_eu-west-1b.id

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

resource "aws_efs_access_point" "files" {
  file_system_id = aws_efs_file_system.main.id
  tags = {
    Name             = "files"
    "nanokit:volume" = "files"
  }

  posix_user {
    gid = 1000
    uid = 1000
  }

  root_directory {
    path = "/files"

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
        Resource = distinct(concat([], [replace(aws_ecr_repository.worker.arn, "/[^/]+$/", "*")], try([for image in [regex("^([0-9]{12})[.]dkr[.]ecr(?:-fips)?[.]([a-z0-9-]+)[.]amazonaws[.]com(?:[.]cn)?/([^:@]+)", var.worker_image)] : format("arn:%s:ecr:%s:%s:repository/%s", split(":", aws_ecr_repository.worker.arn)[1], image[1], image[0], image[2])], [])))
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

  setting {
    name  = "containerInsights"
    value = "enhanced"
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
  vpc_id      = aws_vpc.main.id
  tags = {
    Name = "nk-shop-stage/default"
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

# Databases
# ---------

resource "aws_db_subnet_group" "main" {
  description = "Private subnets for databases"
  name        = "nk-shop-stage"
  subnet_ids = [
    aws_subnet.private_eu-west-1a.id,
    aws_subnet.private_eu-west-1b.id,
  ]
}

resource "aws_db_instance" "orders" {
  allocated_storage           = 20
  allow_major_version_upgrade = true
  apply_immediately           = true
  auto_minor_version_upgrade  = true
  backup_retention_period     = 7
  copy_tags_to_snapshot       = true
  db_name                     = "shop"
  db_subnet_group_name        = aws_db_subnet_group.main.name
  delete_automated_backups    = false
  deletion_protection         = true
  engine                      = "postgres"
  engine_version              = "17"
  final_snapshot_identifier   = "nk-shop-stage-orders-final-${aws_security_group._database_orders.id}"
  identifier                  = "nk-shop-stage-orders"
  instance_class              = "db.t4g.micro"
  kms_key_id                  = "arn:aws:kms:eu-west-1:123456789012:key/0123abcd-0123-0123-0123-0123456789ab"
  manage_master_user_password = true
  multi_az                    = true
  port                        = 5432
  publicly_accessible         = false
  skip_final_snapshot         = false
  storage_encrypted           = true
  storage_type                = "gp3"
  username                    = "shop"
  vpc_security_group_ids      = [aws_security_group._database_orders.id]
  tags = {
    Name               = "orders"
    "nanokit:database" = "orders"
  }

  lifecycle {
    ignore_changes  = [kms_key_id]
    prevent_destroy = true
  }
}

resource "aws_secretsmanager_secret_rotation" "orders" {
  rotate_immediately = false
  secret_id          = aws_db_instance.orders.master_user_secret[0].secret_arn

  rotation_rules {
    duration            = "1h"
    schedule_expression = "cron(0 4 1 * ? *)"
  }
}

resource "aws_security_group" "_database_orders" {
  description = "Database orders"
  name        = "nk-shop-stage.database-orders"
  vpc_id      = aws_vpc.main.id
  tags = {
    Name               = "nk-shop-stage.database-orders"
    "nanokit:database" = "orders"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_ingress_rule" "_database_orders" {
  for_each = {
    store = aws_security_group.store_task.id
  }

  description                  = "In from ${each.key}"
  from_port                    = 5432
  ip_protocol                  = "tcp"
  referenced_security_group_id = each.value
  security_group_id            = aws_security_group._database_orders.id
  to_port                      = 5432
  tags = {
    Name               = "In from ${each.key}"
    "nanokit:database" = "orders"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# Caches
# ------

resource "aws_elasticache_subnet_group" "main" {
  description = "Private subnets for caches"
  name        = "nk-shop-stage"
  subnet_ids = [
    aws_subnet.private_eu-west-1a.id,
    aws_subnet.private_eu-west-1b.id,
  ]
}

resource "aws_elasticache_replication_group" "sessions" {
  apply_immediately          = true
  at_rest_encryption_enabled = "true"
  auto_minor_version_upgrade = "false"
  automatic_failover_enabled = true
  description                = "Cache sessions"
  engine                     = "valkey"
  engine_version             = "8.1"
  final_snapshot_identifier  = "nk-shop-stage-sessions-final-${aws_security_group._cache_sessions.id}"
  kms_key_id                 = "arn:aws:kms:eu-west-1:123456789012:key/0123abcd-0123-0123-0123-0123456789ab"
  multi_az_enabled           = true
  node_type                  = "cache.t4g.micro"
  num_cache_clusters         = 2
  parameter_group_name       = "default.valkey8"
  port                       = 6379
  replication_group_id       = "nk-shop-stage-sessions"
  security_group_ids         = [aws_security_group._cache_sessions.id]
  snapshot_retention_limit   = 7
  subnet_group_name          = aws_elasticache_subnet_group.main.name
  transit_encryption_enabled = true
  tags = {
    Name               = "sessions"
    "nanokit:database" = "sessions"
  }

  lifecycle {
    ignore_changes  = [kms_key_id]
    prevent_destroy = true
  }
}

resource "aws_security_group" "_cache_sessions" {
  description = "Cache sessions"
  name        = "nk-shop-stage.cache-sessions"
  vpc_id      = aws_vpc.main.id
  tags = {
    Name               = "nk-shop-stage.cache-sessions"
    "nanokit:database" = "sessions"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_ingress_rule" "_cache_sessions" {
  for_each = {
    store = aws_security_group.store_task.id
  }

  description                  = "In from ${each.key}"
  from_port                    = 6379
  ip_protocol                  = "tcp"
  referenced_security_group_id = each.value
  security_group_id            = aws_security_group._cache_sessions.id
  to_port                      = 6379
  tags = {
    Name               = "In from ${each.key}"
    "nanokit:database" = "sessions"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# Images
# ------

locals {
  image_lifecycle = {
    rules = [
      {
        action = {
          type = "expire"
        }
        description  = "Expire images without a tag after 14 days"
        rulePriority = 1
        selection = {
          countNumber = 14
          countType   = "sinceImagePushed"
          countUnit   = "days"
          tagStatus   = "untagged"
        }
      },
    ]
  }
}

# Load balancer
# -------------

data "aws_route53_zone" "main" {
  name         = "example.com"
  private_zone = false
}

resource "aws_lb" "main" {
  drop_invalid_header_fields = true
  enable_deletion_protection = true
  internal                   = false
  load_balancer_type         = "application"
  name                       = "nk-shop-stage"
  security_groups            = [aws_security_group.load_balancer.id]
  subnets = [
    aws_subnet.public_eu-west-1a.id,
    aws_subnet.public_eu-west-1b.id,
  ]

  access_logs {
    bucket  = "acme-access-logs"
    enabled = true
  }

  depends_on = [
    aws_route.public_internet,
    aws_route_table_association.public_eu-west-1a,
    aws_route_table_association.public_eu-west-1b,
  ]
}

resource "aws_lb_listener" "http" {
  load_balancer_arn = aws_lb.main.arn
  port              = 80
  protocol          = "HTTP"

  default_action {
    type = "redirect"

    redirect {
      port        = "443"
      protocol    = "HTTPS"
      status_code = "HTTP_301"
    }
  }

  depends_on = [
    aws_lb_listener.https,
    aws_lb_listener_rule.https_hosts,
  ]
}

resource "aws_lb_listener" "https" {
  certificate_arn   = aws_acm_certificate_validation.main.certificate_arn
  load_balancer_arn = aws_lb.main.arn
  port              = 443
  protocol          = "HTTPS"
  ssl_policy        = "ELBSecurityPolicy-TLS13-1-2-2021-06"

  default_action {
    type = "fixed-response"

    fixed_response {
      content_type = "text/plain"
      message_body = "No service is published under this name."
      status_code  = "404"
    }
  }
}

resource "aws_wafv2_web_acl_association" "main" {
  resource_arn = aws_lb.main.arn
  web_acl_arn  = "arn:aws:wafv2:eu-west-1:123456789012:regional/webacl/shop/01234567-89ab-cdef-0123-456789abcdef"
}

resource "aws_lb_listener_rule" "https_hosts" {
  for_each = {
    "shop.example.com" = {
      priority = 25533
      tags = {
        "nanokit:service" = "web"
      }
      target_group_arn = aws_lb_target_group.web.arn
    }
  }

  listener_arn = aws_lb_listener.https.arn
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
}

resource "aws_route53_record" "hosts" {
  for_each = {
    "shop.example.com" = data.aws_route53_zone.main.zone_id
  }

  name    = each.key
  type    = "A"
  zone_id = each.value

  alias {
    evaluate_target_health = false
    name                   = aws_lb.main.dns_name
    zone_id                = aws_lb.main.zone_id
  }
}

resource "aws_security_group" "load_balancer" {
  description = "Load balancer"
  name        = "nk-shop-stage.load-balancer"
  vpc_id      = aws_vpc.main.id
  tags = {
    Name = "nk-shop-stage.load-balancer"
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

resource "aws_vpc_security_group_ingress_rule" "load_balancer_https" {
  cidr_ipv4         = "0.0.0.0/0"
  description       = "In from everywhere on 443"
  from_port         = 443
  ip_protocol       = "tcp"
  security_group_id = aws_security_group.load_balancer.id
  to_port           = 443
  tags = {
    Name = "In from everywhere on 443"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_acm_certificate" "main" {
  domain_name       = "shop.example.com"
  validation_method = "DNS"

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_acm_certificate_validation" "main" {
  certificate_arn         = aws_acm_certificate.main.arn
  validation_record_fqdns = [for record in aws_route53_record.certificate : record.fqdn]
}

resource "aws_route53_record" "certificate" {
  for_each = toset(["shop.example.com"])

  allow_overwrite = true
  name            = one([for option in aws_acm_certificate.main.domain_validation_options : option.resource_record_name if option.domain_name == each.key])
  records         = [one([for option in aws_acm_certificate.main.domain_validation_options : option.resource_record_value if option.domain_name == each.key])]
  ttl             = 60
  type            = one([for option in aws_acm_certificate.main.domain_validation_options : option.resource_record_type if option.domain_name == each.key])
  zone_id         = data.aws_route53_zone.main.zone_id
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

# Service store
# -------------

locals {
  store_container = {
    environment = [
      { name = "NANOKIT_ENV", value = "stage" },
      { name = "NANOKIT_PROJECT", value = "shop" },
      { name = "NANOKIT_SERVICE", value = "store" },
      { name = "NANOKIT_URL_WEB", value = "https://shop.example.com" },
      { name = "ORDERS_HOST", value = aws_db_instance.orders.address },
      { name = "ORDERS_NAME", value = "shop" },
      { name = "ORDERS_PORT", value = "5432" },
      { name = "ORDERS_USER", value = "shop" },
      {
        name  = "SESSIONS_HOST"
        value = aws_elasticache_replication_group.sessions.primary_endpoint_address
      },
      { name = "SESSIONS_NAME", value = "0" },
      { name = "SESSIONS_PORT", value = "6379" },
      {
        name  = "SESSIONS_URL"
        value = "rediss://${aws_elasticache_replication_group.sessions.primary_endpoint_address}:6379/0"
      },
      { name = "SESSIONS_USER", value = "default" },
    ]
    essential = true
    image     = "ghcr.io/acme/store:2.1"
    logConfiguration = {
      logDriver = "awslogs"
      options = {
        awslogs-group         = aws_cloudwatch_log_group.store.name
        awslogs-region        = "eu-west-1"
        awslogs-stream-prefix = "ecs"
      }
    }
    mountPoints  = [{ containerPath = "/srv/files", readOnly = false, sourceVolume = "files" }]
    name         = "store"
    portMappings = [{ containerPort = 3000, hostPort = 3000, name = "store", protocol = "tcp" }]
    secrets = [
      {
        name      = "ORDERS_PASSWORD"
        valueFrom = "${aws_db_instance.orders.master_user_secret[0].secret_arn}:password::"
      },
    ]
    systemControls = []
    user           = "1000:1000"
    volumesFrom    = []
  }

  store_task_policy = {
    Statement = [
      {
        Action = [
          "elasticfilesystem:ClientMount",
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

  store_execution_policy = {
    Statement = [
      {
        Action = [
          "logs:CreateLogStream",
          "logs:PutLogEvents",
        ]
        Effect   = "Allow"
        Resource = ["${aws_cloudwatch_log_group.store.arn}:*"]
      },
      {
        Action   = ["secretsmanager:GetSecretValue"]
        Effect   = "Allow"
        Resource = [aws_db_instance.orders.master_user_secret[0].secret_arn]
      },
    ]
    Version = "2012-10-17"
  }
}

resource "aws_ecs_service" "store" {
  availability_zone_rebalancing      = "DISABLED"
  cluster                            = aws_ecs_cluster.main.arn
  deployment_maximum_percent         = 100
  deployment_minimum_healthy_percent = 0
  desired_count                      = 1
  enable_ecs_managed_tags            = true
  launch_type                        = "FARGATE"
  name                               = "store"
  platform_version                   = "1.4.0"
  propagate_tags                     = "SERVICE"
  task_definition                    = aws_ecs_task_definition.store.arn
  tags = {
    "nanokit:service" = "store"
  }

  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }

  network_configuration {
    assign_public_ip = false
    security_groups = [
      aws_security_group.store_task.id,
      aws_security_group.default_network.id,
      aws_security_group.file_system_clients.id,
    ]
    subnets = [
      aws_subnet.private_eu-west-1a.id,
      aws_subnet.private_eu-west-1b.id,
    ]
  }

  service_connect_configuration {
    enabled   = true
    namespace = aws_service_discovery_http_namespace.main.arn

    log_configuration {
      log_driver = "awslogs"
      options = {
        awslogs-group         = aws_cloudwatch_log_group.store.name
        awslogs-region        = "eu-west-1"
        awslogs-stream-prefix = "service-connect"
      }
    }

    service {
      discovery_name = "store"
      port_name      = "store"

      client_alias {
        dns_name = "store"
        port     = 3000
      }
    }
  }

  depends_on = [
    aws_vpc_security_group_egress_rule.store_internet,
    aws_vpc_security_group_ingress_rule.nfs,
    aws_vpc_security_group_egress_rule.nfs,
    aws_vpc_security_group_ingress_rule.store_port,
    aws_route_table_association.private_eu-west-1a,
    aws_route.private_eu-west-1a,
    aws_route_table_association.private_eu-west-1b,
    aws_route.private_eu-west-1b,
    aws_iam_role_policy.store_execution,
    aws_iam_role_policy.store_task,
    aws_efs_mount_target.eu-west-1a,
    aws_efs_mount_target.eu-west-1b,
    aws_efs_file_system_policy.main,
    aws_vpc_security_group_ingress_rule._database_orders,
    aws_vpc_security_group_ingress_rule._cache_sessions,
  ]
}

resource "aws_ecs_task_definition" "store" {
  container_definitions    = jsonencode([local.store_container])
  cpu                      = "512"
  execution_role_arn       = aws_iam_role.store_execution.arn
  family                   = "nk-shop-stage-store"
  memory                   = "1024"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  skip_destroy             = true
  task_role_arn            = aws_iam_role.store_task.arn
  tags = {
    "nanokit:service" = "store"
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

resource "aws_cloudwatch_log_group" "store" {
  kms_key_id        = "arn:aws:kms:eu-west-1:123456789012:key/0123abcd-0123-0123-0123-0123456789ab"
  name              = "/nanokit/shop/stage/store"
  retention_in_days = 365
  tags = {
    "nanokit:service" = "store"
  }
}

resource "aws_iam_role" "store_task" {
  assume_role_policy = jsonencode(local.task_trust)
  name               = "nk-shop-stage-store-task"
  tags = {
    "nanokit:service" = "store"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_iam_role_policy" "store_task" {
  name   = "nanokit"
  policy = jsonencode(local.store_task_policy)
  role   = aws_iam_role.store_task.id

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_iam_role" "store_execution" {
  assume_role_policy = jsonencode(local.execution_trust)
  name               = "nk-shop-stage-store.execution"
  tags = {
    "nanokit:service" = "store"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_iam_role_policy" "store_execution" {
  name   = "nanokit"
  policy = jsonencode(local.store_execution_policy)
  role   = aws_iam_role.store_execution.id

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_security_group" "store_task" {
  description = "Tasks of service store"
  name        = "nk-shop-stage-store"
  vpc_id      = aws_vpc.main.id
  tags = {
    Name              = "nk-shop-stage-store"
    "nanokit:service" = "store"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_egress_rule" "store_internet" {
  cidr_ipv4         = "0.0.0.0/0"
  description       = "Out to everywhere"
  ip_protocol       = "-1"
  security_group_id = aws_security_group.store_task.id
  tags = {
    Name              = "Out to everywhere"
    "nanokit:service" = "store"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_ingress_rule" "store_port" {
  for_each = {
    default = aws_security_group.default_network.id
  }

  description                  = "In from ${each.key}"
  from_port                    = 3000
  ip_protocol                  = "tcp"
  referenced_security_group_id = each.value
  security_group_id            = aws_security_group.store_task.id
  to_port                      = 3000
  tags = {
    Name              = "In from ${each.key}"
    "nanokit:service" = "store"
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
      { name = "NANOKIT_URL_STORE", value = "http://store:3000" },
    ]
    essential = true
    image     = "ghcr.io/acme/web:1.4"
    logConfiguration = {
      logDriver = "awslogs"
      options = {
        awslogs-group         = aws_cloudwatch_log_group.web.name
        awslogs-region        = "eu-west-1"
        awslogs-stream-prefix = "ecs"
      }
    }
    mountPoints    = []
    name           = "web"
    portMappings   = [{ containerPort = 8080, hostPort = 8080, name = "web", protocol = "tcp" }]
    systemControls = []
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
    container_port   = 8080
    target_group_arn = aws_lb_target_group.web.arn
  }

  network_configuration {
    assign_public_ip = false
    security_groups = [
      aws_security_group.web_task.id,
      aws_security_group.default_network.id,
    ]
    subnets = [
      aws_subnet.private_eu-west-1a.id,
      aws_subnet.private_eu-west-1b.id,
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
        port     = 8080
      }
    }
  }

  depends_on = [
    aws_vpc_security_group_egress_rule.web_internet,
    aws_vpc_security_group_ingress_rule.web_port,
    aws_route_table_association.private_eu-west-1a,
    aws_route.private_eu-west-1a,
    aws_route_table_association.private_eu-west-1b,
    aws_route.private_eu-west-1b,
    aws_iam_role_policy.execution,
    aws_lb_listener_rule.https_hosts,
    aws_vpc_security_group_ingress_rule.web_load_balancer,
    aws_vpc_security_group_egress_rule.load_balancer_tasks,
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
}

resource "aws_cloudwatch_log_group" "web" {
  kms_key_id        = "arn:aws:kms:eu-west-1:123456789012:key/0123abcd-0123-0123-0123-0123456789ab"
  name              = "/nanokit/shop/stage/web"
  retention_in_days = 365
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

resource "aws_vpc_security_group_ingress_rule" "web_port" {
  for_each = {
    default = aws_security_group.default_network.id
  }

  description                  = "In from ${each.key}"
  from_port                    = 8080
  ip_protocol                  = "tcp"
  referenced_security_group_id = each.value
  security_group_id            = aws_security_group.web_task.id
  to_port                      = 8080
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
  name                 = "nk-shop-stage-web-f8fa9a2a"
  port                 = 8080
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
  from_port                    = 8080
  ip_protocol                  = "tcp"
  referenced_security_group_id = aws_security_group.load_balancer.id
  security_group_id            = aws_security_group.web_task.id
  to_port                      = 8080
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
    environment = [
      { name = "NANOKIT_ENV", value = "stage" },
      { name = "NANOKIT_PROJECT", value = "shop" },
      { name = "NANOKIT_SERVICE", value = "worker" },
      { name = "NANOKIT_URL_STORE", value = "http://store:3000" },
      { name = "NANOKIT_URL_WEB", value = "https://shop.example.com" },
    ]
    essential = true
    image     = var.worker_image != "" ? var.worker_image : "${aws_ecr_repository.worker.repository_url}:${var.worker_image_tag}"
    logConfiguration = {
      logDriver = "awslogs"
      options = {
        awslogs-group         = aws_cloudwatch_log_group.worker.name
        awslogs-region        = "eu-west-1"
        awslogs-stream-prefix = "ecs"
      }
    }
    mountPoints    = []
    name           = "worker"
    portMappings   = []
    systemControls = []
    volumesFrom    = []
  }
}

resource "aws_ecs_service" "worker" {
  availability_zone_rebalancing      = "DISABLED"
  cluster                            = aws_ecs_cluster.main.arn
  deployment_maximum_percent         = 100
  deployment_minimum_healthy_percent = 0
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
    assign_public_ip = false
    security_groups = [
      aws_security_group.worker_task.id,
      aws_security_group.default_network.id,
    ]
    subnets = [
      aws_subnet.private_eu-west-1a.id,
      aws_subnet.private_eu-west-1b.id,
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
    aws_route_table_association.private_eu-west-1a,
    aws_route.private_eu-west-1a,
    aws_route_table_association.private_eu-west-1b,
    aws_route.private_eu-west-1b,
    aws_iam_role_policy.execution,
  ]
}

resource "aws_ecs_task_definition" "worker" {
  container_definitions    = jsonencode([local.worker_container])
  cpu                      = "512"
  execution_role_arn       = aws_iam_role.execution.arn
  family                   = "nk-shop-stage-worker"
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

  lifecycle {
    precondition {
      condition     = var.worker_image != "" || var.worker_image_tag != ""
      error_message = "Which image of service worker is to run? Pass its tag: -var worker_image_tag=1.0.0. Before the first push, make the repository alone: terraform apply -target=aws_ecr_repository.worker"
    }
  }
}

resource "aws_cloudwatch_log_group" "worker" {
  kms_key_id        = "arn:aws:kms:eu-west-1:123456789012:key/0123abcd-0123-0123-0123-0123456789ab"
  name              = "/nanokit/shop/stage/worker"
  retention_in_days = 365
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

resource "aws_ecr_repository" "worker" {
  force_delete         = false
  image_tag_mutability = "IMMUTABLE"
  name                 = "nk-shop-stage/worker"
  tags = {
    "nanokit:service" = "worker"
  }

  encryption_configuration {
    encryption_type = "KMS"
    kms_key         = "arn:aws:kms:eu-west-1:123456789012:key/0123abcd-0123-0123-0123-0123456789ab"
  }

  image_scanning_configuration {
    scan_on_push = true
  }

  lifecycle {
    ignore_changes = [encryption_configuration]
  }
}

resource "aws_ecr_lifecycle_policy" "worker" {
  policy     = jsonencode(local.image_lifecycle)
  repository = aws_ecr_repository.worker.name
}

# Schedules
# ---------

locals {
  scheduler_policy = {
    Statement = [
      {
        Action   = ["sqs:SendMessage"]
        Effect   = "Allow"
        Resource = [aws_sqs_queue.dead_letters.arn]
      },
      {
        Action = [
          "kms:Decrypt",
          "kms:GenerateDataKey",
        ]
        Effect   = "Allow"
        Resource = ["arn:aws:kms:eu-west-1:123456789012:key/0123abcd-0123-0123-0123-0123456789ab"]
      },
      {
        Action = ["ecs:RunTask"]
        Condition = {
          ArnEquals = {
            "ecs:cluster" = [aws_ecs_cluster.main.arn]
          }
        }
        Effect   = "Allow"
        Resource = ["${aws_ecs_task_definition._tidy.arn_without_revision}:*"]
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
          aws_iam_role.store_task.arn,
          aws_iam_role.store_execution.arn,
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

resource "aws_sqs_queue" "dead_letters" {
  kms_master_key_id         = "arn:aws:kms:eu-west-1:123456789012:key/0123abcd-0123-0123-0123-0123456789ab"
  message_retention_seconds = 1209600
  name                      = "nk-shop-stage-dead-letters"

  lifecycle {
    create_before_destroy = true
  }
}

# Job tidy
# --------

locals {
  _tidy_container = {
    command    = ["--all"]
    entryPoint = ["tidy"]
    environment = [
      { name = "NANOKIT_ENV", value = "stage" },
      { name = "NANOKIT_PROJECT", value = "shop" },
      { name = "NANOKIT_SERVICE", value = "store" },
      { name = "NANOKIT_URL_WEB", value = "https://shop.example.com" },
      { name = "ORDERS_HOST", value = aws_db_instance.orders.address },
      { name = "ORDERS_NAME", value = "shop" },
      { name = "ORDERS_PORT", value = "5432" },
      { name = "ORDERS_USER", value = "shop" },
      {
        name  = "SESSIONS_HOST"
        value = aws_elasticache_replication_group.sessions.primary_endpoint_address
      },
      { name = "SESSIONS_NAME", value = "0" },
      { name = "SESSIONS_PORT", value = "6379" },
      {
        name  = "SESSIONS_URL"
        value = "rediss://${aws_elasticache_replication_group.sessions.primary_endpoint_address}:6379/0"
      },
      { name = "SESSIONS_USER", value = "default" },
    ]
    essential = true
    image     = "ghcr.io/acme/store:2.1"
    logConfiguration = {
      logDriver = "awslogs"
      options = {
        awslogs-group         = aws_cloudwatch_log_group.store.name
        awslogs-region        = "eu-west-1"
        awslogs-stream-prefix = "ecs"
      }
    }
    mountPoints  = [{ containerPath = "/srv/files", readOnly = false, sourceVolume = "files" }]
    name         = "tidy"
    portMappings = []
    secrets = [
      {
        name      = "ORDERS_PASSWORD"
        valueFrom = "${aws_db_instance.orders.master_user_secret[0].secret_arn}:password::"
      },
    ]
    systemControls = []
    user           = "1000:1000"
    volumesFrom    = []
  }
}

resource "aws_scheduler_schedule" "tidy" {
  group_name                   = aws_scheduler_schedule_group.main.name
  name                         = "tidy"
  schedule_expression          = "cron(30 3 * * ? *)"
  schedule_expression_timezone = "UTC"
  state                        = "ENABLED"

  flexible_time_window {
    mode = "OFF"
  }

  target {
    arn      = aws_ecs_cluster.main.arn
    role_arn = aws_iam_role.scheduler.arn

    dead_letter_config {
      arn = aws_sqs_queue.dead_letters.arn
    }

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
          aws_security_group.store_task.id,
          aws_security_group.default_network.id,
          aws_security_group.file_system_clients.id,
        ]
        subnets = [
          aws_subnet.private_eu-west-1a.id,
          aws_subnet.private_eu-west-1b.id,
        ]
      }
    }

    retry_policy {
      maximum_event_age_in_seconds = 300
      maximum_retry_attempts       = 3
    }
  }

  depends_on = [
    aws_vpc_security_group_egress_rule.store_internet,
    aws_vpc_security_group_ingress_rule.nfs,
    aws_vpc_security_group_egress_rule.nfs,
    aws_vpc_security_group_ingress_rule.store_port,
    aws_route_table_association.private_eu-west-1a,
    aws_route.private_eu-west-1a,
    aws_route_table_association.private_eu-west-1b,
    aws_route.private_eu-west-1b,
    aws_iam_role_policy.store_execution,
    aws_iam_role_policy.store_task,
    aws_efs_mount_target.eu-west-1a,
    aws_efs_mount_target.eu-west-1b,
    aws_efs_file_system_policy.main,
    aws_iam_role_policy.scheduler,
  ]
}

resource "aws_ecs_task_definition" "_tidy" {
  container_definitions    = jsonencode([local._tidy_container])
  cpu                      = "512"
  execution_role_arn       = aws_iam_role.store_execution.arn
  family                   = "nk-shop-stage-_tidy"
  memory                   = "1024"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  skip_destroy             = true
  task_role_arn            = aws_iam_role.store_task.arn
  tags = {
    "nanokit:job"     = "tidy"
    "nanokit:service" = "store"
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
    store  = aws_cloudwatch_log_group.store.name
    web    = aws_cloudwatch_log_group.web.name
    worker = aws_cloudwatch_log_group.worker.name
  }
}

output "repository_urls" {
  description = "URLs of the ECR repositories that images are pushed to, by service"
  value = {
    worker = aws_ecr_repository.worker.repository_url
  }
}

output "security_group_ids" {
  description = "Ids of the security groups of the tasks, by service"
  value = {
    store  = aws_security_group.store_task.id
    web    = aws_security_group.web_task.id
    worker = aws_security_group.worker_task.id
  }
}

output "service_names" {
  description = "Names of the ECS services, by service"
  value = {
    store  = aws_ecs_service.store.name
    web    = aws_ecs_service.web.name
    worker = aws_ecs_service.worker.name
  }
}

output "task_role_names" {
  description = "Names of the IAM roles of the containers, by service; attach policies of your own to them"
  value = {
    store  = aws_iam_role.store_task.name
    web    = aws_iam_role.web_task.name
    worker = aws_iam_role.worker_task.name
  }
}

output "urls" {
  description = "URLs of the services that are published, by service"
  value = {
    web = "https://shop.example.com"
  }
}

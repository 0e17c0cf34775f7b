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

# Variables
# ---------

variable "queue_image" {
  default     = ""
  description = "Image of service queue if it is not in its own repository: a whole reference such as 123456789012.dkr.ecr.eu-west-1.amazonaws.com/queue:1.0.0"
  nullable    = false
  type        = string

  validation {
    condition     = var.queue_image == "" || can(regex("^[^[:space:]]+$", var.queue_image))
    error_message = "The image of service queue must be a reference such as repository:tag, without spaces."
  }
}

variable "queue_image_tag" {
  default     = ""
  description = "Tag of the image of service queue in its repository, such as 1.4.0; nanokit-tf images prints how to push it"
  nullable    = false
  type        = string

  validation {
    condition     = var.queue_image_tag == "" || can(regex("^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$", var.queue_image_tag))
    error_message = "The tag of the image of service queue may hold letters, digits and _.- only."
  }
}

# Account and region
# ------------------

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

# Network
# -------

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

resource "aws_subnet" "public_us-east-1a" {
  availability_zone       = "us-east-1a"
  cidr_block              = "10.0.0.0/20"
  map_public_ip_on_launch = false
  vpc_id                  = aws_vpc.main.id
  tags = {
    Name = "nk-shop-stage-public-us-east-1a"
  }

  lifecycle {
    create_before_destroy = true
    ignore_changes = [
      availability_zone,
      cidr_block,
    ]

    postcondition {
      condition     = self.availability_zone == "us-east-1a"
      error_message = "Subnet ${self.id} was picked before the zones had names, and is in ${self.availability_zone}, not in us-east-1a. Give it the address of its own zone, with `terraform state mv`: it, its route table association and its mount target."
    }
  }
}

resource "aws_subnet" "public_us-east-1b" {
  availability_zone       = "us-east-1b"
  cidr_block              = "10.0.16.0/20"
  map_public_ip_on_launch = false
  vpc_id                  = aws_vpc.main.id
  tags = {
    Name = "nk-shop-stage-public-us-east-1b"
  }

  lifecycle {
    create_before_destroy = true
    ignore_changes = [
      availability_zone,
      cidr_block,
    ]

    postcondition {
      condition     = self.availability_zone == "us-east-1b"
      error_message = "Subnet ${self.id} was picked before the zones had names, and is in ${self.availability_zone}, not in us-east-1b. Give it the address of its own zone, with `terraform state mv`: it, its route table association and its mount target."
    }
  }
}

resource "aws_route_table_association" "public_us-east-1a" {
  route_table_id = aws_route_table.public.id
  subnet_id      = aws_subnet.public_us-east-1a.id

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_route_table_association" "public_us-east-1b" {
  route_table_id = aws_route_table.public.id
  subnet_id      = aws_subnet.public_us-east-1b.id

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_subnet" "private_us-east-1a" {
  availability_zone       = "us-east-1a"
  cidr_block              = "10.0.208.0/20"
  map_public_ip_on_launch = false
  vpc_id                  = aws_vpc.main.id
  tags = {
    Name = "nk-shop-stage-private-us-east-1a"
  }

  lifecycle {
    create_before_destroy = true
    ignore_changes = [
      availability_zone,
      cidr_block,
    ]

    postcondition {
      condition     = self.availability_zone == "us-east-1a"
      error_message = "Subnet ${self.id} was picked before the zones had names, and is in ${self.availability_zone}, not in us-east-1a. Give it the address of its own zone, with `terraform state mv`: it, its route table, its route and its route table association."
    }
  }
}

resource "aws_subnet" "private_us-east-1b" {
  availability_zone       = "us-east-1b"
  cidr_block              = "10.0.192.0/20"
  map_public_ip_on_launch = false
  vpc_id                  = aws_vpc.main.id
  tags = {
    Name = "nk-shop-stage-private-us-east-1b"
  }

  lifecycle {
    create_before_destroy = true
    ignore_changes = [
      availability_zone,
      cidr_block,
    ]

    postcondition {
      condition     = self.availability_zone == "us-east-1b"
      error_message = "Subnet ${self.id} was picked before the zones had names, and is in ${self.availability_zone}, not in us-east-1b. Give it the address of its own zone, with `terraform state mv`: it, its route table, its route and its route table association."
    }
  }
}

resource "aws_route_table" "private_us-east-1a" {
  vpc_id = aws_vpc.main.id
  tags = {
    Name = "nk-shop-stage-private-us-east-1a"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_route_table" "private_us-east-1b" {
  vpc_id = aws_vpc.main.id
  tags = {
    Name = "nk-shop-stage-private-us-east-1b"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_route_table_association" "private_us-east-1a" {
  route_table_id = aws_route_table.private_us-east-1a.id
  subnet_id      = aws_subnet.private_us-east-1a.id

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_route_table_association" "private_us-east-1b" {
  route_table_id = aws_route_table.private_us-east-1b.id
  subnet_id      = aws_subnet.private_us-east-1b.id

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_security_group" "endpoints" {
  description = "VPC endpoints"
  name        = "nk-shop-stage.endpoints"
  vpc_id      = aws_vpc.main.id
  tags = {
    Name = "nk-shop-stage.endpoints"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_ingress_rule" "endpoints_https" {
  cidr_ipv4         = aws_vpc.main.cidr_block
  description       = "HTTPS from the VPC"
  from_port         = 443
  ip_protocol       = "tcp"
  security_group_id = aws_security_group.endpoints.id
  to_port           = 443
  tags = {
    Name = "HTTPS from the VPC"
  }

  lifecycle {
    create_before_destroy = true
  }

  depends_on = [
    aws_vpc_endpoint.ecr_api,
    aws_vpc_endpoint.ecr_dkr,
    aws_vpc_endpoint.ecs_agent,
    aws_vpc_endpoint.logs,
    aws_vpc_endpoint.secretsmanager,
    aws_vpc_endpoint.sqs,
    aws_vpc_endpoint.ssm,
    aws_vpc_endpoint.ssmmessages,
    aws_vpc_endpoint.s3,
  ]
}

resource "aws_vpc_endpoint" "ecr_api" {
  private_dns_enabled = true
  security_group_ids  = [aws_security_group.endpoints.id]
  service_name        = "com.amazonaws.us-east-1.ecr.api"
  subnet_ids = [
    aws_subnet.private_us-east-1a.id,
    aws_subnet.private_us-east-1b.id,
  ]
  vpc_endpoint_type = "Interface"
  vpc_id            = aws_vpc.main.id
  tags = {
    Name = "nk-shop-stage-ecr.api"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_endpoint" "ecr_dkr" {
  private_dns_enabled = true
  security_group_ids  = [aws_security_group.endpoints.id]
  service_name        = "com.amazonaws.us-east-1.ecr.dkr"
  subnet_ids = [
    aws_subnet.private_us-east-1a.id,
    aws_subnet.private_us-east-1b.id,
  ]
  vpc_endpoint_type = "Interface"
  vpc_id            = aws_vpc.main.id
  tags = {
    Name = "nk-shop-stage-ecr.dkr"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_endpoint" "ecs_agent" {
  private_dns_enabled = true
  security_group_ids  = [aws_security_group.endpoints.id]
  service_name        = "com.amazonaws.us-east-1.ecs-agent"
  subnet_ids = [
    aws_subnet.private_us-east-1a.id,
    aws_subnet.private_us-east-1b.id,
  ]
  vpc_endpoint_type = "Interface"
  vpc_id            = aws_vpc.main.id
  tags = {
    Name = "nk-shop-stage-ecs-agent"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_endpoint" "logs" {
  private_dns_enabled = true
  security_group_ids  = [aws_security_group.endpoints.id]
  service_name        = "com.amazonaws.us-east-1.logs"
  subnet_ids = [
    aws_subnet.private_us-east-1a.id,
    aws_subnet.private_us-east-1b.id,
  ]
  vpc_endpoint_type = "Interface"
  vpc_id            = aws_vpc.main.id
  tags = {
    Name = "nk-shop-stage-logs"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_endpoint" "s3" {
  route_table_ids = [
    aws_route_table.private_us-east-1a.id,
    aws_route_table.private_us-east-1b.id,
  ]
  service_name      = "com.amazonaws.us-east-1.s3"
  vpc_endpoint_type = "Gateway"
  vpc_id            = aws_vpc.main.id
  tags = {
    Name = "nk-shop-stage-s3"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_endpoint" "secretsmanager" {
  private_dns_enabled = true
  security_group_ids  = [aws_security_group.endpoints.id]
  service_name        = "com.amazonaws.us-east-1.secretsmanager"
  subnet_ids = [
    aws_subnet.private_us-east-1a.id,
    aws_subnet.private_us-east-1b.id,
  ]
  vpc_endpoint_type = "Interface"
  vpc_id            = aws_vpc.main.id
  tags = {
    Name = "nk-shop-stage-secretsmanager"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_endpoint" "sqs" {
  private_dns_enabled = true
  security_group_ids  = [aws_security_group.endpoints.id]
  service_name        = "com.amazonaws.us-east-1.sqs"
  subnet_ids = [
    aws_subnet.private_us-east-1a.id,
    aws_subnet.private_us-east-1b.id,
  ]
  vpc_endpoint_type = "Interface"
  vpc_id            = aws_vpc.main.id
  tags = {
    Name = "nk-shop-stage-sqs"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_endpoint" "ssm" {
  private_dns_enabled = true
  security_group_ids  = [aws_security_group.endpoints.id]
  service_name        = "com.amazonaws.us-east-1.ssm"
  subnet_ids = [
    aws_subnet.private_us-east-1a.id,
    aws_subnet.private_us-east-1b.id,
  ]
  vpc_endpoint_type = "Interface"
  vpc_id            = aws_vpc.main.id
  tags = {
    Name = "nk-shop-stage-ssm"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_endpoint" "ssmmessages" {
  private_dns_enabled = true
  security_group_ids  = [aws_security_group.endpoints.id]
  service_name        = "com.amazonaws.us-east-1.ssmmessages"
  subnet_ids = [
    aws_subnet.private_us-east-1a.id,
    aws_subnet.private_us-east-1b.id,
  ]
  vpc_endpoint_type = "Interface"
  vpc_id            = aws_vpc.main.id
  tags = {
    Name = "nk-shop-stage-ssmmessages"
  }

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

resource "aws_efs_mount_target" "us-east-1a" {
  file_system_id  = aws_efs_file_system.main.id
  security_groups = [aws_security_group.file_system.id]
  subnet_id       = aws_subnet.public_us-east-1a.id

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_efs_mount_target" "us-east-1b" {
  file_system_id  = aws_efs_file_system.main.id
  security_groups = [aws_security_group.file_system.id]
  subnet_id       = aws_subnet.public_us-east-1b.id

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
        Resource = ["arn:aws:ecr:us-east-1:123456789012:repository/shop/api"]
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

resource "aws_security_group" "inner_network" {
  description = "Tasks on network inner"
  name        = "nk-shop-stage/inner"
  vpc_id      = aws_vpc.main.id
  tags = {
    Name = "nk-shop-stage/inner"
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
    aws_subnet.private_us-east-1a.id,
    aws_subnet.private_us-east-1b.id,
  ]
}

resource "aws_db_instance" "orders" {
  allocated_storage           = 20
  allow_major_version_upgrade = true
  apply_immediately           = true
  auto_minor_version_upgrade  = true
  backup_retention_period     = 1
  copy_tags_to_snapshot       = true
  db_name                     = "orders"
  db_subnet_group_name        = aws_db_subnet_group.main.name
  delete_automated_backups    = false
  deletion_protection         = false
  engine                      = "postgres"
  engine_version              = "17"
  final_snapshot_identifier   = "nk-shop-stage-orders-final-${aws_security_group._database_orders.id}"
  identifier                  = "nk-shop-stage-orders"
  instance_class              = "db.t4g.micro"
  manage_master_user_password = true
  port                        = 5432
  publicly_accessible         = false
  skip_final_snapshot         = false
  storage_encrypted           = true
  storage_type                = "gp3"
  username                    = "postgres"
  vpc_security_group_ids      = [aws_security_group._database_orders.id]
  tags = {
    Name               = "orders"
    "nanokit:database" = "orders"
  }
}

resource "aws_secretsmanager_secret_rotation" "orders" {
  rotate_immediately = false
  secret_id          = aws_db_instance.orders.master_user_secret[0].secret_arn

  rotation_rules {
    duration            = "1h"
    schedule_expression = "cron(0 4 1 3 ? *)"
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
    queue = aws_security_group.queue_task.id
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

# Service api
# -----------

locals {
  api_container = {
    environment = [
      { name = "NANOKIT_ENV", value = "stage" },
      { name = "NANOKIT_PROJECT", value = "shop" },
      { name = "NANOKIT_SERVICE", value = "api" },
      { name = "NANOKIT_URL_QUEUE", value = "http://queue:5000" },
      { name = "NANOKIT_URL_STORE", value = "http://store:6000" },
    ]
    essential = true
    image     = "123456789012.dkr.ecr.us-east-1.amazonaws.com/shop/api:1.4"
    linuxParameters = {
      initProcessEnabled = true
    }
    logConfiguration = {
      logDriver = "awslogs"
      options = {
        awslogs-group         = aws_cloudwatch_log_group.api.name
        awslogs-region        = "us-east-1"
        awslogs-stream-prefix = "ecs"
      }
    }
    mountPoints    = [{ containerPath = "/srv/files", readOnly = false, sourceVolume = "files" }]
    name           = "api"
    portMappings   = [{ containerPort = 3000, hostPort = 3000, name = "api", protocol = "tcp" }]
    systemControls = []
    volumesFrom    = []
  }

  api_task_policy = {
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
      {
        Action = [
          "ssmmessages:CreateControlChannel",
          "ssmmessages:CreateDataChannel",
          "ssmmessages:OpenControlChannel",
          "ssmmessages:OpenDataChannel",
        ]
        Effect   = "Allow"
        Resource = ["*"]
      },
      {
        Action   = ["s3:ListBucket"]
        Effect   = "Allow"
        Resource = ["arn:${data.aws_partition.current.partition}:s3:::shop-files"]
      },
      {
        Action   = ["s3:GetObject"]
        Effect   = "Allow"
        Resource = ["arn:${data.aws_partition.current.partition}:s3:::shop-files/*"]
      },
    ]
    Version = "2012-10-17"
  }
}

resource "aws_ecs_service" "api" {
  availability_zone_rebalancing      = "DISABLED"
  cluster                            = aws_ecs_cluster.main.arn
  deployment_maximum_percent         = 100
  deployment_minimum_healthy_percent = 0
  desired_count                      = 1
  enable_ecs_managed_tags            = true
  enable_execute_command             = true
  launch_type                        = "FARGATE"
  name                               = "api"
  platform_version                   = "1.4.0"
  propagate_tags                     = "SERVICE"
  task_definition                    = aws_ecs_task_definition.api.arn
  tags = {
    "nanokit:service" = "api"
  }

  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }

  network_configuration {
    assign_public_ip = false
    security_groups = [
      aws_security_group.api_task.id,
      aws_security_group.inner_network.id,
      aws_security_group.file_system_clients.id,
    ]
    subnets = [
      aws_subnet.private_us-east-1a.id,
      aws_subnet.private_us-east-1b.id,
    ]
  }

  service_connect_configuration {
    enabled   = true
    namespace = aws_service_discovery_http_namespace.main.arn

    log_configuration {
      log_driver = "awslogs"
      options = {
        awslogs-group         = aws_cloudwatch_log_group.api.name
        awslogs-region        = "us-east-1"
        awslogs-stream-prefix = "service-connect"
      }
    }

    service {
      discovery_name = "api"
      port_name      = "api"

      client_alias {
        dns_name = "api"
        port     = 3000
      }
    }
  }

  depends_on = [
    aws_vpc_security_group_egress_rule.api_internet,
    aws_vpc_security_group_ingress_rule.nfs,
    aws_vpc_security_group_egress_rule.nfs,
    aws_vpc_security_group_ingress_rule.api_port,
    aws_route_table_association.private_us-east-1a,
    aws_route_table_association.private_us-east-1b,
    aws_vpc_security_group_ingress_rule.endpoints_https,
    aws_iam_role_policy.execution,
    aws_iam_role_policy.api_task,
    aws_efs_mount_target.us-east-1a,
    aws_efs_mount_target.us-east-1b,
    aws_efs_file_system_policy.main,
  ]
}

resource "aws_ecs_task_definition" "api" {
  container_definitions    = jsonencode([local.api_container])
  cpu                      = "512"
  execution_role_arn       = aws_iam_role.execution.arn
  family                   = "nk-shop-stage-api"
  memory                   = "1024"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  skip_destroy             = true
  task_role_arn            = aws_iam_role.api_task.arn
  tags = {
    "nanokit:service" = "api"
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

resource "aws_cloudwatch_log_group" "api" {
  name              = "/nanokit/shop/stage/api"
  retention_in_days = 30
  tags = {
    "nanokit:service" = "api"
  }
}

resource "aws_iam_role" "api_task" {
  assume_role_policy = jsonencode(local.task_trust)
  name               = "nk-shop-stage-api-task"
  tags = {
    "nanokit:service" = "api"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_iam_role_policy" "api_task" {
  name   = "nanokit"
  policy = jsonencode(local.api_task_policy)
  role   = aws_iam_role.api_task.id

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_security_group" "api_task" {
  description = "Tasks of service api"
  name        = "nk-shop-stage-api"
  vpc_id      = aws_vpc.main.id
  tags = {
    Name              = "nk-shop-stage-api"
    "nanokit:service" = "api"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_egress_rule" "api_internet" {
  cidr_ipv4         = "0.0.0.0/0"
  description       = "Out to everywhere"
  ip_protocol       = "-1"
  security_group_id = aws_security_group.api_task.id
  tags = {
    Name              = "Out to everywhere"
    "nanokit:service" = "api"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_ingress_rule" "api_port" {
  for_each = {
    inner = aws_security_group.inner_network.id
  }

  description                  = "In from ${each.key}"
  from_port                    = 3000
  ip_protocol                  = "tcp"
  referenced_security_group_id = each.value
  security_group_id            = aws_security_group.api_task.id
  to_port                      = 3000
  tags = {
    Name              = "In from ${each.key}"
    "nanokit:service" = "api"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# Service queue
# -------------

locals {
  queue_container = {
    environment = [
      { name = "NANOKIT_ENV", value = "stage" },
      { name = "NANOKIT_PROJECT", value = "shop" },
      { name = "NANOKIT_SERVICE", value = "queue" },
      { name = "NANOKIT_URL_API", value = "http://api:3000" },
      { name = "NANOKIT_URL_STORE", value = "http://store:6000" },
      { name = "ORDERS_HOST", value = aws_db_instance.orders.address },
      { name = "ORDERS_NAME", value = "orders" },
      { name = "ORDERS_PORT", value = "5432" },
      { name = "ORDERS_USER", value = "postgres" },
    ]
    essential = true
    image     = var.queue_image != "" ? var.queue_image : "${aws_ecr_repository.queue.repository_url}:${var.queue_image_tag}"
    logConfiguration = {
      logDriver = "awslogs"
      options = {
        awslogs-group         = aws_cloudwatch_log_group.queue.name
        awslogs-region        = "us-east-1"
        awslogs-stream-prefix = "ecs"
      }
    }
    mountPoints  = []
    name         = "queue"
    portMappings = [{ containerPort = 5000, hostPort = 5000, name = "queue", protocol = "tcp" }]
    secrets = [
      { name = "KEY", valueFrom = "/shop/key" },
      {
        name      = "ORDERS_PASSWORD"
        valueFrom = "${aws_db_instance.orders.master_user_secret[0].secret_arn}:password::"
      },
    ]
    systemControls = []
    volumesFrom    = []
  }

  queue_task_policy = {
    Statement = [
      {
        Action = [
          "sqs:GetQueueAttributes",
          "sqs:GetQueueUrl",
          "sqs:SendMessage",
        ]
        Effect   = "Allow"
        Resource = ["arn:${data.aws_partition.current.partition}:sqs:us-east-1:${data.aws_caller_identity.current.account_id}:orders"]
      },
    ]
    Version = "2012-10-17"
  }

  queue_execution_policy = {
    Statement = [
      {
        Action = [
          "logs:CreateLogStream",
          "logs:PutLogEvents",
        ]
        Effect   = "Allow"
        Resource = ["${aws_cloudwatch_log_group.queue.arn}:*"]
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
        Resource = [try(one([for image in [regex("^([0-9]{12})[.]dkr[.]ecr(?:-fips)?[.]([a-z0-9-]+)[.]amazonaws[.]com(?:[.]cn)?/([^:@]+)", var.queue_image)] : format("arn:%s:ecr:%s:%s:repository/%s", split(":", aws_ecr_repository.queue.arn)[1], image[1], image[0], image[2])]), aws_ecr_repository.queue.arn)]
      },
      {
        Action   = ["ssm:GetParameters"]
        Effect   = "Allow"
        Resource = ["arn:${data.aws_partition.current.partition}:ssm:us-east-1:${data.aws_caller_identity.current.account_id}:parameter/shop/key"]
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

resource "aws_ecs_service" "queue" {
  availability_zone_rebalancing      = "DISABLED"
  cluster                            = aws_ecs_cluster.main.arn
  deployment_maximum_percent         = 100
  deployment_minimum_healthy_percent = 0
  desired_count                      = 1
  enable_ecs_managed_tags            = true
  launch_type                        = "FARGATE"
  name                               = "queue"
  platform_version                   = "1.4.0"
  propagate_tags                     = "SERVICE"
  task_definition                    = aws_ecs_task_definition.queue.arn
  tags = {
    "nanokit:service" = "queue"
  }

  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }

  network_configuration {
    assign_public_ip = false
    security_groups = [
      aws_security_group.queue_task.id,
      aws_security_group.inner_network.id,
    ]
    subnets = [
      aws_subnet.private_us-east-1a.id,
      aws_subnet.private_us-east-1b.id,
    ]
  }

  service_connect_configuration {
    enabled   = true
    namespace = aws_service_discovery_http_namespace.main.arn

    log_configuration {
      log_driver = "awslogs"
      options = {
        awslogs-group         = aws_cloudwatch_log_group.queue.name
        awslogs-region        = "us-east-1"
        awslogs-stream-prefix = "service-connect"
      }
    }

    service {
      discovery_name = "queue"
      port_name      = "queue"

      client_alias {
        dns_name = "queue"
        port     = 5000
      }
    }
  }

  depends_on = [
    aws_vpc_security_group_egress_rule.queue_internet,
    aws_vpc_security_group_ingress_rule.queue_port,
    aws_route_table_association.private_us-east-1a,
    aws_route_table_association.private_us-east-1b,
    aws_vpc_security_group_ingress_rule.endpoints_https,
    aws_iam_role_policy.queue_execution,
    aws_iam_role_policy.queue_task,
    aws_vpc_security_group_ingress_rule._database_orders,
  ]
}

resource "aws_ecs_task_definition" "queue" {
  container_definitions    = jsonencode([local.queue_container])
  cpu                      = "512"
  execution_role_arn       = aws_iam_role.queue_execution.arn
  family                   = "nk-shop-stage-queue"
  memory                   = "1024"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  skip_destroy             = true
  task_role_arn            = aws_iam_role.queue_task.arn
  tags = {
    "nanokit:service" = "queue"
  }

  runtime_platform {
    cpu_architecture        = "X86_64"
    operating_system_family = "LINUX"
  }

  lifecycle {
    precondition {
      condition     = var.queue_image != "" || var.queue_image_tag != ""
      error_message = "Which image of service queue is to run? Pass its tag: -var queue_image_tag=1.0.0. Before the first push, make the repository alone: terraform apply -target=aws_ecr_repository.queue"
    }
  }
}

resource "aws_cloudwatch_log_group" "queue" {
  name              = "/nanokit/shop/stage/queue"
  retention_in_days = 30
  tags = {
    "nanokit:service" = "queue"
  }
}

resource "aws_iam_role" "queue_task" {
  assume_role_policy = jsonencode(local.task_trust)
  name               = "nk-shop-stage-queue-task"
  tags = {
    "nanokit:service" = "queue"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_iam_role_policy" "queue_task" {
  name   = "nanokit"
  policy = jsonencode(local.queue_task_policy)
  role   = aws_iam_role.queue_task.id

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_iam_role" "queue_execution" {
  assume_role_policy = jsonencode(local.execution_trust)
  name               = "nk-shop-stage-queue.execution"
  tags = {
    "nanokit:service" = "queue"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_iam_role_policy" "queue_execution" {
  name   = "nanokit"
  policy = jsonencode(local.queue_execution_policy)
  role   = aws_iam_role.queue_execution.id

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_security_group" "queue_task" {
  description = "Tasks of service queue"
  name        = "nk-shop-stage-queue"
  vpc_id      = aws_vpc.main.id
  tags = {
    Name              = "nk-shop-stage-queue"
    "nanokit:service" = "queue"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_egress_rule" "queue_internet" {
  cidr_ipv4         = "0.0.0.0/0"
  description       = "Out to everywhere"
  ip_protocol       = "-1"
  security_group_id = aws_security_group.queue_task.id
  tags = {
    Name              = "Out to everywhere"
    "nanokit:service" = "queue"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_ingress_rule" "queue_port" {
  for_each = {
    inner = aws_security_group.inner_network.id
  }

  description                  = "In from ${each.key}"
  from_port                    = 5000
  ip_protocol                  = "tcp"
  referenced_security_group_id = each.value
  security_group_id            = aws_security_group.queue_task.id
  to_port                      = 5000
  tags = {
    Name              = "In from ${each.key}"
    "nanokit:service" = "queue"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_ecr_repository" "queue" {
  force_delete         = false
  image_tag_mutability = "IMMUTABLE"
  name                 = "nk-shop-stage/queue"
  tags = {
    "nanokit:service" = "queue"
  }

  encryption_configuration {
    encryption_type = "AES256"
  }

  image_scanning_configuration {
    scan_on_push = true
  }
}

resource "aws_ecr_lifecycle_policy" "queue" {
  policy     = jsonencode(local.image_lifecycle)
  repository = aws_ecr_repository.queue.name
}

# Service store
# -------------

locals {
  store_container = {
    environment = [
      { name = "NANOKIT_ENV", value = "stage" },
      { name = "NANOKIT_PROJECT", value = "shop" },
      { name = "NANOKIT_SERVICE", value = "store" },
      { name = "NANOKIT_URL_API", value = "http://api:3000" },
      { name = "NANOKIT_URL_QUEUE", value = "http://queue:5000" },
    ]
    essential = true
    image     = "123456789012.dkr.ecr.us-east-1.amazonaws.com/shop/store:2"
    logConfiguration = {
      logDriver = "awslogs"
      options = {
        awslogs-group         = aws_cloudwatch_log_group.store.name
        awslogs-region        = "us-east-1"
        awslogs-stream-prefix = "ecs"
      }
    }
    mountPoints  = []
    name         = "store"
    portMappings = [{ containerPort = 6000, hostPort = 6000, name = "store", protocol = "tcp" }]
    secrets = [
      {
        name      = "TOKEN"
        valueFrom = "arn:aws:secretsmanager:us-east-1:123456789012:secret:token-AbCdEf"
      },
    ]
    systemControls = []
    volumesFrom    = []
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
        Resource = ["arn:aws:ecr:us-east-1:123456789012:repository/shop/store"]
      },
      {
        Action   = ["secretsmanager:GetSecretValue"]
        Effect   = "Allow"
        Resource = ["arn:aws:secretsmanager:us-east-1:123456789012:secret:token-AbCdEf"]
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
      aws_security_group.inner_network.id,
    ]
    subnets = [
      aws_subnet.private_us-east-1a.id,
      aws_subnet.private_us-east-1b.id,
    ]
  }

  service_connect_configuration {
    enabled   = true
    namespace = aws_service_discovery_http_namespace.main.arn

    log_configuration {
      log_driver = "awslogs"
      options = {
        awslogs-group         = aws_cloudwatch_log_group.store.name
        awslogs-region        = "us-east-1"
        awslogs-stream-prefix = "service-connect"
      }
    }

    service {
      discovery_name = "store"
      port_name      = "store"

      client_alias {
        dns_name = "store"
        port     = 6000
      }
    }
  }

  depends_on = [
    aws_vpc_security_group_egress_rule.store_internet,
    aws_vpc_security_group_ingress_rule.store_port,
    aws_route_table_association.private_us-east-1a,
    aws_route_table_association.private_us-east-1b,
    aws_vpc_security_group_ingress_rule.endpoints_https,
    aws_iam_role_policy.store_execution,
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
}

resource "aws_cloudwatch_log_group" "store" {
  name              = "/nanokit/shop/stage/store"
  retention_in_days = 30
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
    inner = aws_security_group.inner_network.id
  }

  description                  = "In from ${each.key}"
  from_port                    = 6000
  ip_protocol                  = "tcp"
  referenced_security_group_id = each.value
  security_group_id            = aws_security_group.store_task.id
  to_port                      = 6000
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

  web_task_policy = {
    Statement = [
      {
        Action   = ["sns:Publish"]
        Effect   = "Allow"
        Resource = ["arn:${data.aws_partition.current.partition}:sns:us-east-1:${data.aws_caller_identity.current.account_id}:news"]
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
    security_groups  = [aws_security_group.web_task.id]
    subnets = [
      aws_subnet.public_us-east-1a.id,
      aws_subnet.public_us-east-1b.id,
    ]
  }

  depends_on = [
    aws_vpc_security_group_egress_rule.web_internet,
    aws_route.public_internet,
    aws_route_table_association.public_us-east-1a,
    aws_route_table_association.public_us-east-1b,
    aws_iam_role_policy.execution,
    aws_iam_role_policy.web_task,
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
        Action   = ["sqs:SendMessage"]
        Effect   = "Allow"
        Resource = [aws_sqs_queue.dead_letters.arn]
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
          aws_iam_role.queue_task.arn,
          aws_iam_role.queue_execution.arn,
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
  message_retention_seconds = 1209600
  name                      = "nk-shop-stage-dead-letters"
  sqs_managed_sse_enabled   = true

  lifecycle {
    create_before_destroy = true
  }
}

# Job tidy
# --------

locals {
  _tidy_container = {
    entryPoint = ["tidy"]
    environment = [
      { name = "NANOKIT_ENV", value = "stage" },
      { name = "NANOKIT_PROJECT", value = "shop" },
      { name = "NANOKIT_SERVICE", value = "queue" },
      { name = "NANOKIT_URL_API", value = "http://api:3000" },
      { name = "NANOKIT_URL_STORE", value = "http://store:6000" },
      { name = "ORDERS_HOST", value = aws_db_instance.orders.address },
      { name = "ORDERS_NAME", value = "orders" },
      { name = "ORDERS_PORT", value = "5432" },
      { name = "ORDERS_USER", value = "postgres" },
    ]
    essential = true
    image     = var.queue_image != "" ? var.queue_image : "${aws_ecr_repository.queue.repository_url}:${var.queue_image_tag}"
    logConfiguration = {
      logDriver = "awslogs"
      options = {
        awslogs-group         = aws_cloudwatch_log_group.queue.name
        awslogs-region        = "us-east-1"
        awslogs-stream-prefix = "ecs"
      }
    }
    mountPoints  = []
    name         = "tidy"
    portMappings = []
    secrets = [
      { name = "KEY", valueFrom = "/shop/key" },
      {
        name      = "ORDERS_PASSWORD"
        valueFrom = "${aws_db_instance.orders.master_user_secret[0].secret_arn}:password::"
      },
    ]
    systemControls = []
    volumesFrom    = []
  }
}

resource "aws_scheduler_schedule" "tidy" {
  group_name                   = aws_scheduler_schedule_group.main.name
  name                         = "tidy"
  schedule_expression          = "cron(0 0 * * ? *)"
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
          aws_security_group.queue_task.id,
          aws_security_group.inner_network.id,
        ]
        subnets = [
          aws_subnet.private_us-east-1a.id,
          aws_subnet.private_us-east-1b.id,
        ]
      }
    }

    retry_policy {
      maximum_event_age_in_seconds = 300
      maximum_retry_attempts       = 3
    }
  }

  depends_on = [
    aws_vpc_security_group_egress_rule.queue_internet,
    aws_vpc_security_group_ingress_rule.queue_port,
    aws_route_table_association.private_us-east-1a,
    aws_route_table_association.private_us-east-1b,
    aws_vpc_security_group_ingress_rule.endpoints_https,
    aws_iam_role_policy.queue_execution,
    aws_iam_role_policy.queue_task,
    aws_iam_role_policy.scheduler,
  ]
}

resource "aws_ecs_task_definition" "_tidy" {
  container_definitions    = jsonencode([local._tidy_container])
  cpu                      = "512"
  execution_role_arn       = aws_iam_role.queue_execution.arn
  family                   = "nk-shop-stage-_tidy"
  memory                   = "1024"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  skip_destroy             = true
  task_role_arn            = aws_iam_role.queue_task.arn
  tags = {
    "nanokit:job"     = "tidy"
    "nanokit:service" = "queue"
  }

  runtime_platform {
    cpu_architecture        = "X86_64"
    operating_system_family = "LINUX"
  }

  lifecycle {
    precondition {
      condition     = var.queue_image != "" || var.queue_image_tag != ""
      error_message = "Which image of service queue is to run? Pass its tag: -var queue_image_tag=1.0.0. Before the first push, make the repository alone: terraform apply -target=aws_ecr_repository.queue"
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
    api   = aws_cloudwatch_log_group.api.name
    queue = aws_cloudwatch_log_group.queue.name
    store = aws_cloudwatch_log_group.store.name
    web   = aws_cloudwatch_log_group.web.name
  }
}

output "repository_urls" {
  description = "URLs of the ECR repositories that images are pushed to, by service"
  value = {
    queue = aws_ecr_repository.queue.repository_url
  }
}

output "security_group_ids" {
  description = "Ids of the security groups of the tasks, by service"
  value = {
    api   = aws_security_group.api_task.id
    queue = aws_security_group.queue_task.id
    store = aws_security_group.store_task.id
    web   = aws_security_group.web_task.id
  }
}

output "service_names" {
  description = "Names of the ECS services, by service"
  value = {
    api   = aws_ecs_service.api.name
    queue = aws_ecs_service.queue.name
    store = aws_ecs_service.store.name
    web   = aws_ecs_service.web.name
  }
}

output "task_role_names" {
  description = "Names of the IAM roles of the containers, by service; attach policies of your own to them"
  value = {
    api   = aws_iam_role.api_task.name
    queue = aws_iam_role.queue_task.name
    store = aws_iam_role.store_task.name
    web   = aws_iam_role.web_task.name
  }
}

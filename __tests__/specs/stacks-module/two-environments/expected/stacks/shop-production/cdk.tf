# Made by nanokit-tf from nanokit.yml. Change that, and synthesize again.
# A module: provider and backend are those of the root that calls it.

terraform {
  required_providers {
    aws = {
      configuration_aliases = [aws.copies]
      source                = "hashicorp/aws"
      version               = ">= 5.100.0, < 7.0.0"
    }
  }
}

# Variables
# ---------

variable "web_image" {
  default     = ""
  description = "Image of service web if it is not in its own repository: a whole reference such as 123456789012.dkr.ecr.eu-west-1.amazonaws.com/web:1.0.0"
  nullable    = false
  type        = string

  validation {
    condition     = var.web_image == "" || can(regex("^[^[:space:]]+$", var.web_image))
    error_message = "The image of service web must be a reference such as repository:tag, without spaces."
  }
}

variable "web_image_tag" {
  default     = ""
  description = "Tag of the image of service web in its repository, such as 1.4.0; nanokit-tf images prints how to push it"
  nullable    = false
  type        = string

  validation {
    condition     = var.web_image_tag == "" || can(regex("^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$", var.web_image_tag))
    error_message = "The tag of the image of service web may hold letters, digits and _.- only."
  }
}

# Account and region
# ------------------

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_region" "current" {
  lifecycle {
    postcondition {
      condition     = self.id == "eu-west-1"
      error_message = "nanokit.yml has this stack in eu-west-1, and the provider that the module is called with is in another region."
    }
  }
}

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
  cidr_block           = "10.1.0.0/16"
  enable_dns_hostnames = true
  enable_dns_support   = true
  tags = {
    Name                  = "nk-shop-production"
    cost-center           = "42"
    "nanokit:environment" = "production"
    "nanokit:project"     = "shop"
  }
}

resource "aws_default_security_group" "main" {
  vpc_id = aws_vpc.main.id
  tags = {
    Name                  = "nk-shop-production"
    cost-center           = "42"
    "nanokit:environment" = "production"
    "nanokit:project"     = "shop"
  }
}

resource "aws_internet_gateway" "main" {
  vpc_id = aws_vpc.main.id
  tags = {
    Name                  = "nk-shop-production"
    cost-center           = "42"
    "nanokit:environment" = "production"
    "nanokit:project"     = "shop"
  }

  lifecycle {
    create_before_destroy = true
    replace_triggered_by  = [aws_vpc.main.id]
  }
}

resource "aws_route_table" "public" {
  vpc_id = aws_vpc.main.id
  tags = {
    Name                  = "nk-shop-production"
    cost-center           = "42"
    "nanokit:environment" = "production"
    "nanokit:project"     = "shop"
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
  cidr_block              = "10.1.224.0/20"
  map_public_ip_on_launch = false
  vpc_id                  = aws_vpc.main.id
  tags = {
    Name                  = "nk-shop-production-public-first"
    cost-center           = "42"
    "nanokit:environment" = "production"
    "nanokit:project"     = "shop"
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
  cidr_block              = "10.1.240.0/20"
  map_public_ip_on_launch = false
  vpc_id                  = aws_vpc.main.id
  tags = {
    Name                  = "nk-shop-production-public-second"
    cost-center           = "42"
    "nanokit:environment" = "production"
    "nanokit:project"     = "shop"
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
  creation_token   = "nk-efs-shop-production"
  encrypted        = true
  performance_mode = "generalPurpose"
  throughput_mode  = "bursting"
  tags = {
    Name                  = "nk-efs-shop-production"
    cost-center           = "42"
    "nanokit:environment" = "production"
    "nanokit:project"     = "shop"
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
  name               = "nk-shop-production-backup"
  tags = {
    cost-center           = "42"
    "nanokit:environment" = "production"
    "nanokit:project"     = "shop"
  }

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
  name = "nk-shop-production"
  tags = {
    cost-center           = "42"
    "nanokit:environment" = "production"
    "nanokit:project"     = "shop"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_backup_vault" "copies" {
  provider = aws.copies

  name = "nk-shop-production-copies"
  tags = {
    cost-center           = "42"
    "nanokit:environment" = "production"
    "nanokit:project"     = "shop"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_backup_plan" "main" {
  name = "nk-shop-production"
  tags = {
    cost-center           = "42"
    "nanokit:environment" = "production"
    "nanokit:project"     = "shop"
  }

  rule {
    rule_name         = "file-system"
    schedule          = "cron(0 5 * * ? *)"
    target_vault_name = aws_backup_vault.main.name

    copy_action {
      destination_vault_arn = aws_backup_vault.copies.arn

      lifecycle {
        delete_after = 35
      }
    }

    lifecycle {
      delete_after = 35
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
    Name                  = "nk-efs-shop-production"
    cost-center           = "42"
    "nanokit:environment" = "production"
    "nanokit:project"     = "shop"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_efs_access_point" "html" {
  file_system_id = aws_efs_file_system.main.id
  tags = {
    Name                  = "html"
    cost-center           = "42"
    "nanokit:environment" = "production"
    "nanokit:project"     = "shop"
    "nanokit:volume"      = "html"
  }

  root_directory {
    path = "/html"

    creation_info {
      owner_gid   = 33
      owner_uid   = 33
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
  name        = "nk-shop-production.file-system-clients"
  vpc_id      = aws_vpc.main.id
  tags = {
    Name                  = "nk-shop-production.file-system-clients"
    cost-center           = "42"
    "nanokit:environment" = "production"
    "nanokit:project"     = "shop"
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
    Name                  = "NFS to the file system"
    cost-center           = "42"
    "nanokit:environment" = "production"
    "nanokit:project"     = "shop"
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
    Name                  = "NFS from all clients"
    cost-center           = "42"
    "nanokit:environment" = "production"
    "nanokit:project"     = "shop"
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
        Resource = distinct(concat([], [replace(aws_ecr_repository.web.arn, "/[^/]+$/", "*")], try([for image in [regex("^([0-9]{12})[.]dkr[.]ecr(?:-fips)?[.]([a-z0-9-]+)[.]amazonaws[.]com(?:[.]cn)?/([^:@]+)", local.images["web_image"])] : format("arn:%s:ecr:%s:%s:repository/%s", split(":", aws_ecr_repository.web.arn)[1], image[1], image[0], image[2])], [])))
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
  tags = {
    cost-center           = "42"
    "nanokit:environment" = "production"
    "nanokit:project"     = "shop"
  }
}

resource "aws_iam_role" "execution" {
  assume_role_policy = jsonencode(local.execution_trust)
  name               = "nk-shop-production-execution"
  tags = {
    cost-center           = "42"
    "nanokit:environment" = "production"
    "nanokit:project"     = "shop"
  }

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
    Name                  = "nk-shop-production/default"
    cost-center           = "42"
    "nanokit:environment" = "production"
    "nanokit:project"     = "shop"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_service_discovery_http_namespace" "main" {
  name = "nk-shop-production"
  tags = {
    cost-center           = "42"
    "nanokit:environment" = "production"
    "nanokit:project"     = "shop"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# Images
# ------

locals {
  images = merge({ "web_image" = "", "web_image_tag" = "" }, jsondecode(fileexists("${path.module}/images.auto.tfvars.json") ? file("${path.module}/images.auto.tfvars.json") : "{}"), { for name, image in { "web_image" = var.web_image, "web_image_tag" = var.web_image_tag } : name => image if image != "" })

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

# Service files
# -------------

locals {
  files_container = {
    environment = [
      { name = "NANOKIT_ENV", value = "production" },
      { name = "NANOKIT_PROJECT", value = "shop" },
      { name = "NANOKIT_SERVICE", value = "files" },
      { name = "NANOKIT_URL_WEB", value = "http://web:8080" },
    ]
    essential = true
    image     = "nextcloud:30-apache"
    logConfiguration = {
      logDriver = "awslogs"
      options = {
        awslogs-group         = aws_cloudwatch_log_group.files.name
        awslogs-region        = "eu-west-1"
        awslogs-stream-prefix = "ecs"
      }
    }
    mountPoints    = [{ containerPath = "/var/www/html", readOnly = false, sourceVolume = "html" }]
    name           = "files"
    portMappings   = []
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
            "elasticfilesystem:AccessPointArn" = [aws_efs_access_point.html.arn]
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
    cost-center           = "42"
    "nanokit:environment" = "production"
    "nanokit:project"     = "shop"
    "nanokit:service"     = "files"
  }

  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }

  network_configuration {
    assign_public_ip = true
    security_groups = [
      aws_security_group.files_task.id,
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
        awslogs-group         = aws_cloudwatch_log_group.files.name
        awslogs-region        = "eu-west-1"
        awslogs-stream-prefix = "service-connect"
      }
    }
  }

  depends_on = [
    aws_vpc_security_group_egress_rule.files_internet,
    aws_vpc_security_group_ingress_rule.nfs,
    aws_vpc_security_group_egress_rule.nfs,
    aws_route.public_internet,
    aws_route_table_association.public_first,
    aws_route_table_association.public_second,
    aws_iam_role_policy.execution,
    aws_iam_role_policy.files_task,
    aws_efs_mount_target.first,
    aws_efs_mount_target.second,
    aws_efs_file_system_policy.main,
  ]
}

resource "aws_ecs_task_definition" "files" {
  container_definitions    = jsonencode([local.files_container])
  cpu                      = "512"
  execution_role_arn       = aws_iam_role.execution.arn
  family                   = "nk-shop-production-files"
  memory                   = "1024"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  skip_destroy             = true
  task_role_arn            = aws_iam_role.files_task.arn
  tags = {
    cost-center           = "42"
    "nanokit:environment" = "production"
    "nanokit:project"     = "shop"
    "nanokit:service"     = "files"
  }

  runtime_platform {
    cpu_architecture        = "X86_64"
    operating_system_family = "LINUX"
  }

  volume {
    name = "html"

    efs_volume_configuration {
      file_system_id     = aws_efs_file_system.main.id
      transit_encryption = "ENABLED"

      authorization_config {
        access_point_id = aws_efs_access_point.html.id
        iam             = "ENABLED"
      }
    }
  }
}

resource "aws_cloudwatch_log_group" "files" {
  name              = "/nanokit/shop/production/files"
  retention_in_days = 30
  tags = {
    cost-center           = "42"
    "nanokit:environment" = "production"
    "nanokit:project"     = "shop"
    "nanokit:service"     = "files"
  }
}

resource "aws_iam_role" "files_task" {
  assume_role_policy = jsonencode(local.task_trust)
  name               = "nk-shop-production-files-task"
  tags = {
    cost-center           = "42"
    "nanokit:environment" = "production"
    "nanokit:project"     = "shop"
    "nanokit:service"     = "files"
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
  name        = "nk-shop-production-files"
  vpc_id      = aws_vpc.main.id
  tags = {
    Name                  = "nk-shop-production-files"
    cost-center           = "42"
    "nanokit:environment" = "production"
    "nanokit:project"     = "shop"
    "nanokit:service"     = "files"
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
    Name                  = "Out to everywhere"
    cost-center           = "42"
    "nanokit:environment" = "production"
    "nanokit:project"     = "shop"
    "nanokit:service"     = "files"
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
      { name = "NANOKIT_ENV", value = "production" },
      { name = "NANOKIT_PROJECT", value = "shop" },
      { name = "NANOKIT_SERVICE", value = "web" },
    ]
    essential = true
    image     = local.images["web_image"] != "" ? local.images["web_image"] : "${aws_ecr_repository.web.repository_url}:${local.images["web_image_tag"]}"
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
  launch_type                        = "FARGATE"
  name                               = "web"
  platform_version                   = "1.4.0"
  propagate_tags                     = "SERVICE"
  task_definition                    = aws_ecs_task_definition.web.arn
  tags = {
    cost-center           = "42"
    "nanokit:environment" = "production"
    "nanokit:project"     = "shop"
    "nanokit:service"     = "web"
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
    aws_route.public_internet,
    aws_route_table_association.public_first,
    aws_route_table_association.public_second,
    aws_iam_role_policy.execution,
  ]
}

resource "aws_ecs_task_definition" "web" {
  container_definitions    = jsonencode([local.web_container])
  cpu                      = "512"
  execution_role_arn       = aws_iam_role.execution.arn
  family                   = "nk-shop-production-web"
  memory                   = "1024"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  skip_destroy             = true
  task_role_arn            = aws_iam_role.web_task.arn
  tags = {
    cost-center           = "42"
    "nanokit:environment" = "production"
    "nanokit:project"     = "shop"
    "nanokit:service"     = "web"
  }

  runtime_platform {
    cpu_architecture        = "X86_64"
    operating_system_family = "LINUX"
  }

  lifecycle {
    precondition {
      condition     = local.images["web_image"] != "" || local.images["web_image_tag"] != ""
      error_message = "Which image of service web is to run? Pass web_image_tag to the module, or save it: nanokit-tf images --tag 1.0.0 --save. Before the first push, make the repository alone: terraform apply -target=module.NAME.aws_ecr_repository.web"
    }
  }
}

resource "aws_cloudwatch_log_group" "web" {
  name              = "/nanokit/shop/production/web"
  retention_in_days = 30
  tags = {
    cost-center           = "42"
    "nanokit:environment" = "production"
    "nanokit:project"     = "shop"
    "nanokit:service"     = "web"
  }
}

resource "aws_iam_role" "web_task" {
  assume_role_policy = jsonencode(local.task_trust)
  name               = "nk-shop-production-web-task"
  tags = {
    cost-center           = "42"
    "nanokit:environment" = "production"
    "nanokit:project"     = "shop"
    "nanokit:service"     = "web"
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
    Name                  = "nk-shop-production-web"
    cost-center           = "42"
    "nanokit:environment" = "production"
    "nanokit:project"     = "shop"
    "nanokit:service"     = "web"
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
    Name                  = "Out to everywhere"
    cost-center           = "42"
    "nanokit:environment" = "production"
    "nanokit:project"     = "shop"
    "nanokit:service"     = "web"
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
    Name                  = "In from ${each.key}"
    cost-center           = "42"
    "nanokit:environment" = "production"
    "nanokit:project"     = "shop"
    "nanokit:service"     = "web"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_ecr_repository" "web" {
  force_delete         = false
  image_tag_mutability = "IMMUTABLE"
  name                 = "nk-shop-production/web"
  tags = {
    cost-center           = "42"
    "nanokit:environment" = "production"
    "nanokit:project"     = "shop"
    "nanokit:service"     = "web"
  }

  encryption_configuration {
    encryption_type = "AES256"
  }

  image_scanning_configuration {
    scan_on_push = true
  }
}

resource "aws_ecr_lifecycle_policy" "web" {
  policy     = jsonencode(local.image_lifecycle)
  repository = aws_ecr_repository.web.name
}

# Outputs
# -------

output "access_point_ids" {
  description = "Ids of the EFS access points, by volume"
  value = {
    html = aws_efs_access_point.html.id
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

output "repository_urls" {
  description = "URLs of the ECR repositories that images are pushed to, by service"
  value = {
    web = aws_ecr_repository.web.repository_url
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

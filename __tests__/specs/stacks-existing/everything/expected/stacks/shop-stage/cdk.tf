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
  subnet_zones            = { for id, subnet in data.aws_subnet.all : id => subnet.availability_zone if contains(local.internet_route_tables, try(local.associated_route_tables[id], local.main_route_table)) && can(regex("^[a-z]+(-[a-z]+)+-[0-9]+[a-z]$", subnet.availability_zone)) && !contains(["apne1-az3", "cnn1-az3", "cnn1-az4", "usw1-az2"], subnet.availability_zone_id) }
  task_subnets            = slice(sort(keys(local.subnet_zones)), 0, min(16, length(local.subnet_zones)))
  mount_target_subnets    = { for zone, ids in { for id, zone in local.subnet_zones : zone => id... } : zone => sort(ids)[0] }
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

data "aws_efs_file_system" "main" {
  file_system_id = "fs-0123456789abcdef0"

  lifecycle {
    postcondition {
      condition     = try(length(self.availability_zone_name), 0) == 0 || alltrue([for zone in values(local.subnet_zones) : zone == self.availability_zone_name])
      error_message = "File system ${self.id} is in ${self.availability_zone_name} alone (One Zone), and tasks in other zones could not mount it. Use subnets of that zone only."
    }
  }
}

resource "aws_efs_mount_target" "main" {
  for_each = local.mount_target_subnets

  file_system_id  = "fs-0123456789abcdef0"
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

resource "aws_efs_access_point" "pages" {
  file_system_id = "fs-0123456789abcdef0"
  tags = {
    Name             = "pages"
    "nanokit:volume" = "pages"
  }

  root_directory {
    path = "/nanokit/shop/stage/pages"

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

data "aws_ecs_cluster" "main" {
  cluster_name = "platform"

  lifecycle {
    precondition {
      condition     = length(local.subnet_zones) > 0
      error_message = "vpc-0123456789abcdef0 has no public subnet: none of its subnets has a route to an internet gateway. Give one such a route. Name the subnets to use in nanokit.yml: infra.subnets."
    }

    postcondition {
      condition     = self.status == "ACTIVE"
      error_message = "The cluster ${self.cluster_name} is ${self.status}: nothing can run in it."
    }

    postcondition {
      condition     = contains(["arn:aws:ecs:us-east-1:123456789012:cluster/platform"], self.arn)
      error_message = "The cluster ${self.cluster_name} of this account and region is ${self.arn}, and not arn:aws:ecs:us-east-1:123456789012:cluster/platform."
    }
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
    mountPoints    = [{ containerPath = "/usr/share/nginx/html", readOnly = false, sourceVolume = "pages" }]
    name           = "files"
    portMappings   = []
    systemControls = []
    volumesFrom    = []
  }
}

resource "aws_ecs_service" "files" {
  availability_zone_rebalancing      = "DISABLED"
  cluster                            = data.aws_ecs_cluster.main.arn
  deployment_maximum_percent         = 100
  deployment_minimum_healthy_percent = 0
  desired_count                      = 1
  enable_ecs_managed_tags            = true
  launch_type                        = "FARGATE"
  name                               = "nk-shop-stage-files"
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
    assign_public_ip = true
    security_groups = [
      aws_security_group.files_task.id,
      aws_security_group.file_system_clients.id,
    ]
    subnets = local.task_subnets
  }

  depends_on = [
    aws_vpc_security_group_egress_rule.files_internet,
    aws_vpc_security_group_ingress_rule.nfs,
    aws_vpc_security_group_egress_rule.nfs,
    aws_efs_mount_target.main,
  ]
}

resource "aws_ecs_task_definition" "files" {
  container_definitions    = jsonencode([local.files_container])
  cpu                      = "256"
  execution_role_arn       = "arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:role/ecsTaskExecutionRole"
  family                   = "nk-shop-stage-files"
  memory                   = "512"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  skip_destroy             = true
  task_role_arn            = "arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:role/platform/files"
  tags = {
    "nanokit:service" = "files"
  }

  runtime_platform {
    cpu_architecture        = "X86_64"
    operating_system_family = "LINUX"
  }

  volume {
    name = "pages"

    efs_volume_configuration {
      file_system_id     = "fs-0123456789abcdef0"
      transit_encryption = "ENABLED"

      authorization_config {
        access_point_id = aws_efs_access_point.pages.id
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

# Service worker
# --------------

locals {
  worker_container = {
    environment = [
      { name = "NANOKIT_ENV", value = "stage" },
      { name = "NANOKIT_PROJECT", value = "shop" },
      { name = "NANOKIT_SERVICE", value = "worker" },
    ]
    essential = true
    image     = "ghcr.io/acme/worker:1.4"
    logConfiguration = {
      logDriver = "awslogs"
      options = {
        awslogs-group         = aws_cloudwatch_log_group.worker.name
        awslogs-region        = "us-east-1"
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
  availability_zone_rebalancing      = "ENABLED"
  cluster                            = data.aws_ecs_cluster.main.arn
  deployment_maximum_percent         = 200
  deployment_minimum_healthy_percent = 100
  desired_count                      = 2
  enable_ecs_managed_tags            = true
  launch_type                        = "FARGATE"
  name                               = "nk-shop-stage-worker"
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
    security_groups  = [aws_security_group.worker_task.id]
    subnets          = local.task_subnets
  }

  lifecycle {
    ignore_changes = [desired_count]
  }

  depends_on = [aws_vpc_security_group_egress_rule.worker_internet]
}

resource "aws_ecs_task_definition" "worker" {
  container_definitions    = jsonencode([local.worker_container])
  cpu                      = "256"
  execution_role_arn       = "arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:role/ecsTaskExecutionRole"
  family                   = "nk-shop-stage-worker"
  memory                   = "512"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  skip_destroy             = true
  task_role_arn            = "arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:role/platform/worker"
  tags = {
    "nanokit:service" = "worker"
  }

  runtime_platform {
    cpu_architecture        = "X86_64"
    operating_system_family = "LINUX"
  }
}

resource "aws_cloudwatch_log_group" "worker" {
  name              = "/nanokit/shop/stage/worker"
  retention_in_days = 30
  tags = {
    "nanokit:service" = "worker"
  }
}

resource "aws_security_group" "worker_task" {
  description = "Tasks of service worker"
  name        = "nk-shop-stage-worker"
  vpc_id      = data.aws_vpc.main.id
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

resource "aws_appautoscaling_target" "worker" {
  max_capacity       = 6
  min_capacity       = 2
  resource_id        = "service/platform/${aws_ecs_service.worker.name}"
  scalable_dimension = "ecs:service:DesiredCount"
  service_namespace  = "ecs"
  tags = {
    "nanokit:service" = "worker"
  }

  lifecycle {
    replace_triggered_by = [aws_ecs_service.worker.id]
  }
}

resource "aws_appautoscaling_policy" "worker_cpu" {
  name               = "cpu"
  policy_type        = "TargetTrackingScaling"
  resource_id        = aws_appautoscaling_target.worker.resource_id
  scalable_dimension = aws_appautoscaling_target.worker.scalable_dimension
  service_namespace  = aws_appautoscaling_target.worker.service_namespace

  target_tracking_scaling_policy_configuration {
    target_value = 70

    predefined_metric_specification {
      predefined_metric_type = "ECSServiceAverageCPUUtilization"
    }
  }

  lifecycle {
    replace_triggered_by = [aws_ecs_service.worker.id]
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
            "ecs:cluster" = [data.aws_ecs_cluster.main.arn]
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
        Resource = ["${replace(data.aws_ecs_cluster.main.arn, ":cluster/", ":task/")}/*"]
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
          "arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:role/platform/files",
          "arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:role/ecsTaskExecutionRole",
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

# Job tidy
# --------

locals {
  _tidy_container = {
    entryPoint = ["./tidy"]
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
    mountPoints    = [{ containerPath = "/usr/share/nginx/html", readOnly = false, sourceVolume = "pages" }]
    name           = "tidy"
    portMappings   = []
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
    arn      = data.aws_ecs_cluster.main.arn
    role_arn = aws_iam_role.scheduler.arn

    ecs_parameters {
      enable_ecs_managed_tags = true
      launch_type             = "FARGATE"
      platform_version        = "1.4.0"
      propagate_tags          = "TASK_DEFINITION"
      task_count              = 1
      task_definition_arn     = aws_ecs_task_definition._tidy.arn

      network_configuration {
        assign_public_ip = true
        security_groups = [
          aws_security_group.files_task.id,
          aws_security_group.file_system_clients.id,
        ]
        subnets = local.task_subnets
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
    aws_efs_mount_target.main,
    aws_iam_role_policy.scheduler,
  ]
}

resource "aws_ecs_task_definition" "_tidy" {
  container_definitions    = jsonencode([local._tidy_container])
  cpu                      = "256"
  execution_role_arn       = "arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:role/ecsTaskExecutionRole"
  family                   = "nk-shop-stage-_tidy"
  memory                   = "512"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  skip_destroy             = true
  task_role_arn            = "arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:role/platform/files"
  tags = {
    "nanokit:job"     = "tidy"
    "nanokit:service" = "files"
  }

  runtime_platform {
    cpu_architecture        = "X86_64"
    operating_system_family = "LINUX"
  }

  volume {
    name = "pages"

    efs_volume_configuration {
      file_system_id     = "fs-0123456789abcdef0"
      transit_encryption = "ENABLED"

      authorization_config {
        access_point_id = aws_efs_access_point.pages.id
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
    pages = aws_efs_access_point.pages.id
  }
}

output "cluster_arn" {
  description = "ARN of the ECS cluster"
  value       = data.aws_ecs_cluster.main.arn
}

output "cluster_name" {
  description = "Name of the ECS cluster"
  value       = "platform"
}

output "file_system_id" {
  description = "Id of the EFS file system"
  value       = "fs-0123456789abcdef0"
}

output "file_system_security_group_id" {
  description = "Id of the security group of the mount targets"
  value       = aws_security_group.file_system.id
}

output "log_group_names" {
  description = "Names of the CloudWatch log groups, by service"
  value = {
    files  = aws_cloudwatch_log_group.files.name
    worker = aws_cloudwatch_log_group.worker.name
  }
}

output "security_group_ids" {
  description = "Ids of the security groups of the tasks, by service"
  value = {
    files  = aws_security_group.files_task.id
    worker = aws_security_group.worker_task.id
  }
}

output "service_names" {
  description = "Names of the ECS services, by service"
  value = {
    files  = aws_ecs_service.files.name
    worker = aws_ecs_service.worker.name
  }
}

output "task_role_names" {
  description = "Names of the IAM roles of the containers, by service; attach policies of your own to them"
  value = {
    files  = "files"
    worker = "worker"
  }
}

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

resource "aws_vpc" "main" {
  cidr_block           = "10.1.0.0/16"
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

resource "aws_subnet" "public_eu-west-1a" {
  availability_zone       = "eu-west-1a"
  cidr_block              = "10.1.0.0/20"
  map_public_ip_on_launch = false
  vpc_id                  = aws_vpc.main.id
  tags = {
    Name = "nk-shop-production-public-eu-west-1a"
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
  cidr_block              = "10.1.16.0/20"
  map_public_ip_on_launch = false
  vpc_id                  = aws_vpc.main.id
  tags = {
    Name = "nk-shop-production-public-eu-west-1b"
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

resource "aws_flow_log" "bucket" {
  log_destination      = "arn:${data.aws_partition.current.partition}:s3:::acme-flow-logs"
  log_destination_type = "s3"
  traffic_type         = "REJECT"
  vpc_id               = aws_vpc.main.id
  tags = {
    Name = "nk-shop-production"
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

  setting {
    name  = "containerInsights"
    value = "enhanced"
  }
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

# Service store
# -------------

locals {
  store_container = {
    environment = [
      { name = "NANOKIT_ENV", value = "production" },
      { name = "NANOKIT_PROJECT", value = "shop" },
      { name = "NANOKIT_SERVICE", value = "store" },
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
    mountPoints    = []
    name           = "store"
    portMappings   = []
    systemControls = []
    volumesFrom    = []
  }
}

resource "aws_ecs_service" "store" {
  availability_zone_rebalancing      = "ENABLED"
  cluster                            = aws_ecs_cluster.main.arn
  deployment_maximum_percent         = 200
  deployment_minimum_healthy_percent = 100
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
    assign_public_ip = true
    security_groups  = [aws_security_group.store_task.id]
    subnets = [
      aws_subnet.public_eu-west-1a.id,
      aws_subnet.public_eu-west-1b.id,
    ]
  }

  depends_on = [
    aws_vpc_security_group_egress_rule.store_internet,
    aws_route.public_internet,
    aws_route_table_association.public_eu-west-1a,
    aws_route_table_association.public_eu-west-1b,
    aws_iam_role_policy.execution,
  ]
}

resource "aws_ecs_task_definition" "store" {
  container_definitions    = jsonencode([local.store_container])
  cpu                      = "256"
  execution_role_arn       = aws_iam_role.execution.arn
  family                   = "nk-shop-production-store"
  memory                   = "512"
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
  name              = "/nanokit/shop/production/store"
  retention_in_days = 7
  tags = {
    "nanokit:service" = "store"
  }
}

resource "aws_iam_role" "store_task" {
  assume_role_policy = jsonencode(local.task_trust)
  name               = "nk-shop-production-store-task"
  tags = {
    "nanokit:service" = "store"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_security_group" "store_task" {
  description = "Tasks of service store"
  name        = "nk-shop-production-store"
  vpc_id      = aws_vpc.main.id
  tags = {
    Name              = "nk-shop-production-store"
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
    portMappings   = []
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
      aws_subnet.public_eu-west-1a.id,
      aws_subnet.public_eu-west-1b.id,
    ]
  }

  depends_on = [
    aws_vpc_security_group_egress_rule.web_internet,
    aws_route.public_internet,
    aws_route_table_association.public_eu-west-1a,
    aws_route_table_association.public_eu-west-1b,
    aws_iam_role_policy.execution,
  ]
}

resource "aws_ecs_task_definition" "web" {
  container_definitions    = jsonencode([local.web_container])
  cpu                      = "256"
  execution_role_arn       = aws_iam_role.execution.arn
  family                   = "nk-shop-production-web"
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
  name              = "/nanokit/shop/production/web"
  retention_in_days = 90
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
        Resource = ["${aws_ecs_task_definition._report.arn_without_revision}:*"]
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

# Job report
# ----------

locals {
  _report_container = {
    command = [
      "-sS",
      "https://example.com",
    ]
    environment = [
      { name = "NANOKIT_ENV", value = "production" },
      { name = "NANOKIT_PROJECT", value = "shop" },
    ]
    essential = true
    image     = "curlimages/curl:8.9.1"
    logConfiguration = {
      logDriver = "awslogs"
      options = {
        awslogs-group         = aws_cloudwatch_log_group._report.name
        awslogs-region        = "eu-west-1"
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
      task_definition_arn     = aws_ecs_task_definition._report.arn

      network_configuration {
        assign_public_ip = true
        security_groups  = [aws_security_group._report.id]
        subnets = [
          aws_subnet.public_eu-west-1a.id,
          aws_subnet.public_eu-west-1b.id,
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
    aws_route_table_association.public_eu-west-1a,
    aws_route_table_association.public_eu-west-1b,
    aws_iam_role_policy.execution,
    aws_iam_role_policy.scheduler,
  ]
}

resource "aws_ecs_task_definition" "_report" {
  container_definitions    = jsonencode([local._report_container])
  cpu                      = "256"
  execution_role_arn       = aws_iam_role.execution.arn
  family                   = "nk-shop-production-_report"
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
  name              = "/nanokit/shop/production/_report"
  retention_in_days = 90
  tags = {
    "nanokit:job" = "report"
  }
}

resource "aws_iam_role" "_report" {
  assume_role_policy = jsonencode(local.task_trust)
  name               = "nk-shop-production-_report"
  tags = {
    "nanokit:job" = "report"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_security_group" "_report" {
  description = "Tasks of job report"
  name        = "nk-shop-production-_report"
  vpc_id      = aws_vpc.main.id
  tags = {
    Name          = "nk-shop-production-_report"
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

# Outputs
# -------

output "cluster_arn" {
  description = "ARN of the ECS cluster"
  value       = aws_ecs_cluster.main.arn
}

output "cluster_name" {
  description = "Name of the ECS cluster"
  value       = aws_ecs_cluster.main.name
}

output "log_group_names" {
  description = "Names of the CloudWatch log groups, by service"
  value = {
    store = aws_cloudwatch_log_group.store.name
    web   = aws_cloudwatch_log_group.web.name
  }
}

output "security_group_ids" {
  description = "Ids of the security groups of the tasks, by service"
  value = {
    store = aws_security_group.store_task.id
    web   = aws_security_group.web_task.id
  }
}

output "service_names" {
  description = "Names of the ECS services, by service"
  value = {
    store = aws_ecs_service.store.name
    web   = aws_ecs_service.web.name
  }
}

output "task_role_names" {
  description = "Names of the IAM roles of the containers, by service; attach policies of your own to them"
  value = {
    store = aws_iam_role.store_task.name
    web   = aws_iam_role.web_task.name
  }
}

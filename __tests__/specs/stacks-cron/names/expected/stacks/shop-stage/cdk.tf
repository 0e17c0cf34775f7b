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

resource "aws_security_group" "data_network" {
  description = "Tasks on network data"
  name        = "nk-shop-stage/data"
  vpc_id      = aws_vpc.main.id
  tags = {
    Name = "nk-shop-stage/data"
  }

  lifecycle {
    create_before_destroy = true
  }
}

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

resource "aws_security_group" "probes_network" {
  description = "Tasks on network probes"
  name        = "nk-shop-stage/probes"
  vpc_id      = aws_vpc.main.id
  tags = {
    Name = "nk-shop-stage/probes"
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

resource "aws_service_discovery_private_dns_namespace" "main" {
  name = "nk-shop-stage.internal"
  vpc  = aws_vpc.main.id

  lifecycle {
    create_before_destroy = true
  }
}

# Service Main-DB
# ---------------

locals {
  Main-DB_container = {
    environment = [
      { name = "NANOKIT_ENV", value = "stage" },
      { name = "NANOKIT_PROJECT", value = "shop" },
      { name = "NANOKIT_SERVICE", value = "Main-DB" },
    ]
    essential = true
    image     = "redis:7.4"
    logConfiguration = {
      logDriver = "awslogs"
      options = {
        awslogs-group         = aws_cloudwatch_log_group.Main-DB.name
        awslogs-region        = "us-east-1"
        awslogs-stream-prefix = "ecs"
      }
    }
    mountPoints    = []
    name           = "Main-DB"
    portMappings   = [{ containerPort = 6379, hostPort = 6379, name = "main-db", protocol = "tcp" }]
    systemControls = []
    user           = "999"
    volumesFrom    = []
  }
}

resource "aws_ecs_service" "Main-DB" {
  availability_zone_rebalancing      = "DISABLED"
  cluster                            = aws_ecs_cluster.main.arn
  deployment_maximum_percent         = 100
  deployment_minimum_healthy_percent = 0
  desired_count                      = 1
  enable_ecs_managed_tags            = true
  launch_type                        = "FARGATE"
  name                               = "Main-DB"
  platform_version                   = "1.4.0"
  propagate_tags                     = "SERVICE"
  task_definition                    = aws_ecs_task_definition.Main-DB.arn
  tags = {
    "nanokit:service" = "Main-DB"
  }

  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }

  network_configuration {
    assign_public_ip = true
    security_groups = [
      aws_security_group.Main-DB_task.id,
      aws_security_group.data_network.id,
      aws_security_group.probes_network.id,
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
        awslogs-group         = aws_cloudwatch_log_group.Main-DB.name
        awslogs-region        = "us-east-1"
        awslogs-stream-prefix = "service-connect"
      }
    }

    service {
      discovery_name = "main-db"
      port_name      = "main-db"

      client_alias {
        dns_name = "main-db"
        port     = 6379
      }
    }
  }

  service_registries {
    registry_arn = aws_service_discovery_service.Main-DB.arn
  }

  depends_on = [
    aws_vpc_security_group_egress_rule.Main-DB_internet,
    aws_vpc_security_group_ingress_rule.Main-DB_port,
    aws_route.public_internet,
    aws_route_table_association.public_first,
    aws_route_table_association.public_second,
    aws_iam_role_policy.execution,
  ]
}

resource "aws_service_discovery_service" "Main-DB" {
  force_destroy = true
  name          = "main-db"
  tags = {
    "nanokit:service" = "Main-DB"
  }

  dns_config {
    namespace_id   = aws_service_discovery_private_dns_namespace.main.id
    routing_policy = "MULTIVALUE"

    dns_records {
      ttl  = 10
      type = "A"
    }
  }

  health_check_custom_config {
    failure_threshold = 1
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_ecs_task_definition" "Main-DB" {
  container_definitions    = jsonencode([local.Main-DB_container])
  cpu                      = "512"
  execution_role_arn       = aws_iam_role.execution.arn
  family                   = "nk-shop-stage-Main-DB"
  memory                   = "1024"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  skip_destroy             = true
  task_role_arn            = aws_iam_role.Main-DB_task.arn
  tags = {
    "nanokit:service" = "Main-DB"
  }

  runtime_platform {
    cpu_architecture        = "X86_64"
    operating_system_family = "LINUX"
  }
}

resource "aws_cloudwatch_log_group" "Main-DB" {
  name              = "/nanokit/shop/stage/Main-DB"
  retention_in_days = 30
  tags = {
    "nanokit:service" = "Main-DB"
  }
}

resource "aws_iam_role" "Main-DB_task" {
  assume_role_policy = jsonencode(local.task_trust)
  name               = "nk-shop-stage-Main-DB-task"
  tags = {
    "nanokit:service" = "Main-DB"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_security_group" "Main-DB_task" {
  description = "Tasks of service Main-DB"
  name        = "nk-shop-stage-Main-DB"
  vpc_id      = aws_vpc.main.id
  tags = {
    Name              = "nk-shop-stage-Main-DB"
    "nanokit:service" = "Main-DB"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_egress_rule" "Main-DB_internet" {
  cidr_ipv4         = "0.0.0.0/0"
  description       = "Out to everywhere"
  ip_protocol       = "-1"
  security_group_id = aws_security_group.Main-DB_task.id
  tags = {
    Name              = "Out to everywhere"
    "nanokit:service" = "Main-DB"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_ingress_rule" "Main-DB_port" {
  for_each = {
    data   = aws_security_group.data_network.id
    probes = aws_security_group.probes_network.id
  }

  description                  = "In from ${each.key}"
  from_port                    = 6379
  ip_protocol                  = "tcp"
  referenced_security_group_id = each.value
  security_group_id            = aws_security_group.Main-DB_task.id
  to_port                      = 6379
  tags = {
    Name              = "In from ${each.key}"
    "nanokit:service" = "Main-DB"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# Service admin
# -------------

locals {
  admin_container = {
    environment = [
      { name = "NANOKIT_ENV", value = "stage" },
      { name = "NANOKIT_PROJECT", value = "shop" },
      { name = "NANOKIT_SERVICE", value = "admin" },
      { name = "NANOKIT_URL_MAIN_DB", value = "redis://main-db:6379" },
    ]
    essential = true
    image     = "nginx:1.27"
    logConfiguration = {
      logDriver = "awslogs"
      options = {
        awslogs-group         = aws_cloudwatch_log_group.admin.name
        awslogs-region        = "us-east-1"
        awslogs-stream-prefix = "ecs"
      }
    }
    mountPoints    = []
    name           = "admin"
    portMappings   = []
    systemControls = []
    volumesFrom    = []
  }
}

resource "aws_ecs_service" "admin" {
  availability_zone_rebalancing      = "DISABLED"
  cluster                            = aws_ecs_cluster.main.arn
  deployment_maximum_percent         = 100
  deployment_minimum_healthy_percent = 0
  desired_count                      = 1
  enable_ecs_managed_tags            = true
  launch_type                        = "FARGATE"
  name                               = "admin"
  platform_version                   = "1.4.0"
  propagate_tags                     = "SERVICE"
  task_definition                    = aws_ecs_task_definition.admin.arn
  tags = {
    "nanokit:service" = "admin"
  }

  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }

  network_configuration {
    assign_public_ip = true
    security_groups = [
      aws_security_group.admin_task.id,
      aws_security_group.data_network.id,
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
        awslogs-group         = aws_cloudwatch_log_group.admin.name
        awslogs-region        = "us-east-1"
        awslogs-stream-prefix = "service-connect"
      }
    }
  }

  depends_on = [
    aws_vpc_security_group_egress_rule.admin_internet,
    aws_route.public_internet,
    aws_route_table_association.public_first,
    aws_route_table_association.public_second,
    aws_iam_role_policy.execution,
  ]
}

resource "aws_ecs_task_definition" "admin" {
  container_definitions    = jsonencode([local.admin_container])
  cpu                      = "512"
  execution_role_arn       = aws_iam_role.execution.arn
  family                   = "nk-shop-stage-admin"
  memory                   = "1024"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  skip_destroy             = true
  task_role_arn            = aws_iam_role.admin_task.arn
  tags = {
    "nanokit:service" = "admin"
  }

  runtime_platform {
    cpu_architecture        = "X86_64"
    operating_system_family = "LINUX"
  }
}

resource "aws_cloudwatch_log_group" "admin" {
  name              = "/nanokit/shop/stage/admin"
  retention_in_days = 30
  tags = {
    "nanokit:service" = "admin"
  }
}

resource "aws_iam_role" "admin_task" {
  assume_role_policy = jsonencode(local.task_trust)
  name               = "nk-shop-stage-admin-task"
  tags = {
    "nanokit:service" = "admin"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_security_group" "admin_task" {
  description = "Tasks of service admin"
  name        = "nk-shop-stage-admin"
  vpc_id      = aws_vpc.main.id
  tags = {
    Name              = "nk-shop-stage-admin"
    "nanokit:service" = "admin"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_egress_rule" "admin_internet" {
  cidr_ipv4         = "0.0.0.0/0"
  description       = "Out to everywhere"
  ip_protocol       = "-1"
  security_group_id = aws_security_group.admin_task.id
  tags = {
    Name              = "Out to everywhere"
    "nanokit:service" = "admin"
  }

  lifecycle {
    create_before_destroy = true
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
    ]
    essential = true
    image     = "ghcr.io/example/api:1.4.0"
    logConfiguration = {
      logDriver = "awslogs"
      options = {
        awslogs-group         = aws_cloudwatch_log_group.api.name
        awslogs-region        = "us-east-1"
        awslogs-stream-prefix = "ecs"
      }
    }
    mountPoints = []
    name        = "api"
    portMappings = [
      { containerPort = 8080, hostPort = 8080, name = "api", protocol = "tcp" },
      { containerPort = 9090, hostPort = 9090, name = "metrics", protocol = "tcp" },
    ]
    systemControls = []
    volumesFrom    = []
  }
}

resource "aws_ecs_service" "api" {
  availability_zone_rebalancing      = "DISABLED"
  cluster                            = aws_ecs_cluster.main.arn
  deployment_maximum_percent         = 100
  deployment_minimum_healthy_percent = 0
  desired_count                      = 1
  enable_ecs_managed_tags            = true
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
    assign_public_ip = true
    security_groups = [
      aws_security_group.api_task.id,
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
        port     = 8080
      }
    }

    service {
      discovery_name = "9090-api"
      port_name      = "metrics"

      client_alias {
        dns_name = "api"
        port     = 9090
      }
    }
  }

  service_registries {
    registry_arn = aws_service_discovery_service.api.arn
  }

  depends_on = [
    aws_vpc_security_group_egress_rule.api_internet,
    aws_vpc_security_group_ingress_rule.api_port,
    aws_vpc_security_group_ingress_rule.api_ports,
    aws_route.public_internet,
    aws_route_table_association.public_first,
    aws_route_table_association.public_second,
    aws_iam_role_policy.execution,
  ]
}

resource "aws_service_discovery_service" "api" {
  force_destroy = true
  name          = "api"
  tags = {
    "nanokit:service" = "api"
  }

  dns_config {
    namespace_id   = aws_service_discovery_private_dns_namespace.main.id
    routing_policy = "MULTIVALUE"

    dns_records {
      ttl  = 10
      type = "A"
    }
  }

  health_check_custom_config {
    failure_threshold = 1
  }

  lifecycle {
    create_before_destroy = true
  }
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
    default = aws_security_group.default_network.id
  }

  description                  = "In from ${each.key}"
  from_port                    = 8080
  ip_protocol                  = "tcp"
  referenced_security_group_id = each.value
  security_group_id            = aws_security_group.api_task.id
  to_port                      = 8080
  tags = {
    Name              = "In from ${each.key}"
    "nanokit:service" = "api"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_ingress_rule" "api_ports" {
  for_each = {
    "default 9090/tcp" = {
      from     = 9090
      group    = aws_security_group.default_network.id
      protocol = "tcp"
      to       = 9090
    }
  }

  description                  = "In from ${each.key}"
  from_port                    = each.value.from
  ip_protocol                  = each.value.protocol
  referenced_security_group_id = each.value.group
  security_group_id            = aws_security_group.api_task.id
  to_port                      = each.value.to
  tags = {
    Name              = "In from ${each.key}"
    "nanokit:service" = "api"
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
      { name = "NANOKIT_URL_API", value = "http://api:8080" },
      { name = "NANOKIT_URL_API_METRICS", value = "http://api:9090" },
    ]
    essential = true
    image     = "nginx:1.27"
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
    portMappings   = []
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
        awslogs-region        = "us-east-1"
        awslogs-stream-prefix = "service-connect"
      }
    }
  }

  depends_on = [
    aws_vpc_security_group_egress_rule.web_internet,
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
        Action = ["ecs:RunTask"]
        Condition = {
          ArnEquals = {
            "ecs:cluster" = [aws_ecs_cluster.main.arn]
          }
        }
        Effect = "Allow"
        Resource = [
          "${aws_ecs_task_definition._dump.arn_without_revision}:*",
          "${aws_ecs_task_definition._ping.arn_without_revision}:*",
          "${aws_ecs_task_definition._warm.arn_without_revision}:*",
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
          aws_iam_role._dump.arn,
          aws_iam_role.execution.arn,
          aws_iam_role._ping.arn,
          aws_iam_role.api_task.arn,
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

# Job dump
# --------

locals {
  _dump_container = {
    command = ["redis-cli -h $NANOKIT_HOST_MAIN_DB --rdb /tmp/dump"]
    entryPoint = [
      "/bin/sh",
      "-c",
    ]
    environment = [
      { name = "NANOKIT_ENV", value = "stage" },
      { name = "NANOKIT_HOST_MAIN_DB", value = "main-db.nk-shop-stage.internal" },
      { name = "NANOKIT_PROJECT", value = "shop" },
      { name = "NANOKIT_URL_MAIN_DB", value = "redis://main-db.nk-shop-stage.internal:6379" },
    ]
    essential = true
    image     = "redis:7.4"
    logConfiguration = {
      logDriver = "awslogs"
      options = {
        awslogs-group         = aws_cloudwatch_log_group._dump.name
        awslogs-region        = "us-east-1"
        awslogs-stream-prefix = "ecs"
      }
    }
    mountPoints    = []
    name           = "dump"
    portMappings   = []
    systemControls = []
    volumesFrom    = []
  }
}

resource "aws_scheduler_schedule" "dump" {
  group_name                   = aws_scheduler_schedule_group.main.name
  name                         = "dump"
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
      task_definition_arn     = aws_ecs_task_definition._dump.arn

      network_configuration {
        assign_public_ip = true
        security_groups = [
          aws_security_group._dump.id,
          aws_security_group.data_network.id,
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
    aws_vpc_security_group_egress_rule._dump_internet,
    aws_route.public_internet,
    aws_route_table_association.public_first,
    aws_route_table_association.public_second,
    aws_iam_role_policy.execution,
    aws_iam_role_policy.scheduler,
  ]
}

resource "aws_ecs_task_definition" "_dump" {
  container_definitions    = jsonencode([local._dump_container])
  cpu                      = "256"
  execution_role_arn       = aws_iam_role.execution.arn
  family                   = "nk-shop-stage-_dump"
  memory                   = "512"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  skip_destroy             = true
  task_role_arn            = aws_iam_role._dump.arn
  tags = {
    "nanokit:job" = "dump"
  }

  runtime_platform {
    cpu_architecture        = "X86_64"
    operating_system_family = "LINUX"
  }
}

resource "aws_cloudwatch_log_group" "_dump" {
  name              = "/nanokit/shop/stage/_dump"
  retention_in_days = 30
  tags = {
    "nanokit:job" = "dump"
  }
}

resource "aws_iam_role" "_dump" {
  assume_role_policy = jsonencode(local.task_trust)
  name               = "nk-shop-stage-_dump"
  tags = {
    "nanokit:job" = "dump"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_security_group" "_dump" {
  description = "Tasks of job dump"
  name        = "nk-shop-stage-_dump"
  vpc_id      = aws_vpc.main.id
  tags = {
    Name          = "nk-shop-stage-_dump"
    "nanokit:job" = "dump"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_egress_rule" "_dump_internet" {
  cidr_ipv4         = "0.0.0.0/0"
  description       = "Out to everywhere"
  ip_protocol       = "-1"
  security_group_id = aws_security_group._dump.id
  tags = {
    Name          = "Out to everywhere"
    "nanokit:job" = "dump"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# Job ping
# --------

locals {
  _ping_container = {
    command = [
      "redis-cli",
      "ping",
    ]
    environment = [
      { name = "NANOKIT_ENV", value = "stage" },
      { name = "NANOKIT_PROJECT", value = "shop" },
    ]
    essential = true
    image     = "redis:7.4"
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
      task_definition_arn     = aws_ecs_task_definition._ping.arn

      network_configuration {
        assign_public_ip = true
        security_groups = [
          aws_security_group._ping.id,
          aws_security_group.probes_network.id,
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

# Job warm
# --------

locals {
  _warm_container = {
    entryPoint = ["./warm"]
    environment = [
      { name = "NANOKIT_ENV", value = "stage" },
      { name = "NANOKIT_HOST_API", value = "api.nk-shop-stage.internal" },
      { name = "NANOKIT_PROJECT", value = "shop" },
      { name = "NANOKIT_SERVICE", value = "api" },
      { name = "NANOKIT_URL_API", value = "http://localhost:8080" },
      { name = "NANOKIT_URL_API_METRICS", value = "http://api.nk-shop-stage.internal:9090" },
    ]
    essential = true
    image     = "ghcr.io/example/api:1.4.0"
    logConfiguration = {
      logDriver = "awslogs"
      options = {
        awslogs-group         = aws_cloudwatch_log_group.api.name
        awslogs-region        = "us-east-1"
        awslogs-stream-prefix = "ecs"
      }
    }
    mountPoints    = []
    name           = "warm"
    portMappings   = []
    systemControls = []
    volumesFrom    = []
  }
}

resource "aws_scheduler_schedule" "warm" {
  group_name                   = aws_scheduler_schedule_group.main.name
  name                         = "warm"
  schedule_expression          = "cron(0 * * * ? *)"
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
      task_definition_arn     = aws_ecs_task_definition._warm.arn

      network_configuration {
        assign_public_ip = true
        security_groups = [
          aws_security_group.api_task.id,
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
    aws_vpc_security_group_egress_rule.api_internet,
    aws_vpc_security_group_ingress_rule.api_port,
    aws_vpc_security_group_ingress_rule.api_ports,
    aws_route.public_internet,
    aws_route_table_association.public_first,
    aws_route_table_association.public_second,
    aws_iam_role_policy.execution,
    aws_iam_role_policy.scheduler,
  ]
}

resource "aws_ecs_task_definition" "_warm" {
  container_definitions    = jsonencode([local._warm_container])
  cpu                      = "512"
  execution_role_arn       = aws_iam_role.execution.arn
  family                   = "nk-shop-stage-_warm"
  memory                   = "1024"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  skip_destroy             = true
  task_role_arn            = aws_iam_role.api_task.arn
  tags = {
    "nanokit:job"     = "warm"
    "nanokit:service" = "api"
  }

  runtime_platform {
    cpu_architecture        = "X86_64"
    operating_system_family = "LINUX"
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
    Main-DB = aws_cloudwatch_log_group.Main-DB.name
    admin   = aws_cloudwatch_log_group.admin.name
    api     = aws_cloudwatch_log_group.api.name
    web     = aws_cloudwatch_log_group.web.name
  }
}

output "security_group_ids" {
  description = "Ids of the security groups of the tasks, by service"
  value = {
    Main-DB = aws_security_group.Main-DB_task.id
    admin   = aws_security_group.admin_task.id
    api     = aws_security_group.api_task.id
    web     = aws_security_group.web_task.id
  }
}

output "service_names" {
  description = "Names of the ECS services, by service"
  value = {
    Main-DB = aws_ecs_service.Main-DB.name
    admin   = aws_ecs_service.admin.name
    api     = aws_ecs_service.api.name
    web     = aws_ecs_service.web.name
  }
}

output "task_role_names" {
  description = "Names of the IAM roles of the containers, by service; attach policies of your own to them"
  value = {
    Main-DB = aws_iam_role.Main-DB_task.name
    admin   = aws_iam_role.admin_task.name
    api     = aws_iam_role.api_task.name
    web     = aws_iam_role.web_task.name
  }
}

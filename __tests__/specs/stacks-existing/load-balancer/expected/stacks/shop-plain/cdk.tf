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
      "nanokit:environment" = "plain"
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
}

data "aws_vpc" "main" {
  id = "vpc-0123456789abcdef0"
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
        Resource = ["arn:${data.aws_partition.current.partition}:logs:us-east-1:${data.aws_caller_identity.current.account_id}:log-group:/nanokit/shop/plain/*:*"]
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
  name = "nk-shop-plain"

  lifecycle {
    precondition {
      condition     = length(local.subnet_zones) > 0
      error_message = "vpc-0123456789abcdef0 has no public subnet: none of its subnets has a route to an internet gateway. Give one such a route. Name the subnets to use in nanokit.yml: infra.subnets."
    }
  }
}

resource "aws_iam_role" "execution" {
  assume_role_policy = jsonencode(local.execution_trust)
  name               = "nk-shop-plain-execution"

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
  name        = "nk-shop-plain/default"
  vpc_id      = data.aws_vpc.main.id
  tags = {
    Name = "nk-shop-plain/default"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_service_discovery_http_namespace" "main" {
  name = "nk-shop-plain"

  lifecycle {
    create_before_destroy = true
  }
}

# Load balancer
# -------------

data "aws_lb" "main" {
  arn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/edge/0123456789abcdef"

  lifecycle {
    postcondition {
      condition     = contains(["vpc-0123456789abcdef0"], self.vpc_id)
      error_message = "The load balancer ${self.name} is in ${self.vpc_id}, and not in vpc-0123456789abcdef0: it reaches no task there."
    }

    postcondition {
      condition     = length(setintersection(self.security_groups, ["sg-0123456789abcdef0"])) > 0
      error_message = "The load balancer ${self.name} does not have the security group sg-0123456789abcdef0: tasks would take no request from it. It has ${join(", ", self.security_groups)}."
    }
  }
}

data "aws_lb_listener" "main" {
  load_balancer_arn = data.aws_lb.main.arn
  port              = 80

  lifecycle {
    postcondition {
      condition     = self.protocol == "HTTP" && self.port == 80
      error_message = "The listener of the load balancer listens to ${self.protocol} on port ${self.port}, and not to HTTP on port 80: the URLs of services would not lead to it."
    }
  }
}

resource "aws_lb_listener_rule" "hosts" {
  for_each = {
    "*.shop.example.com" = {
      priority = 47911
      tags = {
        "nanokit:service" = "web"
      }
      target_group_arn = aws_lb_target_group.web.arn
    }
    "shop.example.com" = {
      priority = 35533
      tags = {
        "nanokit:service" = "web"
      }
      target_group_arn = aws_lb_target_group.web.arn
    }
  }

  listener_arn = data.aws_lb_listener.main.arn
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

resource "aws_lb_listener_rule" "paths" {
  for_each = {
    "shop.example.com/api" = {
      host     = "shop.example.com"
      path     = "/api"
      priority = 23400
      tags = {
        "nanokit:service" = "api"
      }
      target_group_arn = aws_lb_target_group.api.arn
    }
  }

  listener_arn = data.aws_lb_listener.main.arn
  priority     = each.value.priority
  tags         = each.value.tags

  action {
    target_group_arn = each.value.target_group_arn
    type             = "forward"
  }

  condition {
    host_header {
      values = [each.value.host]
    }
  }

  condition {
    path_pattern {
      values = [
        each.value.path,
        "${each.value.path}/*",
      ]
    }
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
      { name = "NANOKIT_ENV", value = "plain" },
      { name = "NANOKIT_PROJECT", value = "shop" },
      { name = "NANOKIT_SERVICE", value = "api" },
      { name = "NANOKIT_URL_WEB", value = "http://shop.example.com" },
    ]
    essential = true
    image     = "ghcr.io/acme/api:2.0"
    logConfiguration = {
      logDriver = "awslogs"
      options = {
        awslogs-group         = aws_cloudwatch_log_group.api.name
        awslogs-region        = "us-east-1"
        awslogs-stream-prefix = "ecs"
      }
    }
    mountPoints    = []
    name           = "api"
    portMappings   = [{ containerPort = 8080, hostPort = 8080, name = "api", protocol = "tcp" }]
    systemControls = []
    volumesFrom    = []
  }
}

resource "aws_ecs_service" "api" {
  availability_zone_rebalancing      = "ENABLED"
  cluster                            = aws_ecs_cluster.main.arn
  deployment_maximum_percent         = 200
  deployment_minimum_healthy_percent = 100
  desired_count                      = 1
  enable_ecs_managed_tags            = true
  health_check_grace_period_seconds  = 300
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

  load_balancer {
    container_name   = "api"
    container_port   = 8080
    target_group_arn = aws_lb_target_group.api.arn
  }

  network_configuration {
    assign_public_ip = true
    security_groups = [
      aws_security_group.api_task.id,
      aws_security_group.default_network.id,
    ]
    subnets = local.task_subnets
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
  }

  depends_on = [
    aws_vpc_security_group_egress_rule.api_internet,
    aws_vpc_security_group_ingress_rule.api_port,
    aws_iam_role_policy.execution,
    aws_lb_listener_rule.paths,
    aws_vpc_security_group_ingress_rule.api_load_balancer,
  ]
}

resource "aws_ecs_task_definition" "api" {
  container_definitions    = jsonencode([local.api_container])
  cpu                      = "512"
  execution_role_arn       = aws_iam_role.execution.arn
  family                   = "nk-shop-plain-api"
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
  name              = "/nanokit/shop/plain/api"
  retention_in_days = 30
  tags = {
    "nanokit:service" = "api"
  }
}

resource "aws_iam_role" "api_task" {
  assume_role_policy = jsonencode(local.task_trust)
  name               = "nk-shop-plain-api-task"
  tags = {
    "nanokit:service" = "api"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_security_group" "api_task" {
  description = "Tasks of service api"
  name        = "nk-shop-plain-api"
  vpc_id      = data.aws_vpc.main.id
  tags = {
    Name              = "nk-shop-plain-api"
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

resource "aws_lb_target_group" "api" {
  deregistration_delay = "30"
  name                 = "nk-shop-plain-api-450f0ee3"
  port                 = 8080
  protocol             = "HTTP"
  target_type          = "ip"
  vpc_id               = data.aws_vpc.main.id
  tags = {
    "nanokit:service" = "api"
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

resource "aws_vpc_security_group_ingress_rule" "api_load_balancer" {
  description                  = "In from the load balancer"
  from_port                    = 8080
  ip_protocol                  = "tcp"
  referenced_security_group_id = "sg-0123456789abcdef0"
  security_group_id            = aws_security_group.api_task.id
  to_port                      = 8080
  tags = {
    Name              = "In from the load balancer"
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
      { name = "NANOKIT_ENV", value = "plain" },
      { name = "NANOKIT_PROJECT", value = "shop" },
      { name = "NANOKIT_SERVICE", value = "web" },
      { name = "NANOKIT_URL_API", value = "http://shop.example.com/api" },
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
    portMappings   = [{ containerPort = 80, hostPort = 80, name = "web", protocol = "tcp" }]
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
    container_port   = 80
    target_group_arn = aws_lb_target_group.web.arn
  }

  network_configuration {
    assign_public_ip = true
    security_groups = [
      aws_security_group.web_task.id,
      aws_security_group.default_network.id,
    ]
    subnets = local.task_subnets
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
    aws_iam_role_policy.execution,
    aws_lb_listener_rule.hosts,
    aws_vpc_security_group_ingress_rule.web_load_balancer,
  ]
}

resource "aws_ecs_task_definition" "web" {
  container_definitions    = jsonencode([local.web_container])
  cpu                      = "512"
  execution_role_arn       = aws_iam_role.execution.arn
  family                   = "nk-shop-plain-web"
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
  name              = "/nanokit/shop/plain/web"
  retention_in_days = 30
  tags = {
    "nanokit:service" = "web"
  }
}

resource "aws_iam_role" "web_task" {
  assume_role_policy = jsonencode(local.task_trust)
  name               = "nk-shop-plain-web-task"
  tags = {
    "nanokit:service" = "web"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_security_group" "web_task" {
  description = "Tasks of service web"
  name        = "nk-shop-plain-web"
  vpc_id      = data.aws_vpc.main.id
  tags = {
    Name              = "nk-shop-plain-web"
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
  name                 = "nk-shop-plain-web-f1594c04"
  port                 = 80
  protocol             = "HTTP"
  target_type          = "ip"
  vpc_id               = data.aws_vpc.main.id
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
  referenced_security_group_id = "sg-0123456789abcdef0"
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

output "load_balancer_dns_name" {
  description = "DNS name of the load balancer; point hosts at it"
  value       = data.aws_lb.main.dns_name
}

output "load_balancer_zone_id" {
  description = "Id of the Route 53 zone of that name, for alias records"
  value       = data.aws_lb.main.zone_id
}

output "log_group_names" {
  description = "Names of the CloudWatch log groups, by service"
  value = {
    api = aws_cloudwatch_log_group.api.name
    web = aws_cloudwatch_log_group.web.name
  }
}

output "security_group_ids" {
  description = "Ids of the security groups of the tasks, by service"
  value = {
    api = aws_security_group.api_task.id
    web = aws_security_group.web_task.id
  }
}

output "service_names" {
  description = "Names of the ECS services, by service"
  value = {
    api = aws_ecs_service.api.name
    web = aws_ecs_service.web.name
  }
}

output "task_role_names" {
  description = "Names of the IAM roles of the containers, by service; attach policies of your own to them"
  value = {
    api = aws_iam_role.api_task.name
    web = aws_iam_role.web_task.name
  }
}

output "urls" {
  description = "URLs of the services that are published, by service"
  value = {
    api = "http://shop.example.com/api"
    web = "http://shop.example.com"
  }
}

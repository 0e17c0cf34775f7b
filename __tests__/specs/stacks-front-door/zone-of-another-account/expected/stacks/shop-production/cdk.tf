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

provider "aws" {
  alias  = "dns"
  region = "eu-west-1"

  assume_role {
    role_arn = "arn:aws:iam::210987654321:role/dns"
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

resource "aws_subnet" "public_first" {
  availability_zone       = sort(data.aws_availability_zones.available.names)[0]
  cidr_block              = "10.1.224.0/20"
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
  cidr_block              = "10.1.240.0/20"
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

# Load balancer
# -------------

data "aws_route53_zone" "main" {
  provider = aws.dns

  name         = "example.com"
  private_zone = false
}

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
  certificate_arn   = "arn:aws:acm:eu-west-1:123456789012:certificate/01234567-89ab-cdef-0123-456789abcdef"
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

resource "aws_lb_listener_rule" "https_hosts" {
  for_each = {
    "www.example.com" = {
      priority = 5603
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
    "www.example.com" = data.aws_route53_zone.main.zone_id
  }
  provider = aws.dns

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
    image     = "nginx:1.29"
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
    portMappings   = [{ containerPort = 80, hostPort = 80, protocol = "tcp" }]
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
    security_groups  = [aws_security_group.web_task.id]
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
    aws_iam_role_policy.execution,
    aws_lb_listener_rule.https_hosts,
    aws_vpc_security_group_ingress_rule.web_load_balancer,
    aws_vpc_security_group_egress_rule.load_balancer_tasks,
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

resource "aws_lb_target_group" "web" {
  deregistration_delay = "30"
  name                 = "nk-shop-production-web-8052875a"
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
  value       = aws_lb.main.dns_name
}

output "load_balancer_zone_id" {
  description = "Id of the Route 53 zone of that name, for alias records"
  value       = aws_lb.main.zone_id
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

output "urls" {
  description = "URLs of the services that are published, by service"
  value = {
    web = "https://www.example.com"
  }
}

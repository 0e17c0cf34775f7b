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
      "nanokit:environment" = "pr-82e297"
      "nanokit:project"     = "shop-82e297"
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
  subnet_zones            = { for id, subnet in data.aws_subnet.all : id => subnet.availability_zone }
  task_subnets            = slice(sort(keys(local.subnet_zones)), 0, min(16, length(local.subnet_zones)))
  load_balancer_subnets   = [for zone, ids in { for id, zone in { for id, zone in local.subnet_zones : id => zone if contains(local.internet_route_tables, try(local.associated_route_tables[id], local.main_route_table)) } : zone => id... } : sort(ids)[0]]
}

data "aws_vpc" "main" {
  id = "vpc-03e456789abcdef01"

  lifecycle {
    postcondition {
      condition     = self.enable_dns_support
      error_message = "vpc-03e456789abcdef01 has DNS resolution off, and without it tasks cannot find the file system by name. Switch it on: aws ec2 modify-vpc-attribute --vpc-id vpc-03e456789abcdef01 --enable-dns-support"
    }

    postcondition {
      condition     = self.enable_dns_hostnames
      error_message = "vpc-03e456789abcdef01 has DNS hostnames off, and without it tasks cannot find the file system by name. Switch it on: aws ec2 modify-vpc-attribute --vpc-id vpc-03e456789abcdef01 --enable-dns-hostnames"
    }
  }
}

data "aws_subnet" "all" {
  for_each = toset(["subnet-04e512345678abcde", "subnet-082e297abcdef0123"])

  id = each.key

  lifecycle {
    postcondition {
      condition     = self.vpc_id == data.aws_vpc.main.id
      error_message = "Subnet ${self.id} is not in vpc-03e456789abcdef01 but in ${self.vpc_id}. Name the subnets to use in nanokit.yml: infra.subnets."
    }

    postcondition {
      condition     = can(regex("^[a-z]+(-[a-z]+)+-[0-9]+[a-z]$", self.availability_zone)) && !contains(["apne1-az3", "cnn1-az3", "cnn1-az4", "usw1-az2"], self.availability_zone_id)
      error_message = "Subnet ${self.id} is in ${self.availability_zone} (${self.availability_zone_id}), where Fargate does not run these tasks. Name the subnets to use in nanokit.yml: infra.subnets."
    }
  }
}

data "aws_route_table" "all" {
  for_each = toset(data.aws_route_tables.all.ids)

  route_table_id = each.key
}

data "aws_route_tables" "all" {
  vpc_id = "vpc-03e456789abcdef01"
}

# File system
# -----------

data "aws_efs_file_system" "main" {
  file_system_id = "fs-04e512345678abcde"

  lifecycle {
    postcondition {
      condition     = try(length(self.availability_zone_name), 0) == 0 || alltrue([for zone in values(local.subnet_zones) : zone == self.availability_zone_name])
      error_message = "File system ${self.id} is in ${self.availability_zone_name} alone (One Zone), and tasks in other zones could not mount it. Use subnets of that zone only."
    }

    postcondition {
      condition     = length([for target in data.aws_network_interface.mount_targets : target.availability_zone]) == 0 || length(setsubtract(values(local.subnet_zones), [for target in data.aws_network_interface.mount_targets : target.availability_zone])) == 0
      error_message = "File system ${self.id} has no mount target in ${join(", ", sort(setsubtract(values(local.subnet_zones), [for target in data.aws_network_interface.mount_targets : target.availability_zone])))}, where tasks that mount it may run: they would not start there. Make one in each of these zones, or name subnets of zones that have one: infra.subnets."
    }
  }
}

data "aws_network_interfaces" "mount_targets" {
  filter {
    name   = "description"
    values = ["*fs-04e512345678abcde*"]
  }
}

data "aws_network_interface" "mount_targets" {
  for_each = toset(data.aws_network_interfaces.mount_targets.ids)

  id = each.key
}

resource "aws_efs_access_point" "d-82e297" {
  file_system_id = "fs-04e512345678abcde"
  tags = {
    Name             = "d-82e297"
    "nanokit:volume" = "d-82e297"
  }

  posix_user {
    gid = 101
    uid = 101
  }

  root_directory {
    path = "/nanokit/shop-82e297/pr-82e297/d-82e297"

    creation_info {
      owner_gid   = 101
      owner_uid   = 101
      permissions = "0755"
    }
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_security_group" "file_system_clients" {
  description = "Tasks with volumes"
  name        = "nk-shop-82e297-pr-82e297.file-system-clients"
  vpc_id      = data.aws_vpc.main.id
  tags = {
    Name = "nk-shop-82e297-pr-82e297.file-system-clients"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_ingress_rule" "nfs_sg-082e297abcdef0123" {
  description                  = "NFS from all clients"
  from_port                    = 2049
  ip_protocol                  = "tcp"
  referenced_security_group_id = aws_security_group.file_system_clients.id
  security_group_id            = "sg-082e297abcdef0123"
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
        Resource = ["arn:${data.aws_partition.current.partition}:logs:eu-west-1:${data.aws_caller_identity.current.account_id}:log-group:/nanokit/shop-82e297/pr-82e297/*:*"]
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
  name = "nk-shop-82e297-pr-82e297"
}

resource "aws_iam_role" "execution" {
  assume_role_policy = jsonencode(local.execution_trust)
  name               = "nk-shop-82e297-pr-82e297-execution"

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

resource "aws_security_group" "n-82e297_network" {
  description = "Tasks on network n-82e297"
  name        = "nk-shop-82e297-pr-82e297/n-82e297"
  vpc_id      = data.aws_vpc.main.id
  tags = {
    Name = "nk-shop-82e297-pr-82e297/n-82e297"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_service_discovery_http_namespace" "main" {
  name = "nk-shop-82e297-pr-82e297"

  lifecycle {
    create_before_destroy = true
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
  enable_deletion_protection = false
  internal                   = false
  load_balancer_type         = "application"
  name                       = "nk-shop-82e297-pr-82e297"
  security_groups            = [aws_security_group.load_balancer.id]
  subnets                    = local.load_balancer_subnets

  lifecycle {
    precondition {
      condition     = length(local.load_balancer_subnets) >= 2
      error_message = "The internet reaches a load balancer through subnets with a route to an internet gateway, in two Availability Zones at least, and those of vpc-03e456789abcdef01 that are named are in fewer. Name the subnets to use in nanokit.yml: infra.subnets. For one that only the VPC reaches, write infra: { loadBalancer: { internal: true } }."
    }
  }
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

resource "aws_lb_listener_rule" "https_hosts" {
  for_each = {
    "pr-82e297.example.com" = {
      priority = 37280
      tags = {
        "nanokit:service" = "web-82e297"
      }
      target_group_arn = aws_lb_target_group.web-82e297.arn
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
    "pr-82e297.example.com" = data.aws_route53_zone.main.zone_id
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
  name        = "nk-shop-82e297-pr-82e297.load-balancer"
  vpc_id      = data.aws_vpc.main.id
  tags = {
    Name = "nk-shop-82e297-pr-82e297.load-balancer"
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
  domain_name       = "pr-82e297.example.com"
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
  for_each = toset(["pr-82e297.example.com"])

  allow_overwrite = true
  name            = one([for option in aws_acm_certificate.main.domain_validation_options : option.resource_record_name if option.domain_name == each.key])
  records         = [one([for option in aws_acm_certificate.main.domain_validation_options : option.resource_record_value if option.domain_name == each.key])]
  ttl             = 60
  type            = one([for option in aws_acm_certificate.main.domain_validation_options : option.resource_record_type if option.domain_name == each.key])
  zone_id         = data.aws_route53_zone.main.zone_id
}

resource "aws_vpc_security_group_egress_rule" "load_balancer_tasks" {
  for_each = toset([for range in data.aws_vpc.main.cidr_block_associations : range.cidr_block if range.state == "associated"])

  cidr_ipv4         = each.key
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

# Service other
# -------------

locals {
  other_container = {
    environment = [
      { name = "NANOKIT_ENV", value = "pr-82e297" },
      { name = "NANOKIT_PROJECT", value = "shop-82e297" },
      { name = "NANOKIT_SERVICE", value = "other" },
      { name = "NANOKIT_URL_WEB_82E297", value = "https://pr-82e297.example.com" },
    ]
    essential = true
    image     = "nginx:1.29"
    logConfiguration = {
      logDriver = "awslogs"
      options = {
        awslogs-group         = aws_cloudwatch_log_group.other.name
        awslogs-region        = "eu-west-1"
        awslogs-stream-prefix = "ecs"
      }
    }
    mountPoints    = []
    name           = "other"
    portMappings   = [{ containerPort = 80, hostPort = 80, name = "other", protocol = "tcp" }]
    systemControls = []
    volumesFrom    = []
  }
}

resource "aws_ecs_service" "other" {
  availability_zone_rebalancing      = "DISABLED"
  cluster                            = aws_ecs_cluster.main.arn
  deployment_maximum_percent         = 100
  deployment_minimum_healthy_percent = 0
  desired_count                      = 1
  enable_ecs_managed_tags            = true
  launch_type                        = "FARGATE"
  name                               = "other"
  platform_version                   = "1.4.0"
  propagate_tags                     = "SERVICE"
  task_definition                    = aws_ecs_task_definition.other.arn
  tags = {
    "nanokit:service" = "other"
  }

  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }

  network_configuration {
    assign_public_ip = true
    security_groups = [
      aws_security_group.other_task.id,
      aws_security_group.n-82e297_network.id,
    ]
    subnets = local.task_subnets
  }

  service_connect_configuration {
    enabled   = true
    namespace = aws_service_discovery_http_namespace.main.arn

    log_configuration {
      log_driver = "awslogs"
      options = {
        awslogs-group         = aws_cloudwatch_log_group.other.name
        awslogs-region        = "eu-west-1"
        awslogs-stream-prefix = "service-connect"
      }
    }

    service {
      discovery_name = "other"
      port_name      = "other"

      client_alias {
        dns_name = "other"
        port     = 80
      }
    }
  }

  depends_on = [
    aws_vpc_security_group_egress_rule.other_internet,
    aws_vpc_security_group_ingress_rule.other_port,
    aws_iam_role_policy.execution,
  ]
}

resource "aws_ecs_task_definition" "other" {
  container_definitions    = jsonencode([local.other_container])
  cpu                      = "512"
  execution_role_arn       = aws_iam_role.execution.arn
  family                   = "nk-shop-82e297-pr-82e297-other"
  memory                   = "1024"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  skip_destroy             = true
  task_role_arn            = aws_iam_role.other_task.arn
  tags = {
    "nanokit:service" = "other"
  }

  runtime_platform {
    cpu_architecture        = "X86_64"
    operating_system_family = "LINUX"
  }
}

resource "aws_cloudwatch_log_group" "other" {
  name              = "/nanokit/shop-82e297/pr-82e297/other"
  retention_in_days = 30
  tags = {
    "nanokit:service" = "other"
  }
}

resource "aws_iam_role" "other_task" {
  assume_role_policy = jsonencode(local.task_trust)
  name               = "nk-shop-82e297-pr-82e297-other-task"
  tags = {
    "nanokit:service" = "other"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_security_group" "other_task" {
  description = "Tasks of service other"
  name        = "nk-shop-82e297-pr-82e297-other"
  vpc_id      = data.aws_vpc.main.id
  tags = {
    Name              = "nk-shop-82e297-pr-82e297-other"
    "nanokit:service" = "other"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_egress_rule" "other_internet" {
  cidr_ipv4         = "0.0.0.0/0"
  description       = "Out to everywhere"
  ip_protocol       = "-1"
  security_group_id = aws_security_group.other_task.id
  tags = {
    Name              = "Out to everywhere"
    "nanokit:service" = "other"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_ingress_rule" "other_port" {
  for_each = {
    n-82e297 = aws_security_group.n-82e297_network.id
  }

  description                  = "In from ${each.key}"
  from_port                    = 80
  ip_protocol                  = "tcp"
  referenced_security_group_id = each.value
  security_group_id            = aws_security_group.other_task.id
  to_port                      = 80
  tags = {
    Name              = "In from ${each.key}"
    "nanokit:service" = "other"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# Service web-82e297
# ------------------

locals {
  web-82e297_container = {
    environment = [
      { name = "COMMIT", value = "-82e297" },
      { name = "NANOKIT_ENV", value = "pr-82e297" },
      { name = "NANOKIT_PROJECT", value = "shop-82e297" },
      { name = "NANOKIT_SERVICE", value = "web-82e297" },
      { name = "NANOKIT_URL_OTHER", value = "http://other:80" },
      { name = "NUMBER", value = "-8.184546332140093e+298" },
    ]
    essential = true
    image     = "nginx:7e3121f"
    logConfiguration = {
      logDriver = "awslogs"
      options = {
        awslogs-group         = aws_cloudwatch_log_group.web-82e297.name
        awslogs-region        = "eu-west-1"
        awslogs-stream-prefix = "ecs"
      }
    }
    mountPoints    = [{ containerPath = "/data", readOnly = false, sourceVolume = "d-82e297" }]
    name           = "web-82e297"
    portMappings   = [{ containerPort = 80, hostPort = 80, name = "web-82e297", protocol = "tcp" }]
    systemControls = []
    user           = "101:101"
    volumesFrom    = []
  }

  web-82e297_task_policy = {
    Statement = [
      {
        Action = [
          "elasticfilesystem:ClientMount",
          "elasticfilesystem:ClientWrite",
        ]
        Condition = {
          StringEquals = {
            "elasticfilesystem:AccessPointArn" = [aws_efs_access_point.d-82e297.arn]
          }
        }
        Effect   = "Allow"
        Resource = [data.aws_efs_file_system.main.arn]
      },
    ]
    Version = "2012-10-17"
  }
}

resource "aws_ecs_service" "web-82e297" {
  availability_zone_rebalancing      = "DISABLED"
  cluster                            = aws_ecs_cluster.main.arn
  deployment_maximum_percent         = 100
  deployment_minimum_healthy_percent = 0
  desired_count                      = 1
  enable_ecs_managed_tags            = true
  health_check_grace_period_seconds  = 900
  launch_type                        = "FARGATE"
  name                               = "web-82e297"
  platform_version                   = "1.4.0"
  propagate_tags                     = "SERVICE"
  task_definition                    = aws_ecs_task_definition.web-82e297.arn
  tags = {
    "nanokit:service" = "web-82e297"
  }

  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }

  load_balancer {
    container_name   = "web-82e297"
    container_port   = 80
    target_group_arn = aws_lb_target_group.web-82e297.arn
  }

  network_configuration {
    assign_public_ip = true
    security_groups = [
      aws_security_group.web-82e297_task.id,
      aws_security_group.n-82e297_network.id,
      aws_security_group.file_system_clients.id,
    ]
    subnets = local.task_subnets
  }

  service_connect_configuration {
    enabled   = true
    namespace = aws_service_discovery_http_namespace.main.arn

    log_configuration {
      log_driver = "awslogs"
      options = {
        awslogs-group         = aws_cloudwatch_log_group.web-82e297.name
        awslogs-region        = "eu-west-1"
        awslogs-stream-prefix = "service-connect"
      }
    }

    service {
      discovery_name = "web-82e297"
      port_name      = "web-82e297"

      client_alias {
        dns_name = "web-82e297"
        port     = 80
      }
    }
  }

  depends_on = [
    aws_vpc_security_group_egress_rule.web-82e297_internet,
    aws_vpc_security_group_ingress_rule.nfs_sg-082e297abcdef0123,
    aws_vpc_security_group_ingress_rule.web-82e297_port,
    aws_iam_role_policy.execution,
    aws_iam_role_policy.web-82e297_task,
    aws_lb_listener_rule.https_hosts,
    aws_vpc_security_group_ingress_rule.web-82e297_load_balancer,
    aws_vpc_security_group_egress_rule.load_balancer_tasks,
  ]
}

resource "aws_ecs_task_definition" "web-82e297" {
  container_definitions    = jsonencode([local.web-82e297_container])
  cpu                      = "512"
  execution_role_arn       = aws_iam_role.execution.arn
  family                   = "nk-shop-82e297-pr-82e297-web-82e297"
  memory                   = "1024"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  skip_destroy             = true
  task_role_arn            = aws_iam_role.web-82e297_task.arn
  tags = {
    "nanokit:service" = "web-82e297"
  }

  runtime_platform {
    cpu_architecture        = "X86_64"
    operating_system_family = "LINUX"
  }

  volume {
    name = "d-82e297"

    efs_volume_configuration {
      file_system_id     = "fs-04e512345678abcde"
      transit_encryption = "ENABLED"

      authorization_config {
        access_point_id = aws_efs_access_point.d-82e297.id
        iam             = "ENABLED"
      }
    }
  }
}

resource "aws_cloudwatch_log_group" "web-82e297" {
  name              = "/nanokit/shop-82e297/pr-82e297/web-82e297"
  retention_in_days = 30
  tags = {
    "nanokit:service" = "web-82e297"
  }
}

resource "aws_iam_role" "web-82e297_task" {
  assume_role_policy = jsonencode(local.task_trust)
  name               = "nk-shop-82e297-pr-82e297-web-82e297-task"
  tags = {
    "nanokit:service" = "web-82e297"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_iam_role_policy" "web-82e297_task" {
  name   = "nanokit"
  policy = jsonencode(local.web-82e297_task_policy)
  role   = aws_iam_role.web-82e297_task.id

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_security_group" "web-82e297_task" {
  description = "Tasks of service web-82e297"
  name        = "nk-shop-82e297-pr-82e297-web-82e297"
  vpc_id      = data.aws_vpc.main.id
  tags = {
    Name              = "nk-shop-82e297-pr-82e297-web-82e297"
    "nanokit:service" = "web-82e297"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_egress_rule" "web-82e297_internet" {
  cidr_ipv4         = "0.0.0.0/0"
  description       = "Out to everywhere"
  ip_protocol       = "-1"
  security_group_id = aws_security_group.web-82e297_task.id
  tags = {
    Name              = "Out to everywhere"
    "nanokit:service" = "web-82e297"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_ingress_rule" "web-82e297_port" {
  for_each = {
    n-82e297 = aws_security_group.n-82e297_network.id
  }

  description                  = "In from ${each.key}"
  from_port                    = 80
  ip_protocol                  = "tcp"
  referenced_security_group_id = each.value
  security_group_id            = aws_security_group.web-82e297_task.id
  to_port                      = 80
  tags = {
    Name              = "In from ${each.key}"
    "nanokit:service" = "web-82e297"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_lb_target_group" "web-82e297" {
  deregistration_delay = "30"
  name                 = "nk-shop-82e297-pr-82e29-43317427"
  port                 = 80
  protocol             = "HTTP"
  target_type          = "ip"
  vpc_id               = data.aws_vpc.main.id
  tags = {
    "nanokit:service" = "web-82e297"
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

resource "aws_vpc_security_group_ingress_rule" "web-82e297_load_balancer" {
  description                  = "In from the load balancer"
  from_port                    = 80
  ip_protocol                  = "tcp"
  referenced_security_group_id = aws_security_group.load_balancer.id
  security_group_id            = aws_security_group.web-82e297_task.id
  to_port                      = 80
  tags = {
    Name              = "In from the load balancer"
    "nanokit:service" = "web-82e297"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# Outputs
# -------

output "access_point_ids" {
  description = "Ids of the EFS access points, by volume"
  value = {
    d-82e297 = aws_efs_access_point.d-82e297.id
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
  value       = "fs-04e512345678abcde"
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
    other      = aws_cloudwatch_log_group.other.name
    web-82e297 = aws_cloudwatch_log_group.web-82e297.name
  }
}

output "security_group_ids" {
  description = "Ids of the security groups of the tasks, by service"
  value = {
    other      = aws_security_group.other_task.id
    web-82e297 = aws_security_group.web-82e297_task.id
  }
}

output "service_names" {
  description = "Names of the ECS services, by service"
  value = {
    other      = aws_ecs_service.other.name
    web-82e297 = aws_ecs_service.web-82e297.name
  }
}

output "task_role_names" {
  description = "Names of the IAM roles of the containers, by service; attach policies of your own to them"
  value = {
    other      = aws_iam_role.other_task.name
    web-82e297 = aws_iam_role.web-82e297_task.name
  }
}

output "urls" {
  description = "URLs of the services that are published, by service"
  value = {
    web-82e297 = "https://pr-82e297.example.com"
  }
}

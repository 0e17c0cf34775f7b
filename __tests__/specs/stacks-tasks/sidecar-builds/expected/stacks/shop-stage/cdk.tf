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

variable "agent_image" {
  default     = ""
  description = "Image of sidecar agent if it is not in its own repository: a whole reference such as 123456789012.dkr.ecr.eu-west-1.amazonaws.com/agent:1.0.0"
  nullable    = false
  type        = string

  validation {
    condition     = var.agent_image == "" || can(regex("^[^[:space:]]+$", var.agent_image))
    error_message = "The image of sidecar agent must be a reference such as repository:tag, without spaces."
  }
}

variable "agent_image_tag" {
  default     = ""
  description = "Tag of the image of sidecar agent in its repository, such as 1.4.0; nanokit-tf images prints how to push it"
  nullable    = false
  type        = string

  validation {
    condition     = var.agent_image_tag == "" || can(regex("^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$", var.agent_image_tag))
    error_message = "The tag of the image of sidecar agent may hold letters, digits and _.- only."
  }
}

variable "proxy_image" {
  default     = ""
  description = "Image of sidecar proxy if it is not in its own repository: a whole reference such as 123456789012.dkr.ecr.eu-west-1.amazonaws.com/proxy:1.0.0"
  nullable    = false
  type        = string

  validation {
    condition     = var.proxy_image == "" || can(regex("^[^[:space:]]+$", var.proxy_image))
    error_message = "The image of sidecar proxy must be a reference such as repository:tag, without spaces."
  }
}

variable "proxy_image_tag" {
  default     = ""
  description = "Tag of the image of sidecar proxy in its repository, such as 1.4.0; nanokit-tf images prints how to push it"
  nullable    = false
  type        = string

  validation {
    condition     = var.proxy_image_tag == "" || can(regex("^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$", var.proxy_image_tag))
    error_message = "The tag of the image of sidecar proxy may hold letters, digits and _.- only."
  }
}

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
        Resource = distinct(concat([], [replace(aws_ecr_repository.proxy.arn, "/[^/]+$/", "*")], try([for image in [regex("^([0-9]{12})[.]dkr[.]ecr(?:-fips)?[.]([a-z0-9-]+)[.]amazonaws[.]com(?:[.]cn)?/([^:@]+)", var.proxy_image)] : format("arn:%s:ecr:%s:%s:repository/%s", split(":", aws_ecr_repository.proxy.arn)[1], image[1], image[0], image[2])], []), try([for image in [regex("^([0-9]{12})[.]dkr[.]ecr(?:-fips)?[.]([a-z0-9-]+)[.]amazonaws[.]com(?:[.]cn)?/([^:@]+)", var.web_image)] : format("arn:%s:ecr:%s:%s:repository/%s", split(":", aws_ecr_repository.web.arn)[1], image[1], image[0], image[2])], [])))
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

# Secrets
# -------

data "aws_secretsmanager_secret" "main" {
  for_each = toset(["shop/ghcr-login"])

  name = each.key
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
      {
        action = {
          type = "expire"
        }
        description  = "Keep the last 20 images with a tag"
        rulePriority = 2
        selection = {
          countNumber    = 20
          countType      = "imageCountMoreThan"
          tagPatternList = ["*"]
          tagStatus      = "tagged"
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
    ]
    essential = true
    image     = "ghcr.io/example/api:1.4.0"
    logConfiguration = {
      logDriver = "awslogs"
      options = {
        awslogs-group         = aws_cloudwatch_log_group.api.name
        awslogs-region        = "eu-west-1"
        awslogs-stream-prefix = "ecs"
      }
    }
    mountPoints  = []
    name         = "api"
    portMappings = []
    repositoryCredentials = {
      credentialsParameter = data.aws_secretsmanager_secret.main["shop/ghcr-login"].arn
    }
    systemControls = []
    volumesFrom    = []
  }

  api_execution_policy = {
    Statement = [
      {
        Action = [
          "logs:CreateLogStream",
          "logs:PutLogEvents",
        ]
        Effect   = "Allow"
        Resource = ["${aws_cloudwatch_log_group.api.arn}:*"]
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
        Effect = "Allow"
        Resource = [
          try(one([for image in [regex("^([0-9]{12})[.]dkr[.]ecr(?:-fips)?[.]([a-z0-9-]+)[.]amazonaws[.]com(?:[.]cn)?/([^:@]+)", var.agent_image)] : format("arn:%s:ecr:%s:%s:repository/%s", split(":", aws_ecr_repository.agent.arn)[1], image[1], image[0], image[2])]), aws_ecr_repository.agent.arn),
          try(one([for image in [regex("^([0-9]{12})[.]dkr[.]ecr(?:-fips)?[.]([a-z0-9-]+)[.]amazonaws[.]com(?:[.]cn)?/([^:@]+)", var.proxy_image)] : format("arn:%s:ecr:%s:%s:repository/%s", split(":", aws_ecr_repository.proxy.arn)[1], image[1], image[0], image[2])]), aws_ecr_repository.proxy.arn),
          try(one([for image in [regex("^([0-9]{12})[.]dkr[.]ecr(?:-fips)?[.]([a-z0-9-]+)[.]amazonaws[.]com(?:[.]cn)?/([^:@]+)", var.web_image)] : format("arn:%s:ecr:%s:%s:repository/%s", split(":", aws_ecr_repository.web.arn)[1], image[1], image[0], image[2])]), aws_ecr_repository.web.arn),
        ]
      },
      {
        Action   = ["secretsmanager:GetSecretValue"]
        Effect   = "Allow"
        Resource = [data.aws_secretsmanager_secret.main["shop/ghcr-login"].arn]
      },
    ]
    Version = "2012-10-17"
  }

  api_sidecars = {
    agent = {
      environment = []
      essential   = false
      image       = var.agent_image != "" ? var.agent_image : "${aws_ecr_repository.agent.repository_url}:${var.agent_image_tag}"
      logConfiguration = {
        logDriver = "awslogs"
        options = {
          awslogs-group         = aws_cloudwatch_log_group.api.name
          awslogs-region        = "eu-west-1"
          awslogs-stream-prefix = "sidecar"
        }
      }
      mountPoints    = []
      name           = "agent"
      portMappings   = []
      systemControls = []
      volumesFrom    = []
    }
    copies = {
      command     = ["copy"]
      environment = []
      essential   = true
      image       = "ghcr.io/example/api:1.4.0"
      logConfiguration = {
        logDriver = "awslogs"
        options = {
          awslogs-group         = aws_cloudwatch_log_group.api.name
          awslogs-region        = "eu-west-1"
          awslogs-stream-prefix = "sidecar"
        }
      }
      mountPoints  = []
      name         = "copies"
      portMappings = []
      repositoryCredentials = {
        credentialsParameter = data.aws_secretsmanager_secret.main["shop/ghcr-login"].arn
      }
      systemControls = []
      volumesFrom    = []
    }
    proxy = {
      dependsOn   = [{ condition = "SUCCESS", containerName = "proxy-files" }]
      environment = []
      essential   = true
      image       = var.proxy_image != "" ? var.proxy_image : "${aws_ecr_repository.proxy.repository_url}:${var.proxy_image_tag}"
      logConfiguration = {
        logDriver = "awslogs"
        options = {
          awslogs-group         = aws_cloudwatch_log_group.api.name
          awslogs-region        = "eu-west-1"
          awslogs-stream-prefix = "sidecar"
        }
      }
      mountPoints = [
        {
          containerPath = "/etc/nginx/conf.d"
          readOnly      = false
          sourceVolume  = "1-proxy_-etc-nginx-conf-d"
        },
      ]
      name           = "proxy"
      portMappings   = []
      systemControls = []
      volumesFrom    = []
    }
    proxy-files = {
      command = [
        "copy /etc/nginx/conf.d",
        "file 0644 0:0 /etc/nginx/conf.d/site.conf",
        ":listen 80;",
      ]
      entryPoint = [
        "/bin/sh",
        "-ec",
        "umask 022\nfor word do\n  rest=$${word#?}\n  case \"$word\" in\n    '|'*) printf '%s\\n' \"$rest\" >&3 ;;\n    ':'*) printf '%s' \"$rest\" >&3 ;;\n    '='*) printf '%s\\n' \"$rest\" | base64 -d >&3 ;;\n    'copy '*) path=$${word#copy }; [ ! -d \"$path\" ] || cp -a \"$path/.\" \"$0$path/\" ;;\n    'empty '*) path=$0$${word#empty }; rm -rf \"$path\"/* \"$path\"/.[!.]* \"$path\"/..?*; mkdir -p \"$path\" ;;\n    *)\n      rest=$${word#* }; mode=$${rest%% *}; rest=$${rest#* }; owner=$${rest%% *}; path=\"$0$${rest#* }\"\n      mkdir -p \"$${path%/*}\"\n      rm -f \"$path\"\n      exec 3> \"$path\"\n      [ \"$owner\" = 0:0 ] || chown \"$owner\" \"$path\"\n      chmod \"$mode\" \"$path\" ;;\n  esac\ndone",
        "/nk-files",
      ]
      environment = []
      essential   = false
      image       = var.proxy_image != "" ? var.proxy_image : "${aws_ecr_repository.proxy.repository_url}:${var.proxy_image_tag}"
      logConfiguration = {
        logDriver = "awslogs"
        options = {
          awslogs-group         = aws_cloudwatch_log_group.api.name
          awslogs-region        = "eu-west-1"
          awslogs-stream-prefix = "files"
        }
      }
      mountPoints = [
        {
          containerPath = "/nk-files/etc/nginx/conf.d"
          readOnly      = false
          sourceVolume  = "1-proxy_-etc-nginx-conf-d"
        },
      ]
      name           = "proxy-files"
      portMappings   = []
      systemControls = []
      user           = "0:0"
      volumesFrom    = []
    }
    reports = {
      command     = ["report"]
      environment = []
      essential   = true
      image       = var.web_image != "" ? var.web_image : "${aws_ecr_repository.web.repository_url}:${var.web_image_tag}"
      logConfiguration = {
        logDriver = "awslogs"
        options = {
          awslogs-group         = aws_cloudwatch_log_group.api.name
          awslogs-region        = "eu-west-1"
          awslogs-stream-prefix = "sidecar"
        }
      }
      mountPoints    = []
      name           = "reports"
      portMappings   = []
      systemControls = []
      volumesFrom    = []
    }
  }
}

resource "aws_ecs_service" "api" {
  availability_zone_rebalancing      = "ENABLED"
  cluster                            = aws_ecs_cluster.main.arn
  deployment_maximum_percent         = 200
  deployment_minimum_healthy_percent = 100
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
    security_groups  = [aws_security_group.api_task.id]
    subnets = [
      aws_subnet.public_first.id,
      aws_subnet.public_second.id,
    ]
  }

  depends_on = [
    aws_vpc_security_group_egress_rule.api_internet,
    aws_route.public_internet,
    aws_route_table_association.public_first,
    aws_route_table_association.public_second,
    aws_iam_role_policy.api_execution,
  ]
}

resource "aws_ecs_task_definition" "api" {
  container_definitions    = jsonencode([local.api_container, local.api_sidecars.agent, local.api_sidecars.copies, local.api_sidecars.proxy, local.api_sidecars["proxy-files"], local.api_sidecars.reports])
  cpu                      = "256"
  execution_role_arn       = aws_iam_role.api_execution.arn
  family                   = "nk-shop-stage-api"
  memory                   = "512"
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
    name = "1-proxy_-etc-nginx-conf-d"
  }

  lifecycle {
    precondition {
      condition     = var.agent_image != "" || var.agent_image_tag != ""
      error_message = "Which image of sidecar agent is to run? Pass its tag: -var agent_image_tag=1.0.0. Before the first push, make the repository alone: terraform apply -target=aws_ecr_repository.agent"
    }

    precondition {
      condition     = var.proxy_image != "" || var.proxy_image_tag != ""
      error_message = "Which image of sidecar proxy is to run? Pass its tag: -var proxy_image_tag=1.0.0. Before the first push, make the repository alone: terraform apply -target=aws_ecr_repository.proxy"
    }

    precondition {
      condition     = var.web_image != "" || var.web_image_tag != ""
      error_message = "Which image of service web is to run? Pass its tag: -var web_image_tag=1.0.0. Before the first push, make the repository alone: terraform apply -target=aws_ecr_repository.web"
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

resource "aws_iam_role" "api_execution" {
  assume_role_policy = jsonencode(local.execution_trust)
  name               = "nk-shop-stage-api.execution"
  tags = {
    "nanokit:service" = "api"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_iam_role_policy" "api_execution" {
  name   = "nanokit"
  policy = jsonencode(local.api_execution_policy)
  role   = aws_iam_role.api_execution.id

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

# Service plain
# -------------

locals {
  plain_container = {
    environment = [
      { name = "NANOKIT_ENV", value = "stage" },
      { name = "NANOKIT_PROJECT", value = "shop" },
      { name = "NANOKIT_SERVICE", value = "plain" },
    ]
    essential = true
    image     = "ghcr.io/example/plain:1"
    logConfiguration = {
      logDriver = "awslogs"
      options = {
        awslogs-group         = aws_cloudwatch_log_group.plain.name
        awslogs-region        = "eu-west-1"
        awslogs-stream-prefix = "ecs"
      }
    }
    mountPoints    = []
    name           = "plain"
    portMappings   = []
    systemControls = []
    volumesFrom    = []
  }

  plain_sidecars = {
    proxy = {
      dependsOn   = [{ condition = "SUCCESS", containerName = "proxy-files" }]
      environment = []
      essential   = true
      image       = var.proxy_image != "" ? var.proxy_image : "${aws_ecr_repository.proxy.repository_url}:${var.proxy_image_tag}"
      logConfiguration = {
        logDriver = "awslogs"
        options = {
          awslogs-group         = aws_cloudwatch_log_group.plain.name
          awslogs-region        = "eu-west-1"
          awslogs-stream-prefix = "sidecar"
        }
      }
      mountPoints = [
        {
          containerPath = "/etc/nginx/conf.d"
          readOnly      = false
          sourceVolume  = "1-proxy_-etc-nginx-conf-d"
        },
      ]
      name           = "proxy"
      portMappings   = []
      systemControls = []
      volumesFrom    = []
    }
    proxy-files = {
      command = [
        "copy /etc/nginx/conf.d",
        "file 0644 0:0 /etc/nginx/conf.d/site.conf",
        ":listen 80;",
      ]
      entryPoint = [
        "/bin/sh",
        "-ec",
        "umask 022\nfor word do\n  rest=$${word#?}\n  case \"$word\" in\n    '|'*) printf '%s\\n' \"$rest\" >&3 ;;\n    ':'*) printf '%s' \"$rest\" >&3 ;;\n    '='*) printf '%s\\n' \"$rest\" | base64 -d >&3 ;;\n    'copy '*) path=$${word#copy }; [ ! -d \"$path\" ] || cp -a \"$path/.\" \"$0$path/\" ;;\n    'empty '*) path=$0$${word#empty }; rm -rf \"$path\"/* \"$path\"/.[!.]* \"$path\"/..?*; mkdir -p \"$path\" ;;\n    *)\n      rest=$${word#* }; mode=$${rest%% *}; rest=$${rest#* }; owner=$${rest%% *}; path=\"$0$${rest#* }\"\n      mkdir -p \"$${path%/*}\"\n      rm -f \"$path\"\n      exec 3> \"$path\"\n      [ \"$owner\" = 0:0 ] || chown \"$owner\" \"$path\"\n      chmod \"$mode\" \"$path\" ;;\n  esac\ndone",
        "/nk-files",
      ]
      environment = []
      essential   = false
      image       = var.proxy_image != "" ? var.proxy_image : "${aws_ecr_repository.proxy.repository_url}:${var.proxy_image_tag}"
      logConfiguration = {
        logDriver = "awslogs"
        options = {
          awslogs-group         = aws_cloudwatch_log_group.plain.name
          awslogs-region        = "eu-west-1"
          awslogs-stream-prefix = "files"
        }
      }
      mountPoints = [
        {
          containerPath = "/nk-files/etc/nginx/conf.d"
          readOnly      = false
          sourceVolume  = "1-proxy_-etc-nginx-conf-d"
        },
      ]
      name           = "proxy-files"
      portMappings   = []
      systemControls = []
      user           = "0:0"
      volumesFrom    = []
    }
  }
}

resource "aws_ecs_service" "plain" {
  availability_zone_rebalancing      = "ENABLED"
  cluster                            = aws_ecs_cluster.main.arn
  deployment_maximum_percent         = 200
  deployment_minimum_healthy_percent = 100
  desired_count                      = 1
  enable_ecs_managed_tags            = true
  launch_type                        = "FARGATE"
  name                               = "plain"
  platform_version                   = "1.4.0"
  propagate_tags                     = "SERVICE"
  task_definition                    = aws_ecs_task_definition.plain.arn
  tags = {
    "nanokit:service" = "plain"
  }

  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }

  network_configuration {
    assign_public_ip = true
    security_groups  = [aws_security_group.plain_task.id]
    subnets = [
      aws_subnet.public_first.id,
      aws_subnet.public_second.id,
    ]
  }

  depends_on = [
    aws_vpc_security_group_egress_rule.plain_internet,
    aws_route.public_internet,
    aws_route_table_association.public_first,
    aws_route_table_association.public_second,
    aws_iam_role_policy.execution,
  ]
}

resource "aws_ecs_task_definition" "plain" {
  container_definitions    = jsonencode([local.plain_container, local.plain_sidecars.proxy, local.plain_sidecars["proxy-files"]])
  cpu                      = "256"
  execution_role_arn       = aws_iam_role.execution.arn
  family                   = "nk-shop-stage-plain"
  memory                   = "512"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  skip_destroy             = true
  task_role_arn            = aws_iam_role.plain_task.arn
  tags = {
    "nanokit:service" = "plain"
  }

  runtime_platform {
    cpu_architecture        = "X86_64"
    operating_system_family = "LINUX"
  }

  volume {
    name = "1-proxy_-etc-nginx-conf-d"
  }

  lifecycle {
    precondition {
      condition     = var.proxy_image != "" || var.proxy_image_tag != ""
      error_message = "Which image of sidecar proxy is to run? Pass its tag: -var proxy_image_tag=1.0.0. Before the first push, make the repository alone: terraform apply -target=aws_ecr_repository.proxy"
    }
  }
}

resource "aws_cloudwatch_log_group" "plain" {
  name              = "/nanokit/shop/stage/plain"
  retention_in_days = 30
  tags = {
    "nanokit:service" = "plain"
  }
}

resource "aws_iam_role" "plain_task" {
  assume_role_policy = jsonencode(local.task_trust)
  name               = "nk-shop-stage-plain-task"
  tags = {
    "nanokit:service" = "plain"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_security_group" "plain_task" {
  description = "Tasks of service plain"
  name        = "nk-shop-stage-plain"
  vpc_id      = aws_vpc.main.id
  tags = {
    Name              = "nk-shop-stage-plain"
    "nanokit:service" = "plain"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_egress_rule" "plain_internet" {
  cidr_ipv4         = "0.0.0.0/0"
  description       = "Out to everywhere"
  ip_protocol       = "-1"
  security_group_id = aws_security_group.plain_task.id
  tags = {
    Name              = "Out to everywhere"
    "nanokit:service" = "plain"
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
    image     = var.web_image != "" ? var.web_image : "${aws_ecr_repository.web.repository_url}:${var.web_image_tag}"
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

  web_sidecars = {
    proxy = {
      dependsOn   = [{ condition = "SUCCESS", containerName = "proxy-files" }]
      environment = []
      essential   = true
      image       = var.proxy_image != "" ? var.proxy_image : "${aws_ecr_repository.proxy.repository_url}:${var.proxy_image_tag}"
      logConfiguration = {
        logDriver = "awslogs"
        options = {
          awslogs-group         = aws_cloudwatch_log_group.web.name
          awslogs-region        = "eu-west-1"
          awslogs-stream-prefix = "sidecar"
        }
      }
      mountPoints = [
        {
          containerPath = "/etc/nginx/conf.d"
          readOnly      = false
          sourceVolume  = "1-proxy_-etc-nginx-conf-d"
        },
      ]
      name           = "proxy"
      portMappings   = []
      systemControls = []
      volumesFrom    = []
    }
    proxy-files = {
      command = [
        "copy /etc/nginx/conf.d",
        "file 0644 0:0 /etc/nginx/conf.d/site.conf",
        ":listen 80;",
      ]
      entryPoint = [
        "/bin/sh",
        "-ec",
        "umask 022\nfor word do\n  rest=$${word#?}\n  case \"$word\" in\n    '|'*) printf '%s\\n' \"$rest\" >&3 ;;\n    ':'*) printf '%s' \"$rest\" >&3 ;;\n    '='*) printf '%s\\n' \"$rest\" | base64 -d >&3 ;;\n    'copy '*) path=$${word#copy }; [ ! -d \"$path\" ] || cp -a \"$path/.\" \"$0$path/\" ;;\n    'empty '*) path=$0$${word#empty }; rm -rf \"$path\"/* \"$path\"/.[!.]* \"$path\"/..?*; mkdir -p \"$path\" ;;\n    *)\n      rest=$${word#* }; mode=$${rest%% *}; rest=$${rest#* }; owner=$${rest%% *}; path=\"$0$${rest#* }\"\n      mkdir -p \"$${path%/*}\"\n      rm -f \"$path\"\n      exec 3> \"$path\"\n      [ \"$owner\" = 0:0 ] || chown \"$owner\" \"$path\"\n      chmod \"$mode\" \"$path\" ;;\n  esac\ndone",
        "/nk-files",
      ]
      environment = []
      essential   = false
      image       = var.proxy_image != "" ? var.proxy_image : "${aws_ecr_repository.proxy.repository_url}:${var.proxy_image_tag}"
      logConfiguration = {
        logDriver = "awslogs"
        options = {
          awslogs-group         = aws_cloudwatch_log_group.web.name
          awslogs-region        = "eu-west-1"
          awslogs-stream-prefix = "files"
        }
      }
      mountPoints = [
        {
          containerPath = "/nk-files/etc/nginx/conf.d"
          readOnly      = false
          sourceVolume  = "1-proxy_-etc-nginx-conf-d"
        },
      ]
      name           = "proxy-files"
      portMappings   = []
      systemControls = []
      user           = "0:0"
      volumesFrom    = []
    }
    worker = {
      command     = ["work"]
      environment = []
      essential   = true
      image       = var.web_image != "" ? var.web_image : "${aws_ecr_repository.web.repository_url}:${var.web_image_tag}"
      logConfiguration = {
        logDriver = "awslogs"
        options = {
          awslogs-group         = aws_cloudwatch_log_group.web.name
          awslogs-region        = "eu-west-1"
          awslogs-stream-prefix = "sidecar"
        }
      }
      mountPoints    = []
      name           = "worker"
      portMappings   = []
      systemControls = []
      volumesFrom    = []
    }
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
  ]
}

resource "aws_ecs_task_definition" "web" {
  container_definitions    = jsonencode([local.web_container, local.web_sidecars.proxy, local.web_sidecars["proxy-files"], local.web_sidecars.worker])
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

  volume {
    name = "1-proxy_-etc-nginx-conf-d"
  }

  lifecycle {
    precondition {
      condition     = var.web_image != "" || var.web_image_tag != ""
      error_message = "Which image of service web is to run? Pass its tag: -var web_image_tag=1.0.0. Before the first push, make the repository alone: terraform apply -target=aws_ecr_repository.web"
    }

    precondition {
      condition     = var.proxy_image != "" || var.proxy_image_tag != ""
      error_message = "Which image of sidecar proxy is to run? Pass its tag: -var proxy_image_tag=1.0.0. Before the first push, make the repository alone: terraform apply -target=aws_ecr_repository.proxy"
    }
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

resource "aws_ecr_repository" "web" {
  force_delete         = false
  image_tag_mutability = "IMMUTABLE"
  name                 = "nk-shop-stage/web"
  tags = {
    "nanokit:service" = "web"
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

# Sidecar agent
# -------------

resource "aws_ecr_repository" "agent" {
  force_delete         = false
  image_tag_mutability = "IMMUTABLE"
  name                 = "nk-shop-stage/agent"

  encryption_configuration {
    encryption_type = "AES256"
  }

  image_scanning_configuration {
    scan_on_push = true
  }
}

resource "aws_ecr_lifecycle_policy" "agent" {
  policy     = jsonencode(local.image_lifecycle)
  repository = aws_ecr_repository.agent.name
}

# Sidecar proxy
# -------------

resource "aws_ecr_repository" "proxy" {
  force_delete         = false
  image_tag_mutability = "IMMUTABLE"
  name                 = "nk-shop-stage/proxy"

  encryption_configuration {
    encryption_type = "AES256"
  }

  image_scanning_configuration {
    scan_on_push = true
  }
}

resource "aws_ecr_lifecycle_policy" "proxy" {
  policy     = jsonencode(local.image_lifecycle)
  repository = aws_ecr_repository.proxy.name
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
    api   = aws_cloudwatch_log_group.api.name
    plain = aws_cloudwatch_log_group.plain.name
    web   = aws_cloudwatch_log_group.web.name
  }
}

output "repository_urls" {
  description = "URLs of the ECR repositories that images are pushed to, by service or sidecar"
  value = {
    agent = aws_ecr_repository.agent.repository_url
    proxy = aws_ecr_repository.proxy.repository_url
    web   = aws_ecr_repository.web.repository_url
  }
}

output "security_group_ids" {
  description = "Ids of the security groups of the tasks, by service"
  value = {
    api   = aws_security_group.api_task.id
    plain = aws_security_group.plain_task.id
    web   = aws_security_group.web_task.id
  }
}

output "service_names" {
  description = "Names of the ECS services, by service"
  value = {
    api   = aws_ecs_service.api.name
    plain = aws_ecs_service.plain.name
    web   = aws_ecs_service.web.name
  }
}

output "task_role_names" {
  description = "Names of the IAM roles of the containers, by service; attach policies of your own to them"
  value = {
    api   = aws_iam_role.api_task.name
    plain = aws_iam_role.plain_task.name
    web   = aws_iam_role.web_task.name
  }
}

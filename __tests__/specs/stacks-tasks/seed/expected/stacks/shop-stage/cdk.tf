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

variable "cms_image" {
  default     = ""
  description = "Image of service cms if it is not in its own repository: a whole reference such as 123456789012.dkr.ecr.eu-west-1.amazonaws.com/cms:1.0.0"
  nullable    = false
  type        = string

  validation {
    condition     = var.cms_image == "" || can(regex("^[^[:space:]]+$", var.cms_image))
    error_message = "The image of service cms must be a reference such as repository:tag, without spaces."
  }
}

variable "cms_image_tag" {
  default     = ""
  description = "Tag of the image of service cms in its repository, such as 1.4.0; nanokit-tf images prints how to push it"
  nullable    = false
  type        = string

  validation {
    condition     = var.cms_image_tag == "" || can(regex("^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$", var.cms_image_tag))
    error_message = "The tag of the image of service cms may hold letters, digits and _.- only."
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
  name        = "nk-efs-shop-stage"
  vpc_id      = aws_vpc.main.id
  tags = {
    Name = "nk-efs-shop-stage"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_efs_access_point" "cache" {
  file_system_id = aws_efs_file_system.main.id
  tags = {
    Name             = "cache"
    "nanokit:volume" = "cache"
  }

  root_directory {
    path = "/cache"

    creation_info {
      owner_gid   = 1000
      owner_uid   = 1000
      permissions = "0755"
    }
  }

  lifecycle {
    create_before_destroy = true
    ignore_changes        = [root_directory[0].creation_info]
  }
}

resource "aws_efs_access_point" "media" {
  file_system_id = aws_efs_file_system.main.id
  tags = {
    Name             = "media"
    "nanokit:volume" = "media"
  }

  posix_user {
    gid = 1000
    uid = 1000
  }

  root_directory {
    path = "/media"

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

resource "aws_efs_access_point" "pages" {
  file_system_id = aws_efs_file_system.main.id
  tags = {
    Name             = "pages"
    "nanokit:volume" = "pages"
  }

  root_directory {
    path = "/pages"

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

resource "aws_efs_access_point" "plugins" {
  file_system_id = aws_efs_file_system.main.id
  tags = {
    Name             = "plugins"
    "nanokit:volume" = "plugins"
  }

  root_directory {
    path = "/plugins"

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

resource "aws_efs_access_point" "static" {
  file_system_id = aws_efs_file_system.main.id
  tags = {
    Name             = "static"
    "nanokit:volume" = "static"
  }

  root_directory {
    path = "/static"

    creation_info {
      owner_gid   = 1000
      owner_uid   = 1000
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
        Resource = distinct(concat([], [replace(aws_ecr_repository.cms.arn, "/[^/]+$/", "*")], try([for image in [regex("^([0-9]{12})[.]dkr[.]ecr(?:-fips)?[.]([a-z0-9-]+)[.]amazonaws[.]com(?:[.]cn)?/([^:@]+)", var.cms_image)] : format("arn:%s:ecr:%s:%s:repository/%s", split(":", aws_ecr_repository.cms.arn)[1], image[1], image[0], image[2])], [])))
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

# Service app
# -----------

locals {
  app_container = {
    dependsOn = [{ condition = "SUCCESS", containerName = "app-prepare" }]
    environment = [
      { name = "NANOKIT_ENV", value = "stage" },
      { name = "NANOKIT_PROJECT", value = "shop" },
      { name = "NANOKIT_SERVICE", value = "app" },
      { name = "NANOKIT_URL_CMS", value = "http://cms:8000" },
      { name = "NANOKIT_URL_WEB", value = "http://web:80" },
    ]
    essential = true
    image     = "ghcr.io/example/app:1.4.0"
    logConfiguration = {
      logDriver = "awslogs"
      options = {
        awslogs-group         = aws_cloudwatch_log_group.app.name
        awslogs-region        = "eu-west-1"
        awslogs-stream-prefix = "ecs"
      }
    }
    mountPoints = [
      { containerPath = "/app/cache", readOnly = false, sourceVolume = "cache" },
      { containerPath = "/app/media", readOnly = false, sourceVolume = "media" },
      { containerPath = "/app/public/static files", readOnly = false, sourceVolume = "static" },
      { containerPath = "/etc/app", readOnly = false, sourceVolume = "0-files-etc-app" },
    ]
    name           = "app"
    portMappings   = [{ containerPort = 3000, hostPort = 3000, name = "app", protocol = "tcp" }]
    systemControls = []
    user           = "1000:1000"
    volumesFrom    = []
  }

  app_task_policy = {
    Statement = [
      {
        Action = [
          "elasticfilesystem:ClientMount",
          "elasticfilesystem:ClientRootAccess",
          "elasticfilesystem:ClientWrite",
        ]
        Condition = {
          StringEquals = {
            "elasticfilesystem:AccessPointArn" = [
              aws_efs_access_point.cache.arn,
              aws_efs_access_point.static.arn,
            ]
          }
        }
        Effect   = "Allow"
        Resource = [aws_efs_file_system.main.arn]
      },
      {
        Action = [
          "elasticfilesystem:ClientMount",
          "elasticfilesystem:ClientWrite",
        ]
        Condition = {
          StringEquals = {
            "elasticfilesystem:AccessPointArn" = [aws_efs_access_point.media.arn]
          }
        }
        Effect   = "Allow"
        Resource = [aws_efs_file_system.main.arn]
      },
    ]
    Version = "2012-10-17"
  }

  app_preparation = {
    dependsOn = [
      { condition = "SUCCESS", containerName = "app-files" },
      { condition = "SUCCESS", containerName = "app-seed" },
    ]
    entryPoint = [
      "/bin/sh",
      "-ec",
      "bin/migrate",
    ]
    environment = [
      { name = "NANOKIT_ENV", value = "stage" },
      { name = "NANOKIT_PROJECT", value = "shop" },
      { name = "NANOKIT_SERVICE", value = "app" },
      { name = "NANOKIT_URL_CMS", value = "http://cms:8000" },
      { name = "NANOKIT_URL_WEB", value = "http://web:80" },
    ]
    essential = false
    image     = "ghcr.io/example/app:1.4.0"
    logConfiguration = {
      logDriver = "awslogs"
      options = {
        awslogs-group         = aws_cloudwatch_log_group.app.name
        awslogs-region        = "eu-west-1"
        awslogs-stream-prefix = "prepare"
      }
    }
    mountPoints = [
      { containerPath = "/app/cache", readOnly = false, sourceVolume = "cache" },
      { containerPath = "/app/media", readOnly = false, sourceVolume = "media" },
      { containerPath = "/app/public/static files", readOnly = false, sourceVolume = "static" },
      { containerPath = "/etc/app", readOnly = false, sourceVolume = "0-files-etc-app" },
    ]
    name           = "app-prepare"
    portMappings   = []
    systemControls = []
    user           = "1000:1000"
    volumesFrom    = []
  }

  app_files = {
    command = [
      "copy /etc/app",
      "file 0644 0:0 /etc/app/app.conf",
      "|listen 3000",
    ]
    entryPoint = [
      "/bin/sh",
      "-ec",
      "umask 022\nfor word do\n  rest=$${word#?}\n  case \"$word\" in\n    '|'*) printf '%s\\n' \"$rest\" >&3 ;;\n    ':'*) printf '%s' \"$rest\" >&3 ;;\n    '='*) printf '%s\\n' \"$rest\" | base64 -d >&3 ;;\n    'copy '*) path=$${word#copy }; [ ! -d \"$path\" ] || cp -a \"$path/.\" \"$0$path/\" ;;\n    'empty '*) path=$0$${word#empty }; rm -rf \"$path\"/* \"$path\"/.[!.]* \"$path\"/..?*; mkdir -p \"$path\" ;;\n    *)\n      rest=$${word#* }; mode=$${rest%% *}; rest=$${rest#* }; owner=$${rest%% *}; path=\"$0$${rest#* }\"\n      mkdir -p \"$${path%/*}\"\n      rm -f \"$path\"\n      exec 3> \"$path\"\n      [ \"$owner\" = 0:0 ] || chown \"$owner\" \"$path\"\n      chmod \"$mode\" \"$path\" ;;\n  esac\ndone",
      "/nk-files",
    ]
    environment = []
    essential   = false
    image       = "ghcr.io/example/app:1.4.0"
    logConfiguration = {
      logDriver = "awslogs"
      options = {
        awslogs-group         = aws_cloudwatch_log_group.app.name
        awslogs-region        = "eu-west-1"
        awslogs-stream-prefix = "files"
      }
    }
    mountPoints    = [{ containerPath = "/nk-files/etc/app", readOnly = false, sourceVolume = "0-files-etc-app" }]
    name           = "app-files"
    portMappings   = []
    systemControls = []
    user           = "0:0"
    volumesFrom    = []
  }

  app_seed = {
    command = [
      "volume media /app/media",
      "files static /app/public/static files",
    ]
    entryPoint = [
      "/bin/sh",
      "-ec",
      "me=$(cat /proc/sys/kernel/random/uuid)\nsay() { echo \"nanokit-tf: $*\"; }\nthere() { [ -e \"$1\" ] || [ -L \"$1\" ]; }\nholds() {\n  for one in \"$1\"/* \"$1\"/.[!.]* \"$1\"/..?*; do\n    case \"$${one##*/}\" in .nk-seed-* | .nk-seeded) continue ;; esac\n    if there \"$one\"; then return 0; fi\n  done\n  return 1\n}\ncopy() {\n  case \"$owners\" in\n    volume) (umask 0 && cp -R -P \"$from/.\" \"$own/files/\") ;;\n    *) cp -a \"$from/.\" \"$own/files/\" ;;\n  esac\n}\nattempt() {\n  id=-\n  mkdir \"$own\" \"$own/files\" || return 1\n  if ! holds \"$to\"; then\n    copy || return 1\n    if ! holds \"$to\"; then id=$me; fi\n  fi\n  printf '%s\\n' \"$id\" > \"$own/id\" && ln \"$own/id\" \"$to/.nk-seeded\" 2> /dev/null\n}\nlike() {\n  owner=$(stat -c %u:%g \"$1\") && mode=$(stat -c %a \"$1\") && chown \"$owner\" \"$2\" && chmod \"$mode\" \"$2\"\n}\nsettle() {\n  for one in \"$1\"/* \"$1\"/.[!.]* \"$1\"/..?*; do\n    place=$to/$${one##*/}\n    if ! there \"$one\" || there \"$place\"; then continue; fi\n    if [ -d \"$one\" ] && [ ! -L \"$one\" ]; then mv \"$one\" \"$to/\" 2> /dev/null || :\n    elif ln \"$one\" \"$to/\" 2> /dev/null; then rm -f \"$one\"\n    fi\n    if there \"$one\" && ! there \"$place\"; then say \"cannot put $place in its place\" >&2; exit 1; fi\n  done\n  [ \"$owners\" != image ] || like \"$1\" \"$to\" || [ ! -d \"$1\" ]\n}\nfor word do\n  owners=$${word%% *} word=$${word#* }\n  volume=$${word%% *} from=$${word#* }\n  to=$0/$volume own=$0/$volume/.nk-seed-$me\n  if [ ! -e \"$to/.nk-seeded\" ]; then\n    if ! holds \"$to\" && ! holds \"$from\"; then\n      say \"the image has nothing in $from\"\n      if [ \"$owners\" = image ] && [ -d \"$from\" ]; then like \"$from\" \"$to\"; fi\n      continue\n    fi\n    attempt || [ -e \"$to/.nk-seeded\" ] || { say \"cannot fill the volume $volume\" >&2; exit 1; }\n    case $(cat \"$to/.nk-seeded\") in\n      \"$me\") say \"the volume $volume begins with what the image has in $from\" ;;\n      -) say \"the volume $volume has something in it, and is left as it is\" ;;\n    esac\n  fi\n  chosen=$to/.nk-seed-$(cat \"$to/.nk-seeded\")\n  if [ -d \"$chosen/files\" ]; then\n    settle \"$chosen/files\"\n    mv \"$chosen\" \"$own-done\" 2> /dev/null || [ ! -d \"$chosen\" ]\n  fi\n  rm -rf \"$to\"/.nk-seed-* 2> /dev/null || :\ndone\n",
      "/nk-seed",
    ]
    environment = []
    essential   = false
    image       = "ghcr.io/example/app:1.4.0"
    logConfiguration = {
      logDriver = "awslogs"
      options = {
        awslogs-group         = aws_cloudwatch_log_group.app.name
        awslogs-region        = "eu-west-1"
        awslogs-stream-prefix = "seed"
      }
    }
    mountPoints = [
      { containerPath = "/nk-seed/media", readOnly = false, sourceVolume = "media" },
      { containerPath = "/nk-seed/static", readOnly = false, sourceVolume = "static" },
    ]
    name           = "app-seed"
    portMappings   = []
    systemControls = []
    user           = "0:0"
    volumesFrom    = []
  }

  app_sidecars = {
    metrics = {
      environment = []
      essential   = true
      image       = "ghcr.io/example/metrics:2"
      logConfiguration = {
        logDriver = "awslogs"
        options = {
          awslogs-group         = aws_cloudwatch_log_group.app.name
          awslogs-region        = "eu-west-1"
          awslogs-stream-prefix = "sidecar"
        }
      }
      mountPoints    = [{ containerPath = "/cache", readOnly = true, sourceVolume = "cache" }]
      name           = "metrics"
      portMappings   = []
      systemControls = []
      volumesFrom    = []
    }
    watcher = {
      dependsOn   = [{ condition = "SUCCESS", containerName = "app-seed" }]
      environment = []
      essential   = true
      image       = "ghcr.io/example/watcher:2"
      logConfiguration = {
        logDriver = "awslogs"
        options = {
          awslogs-group         = aws_cloudwatch_log_group.app.name
          awslogs-region        = "eu-west-1"
          awslogs-stream-prefix = "sidecar"
        }
      }
      mountPoints    = [{ containerPath = "/static", readOnly = true, sourceVolume = "static" }]
      name           = "watcher"
      portMappings   = []
      systemControls = []
      volumesFrom    = []
    }
  }
}

resource "aws_ecs_service" "app" {
  availability_zone_rebalancing      = "DISABLED"
  cluster                            = aws_ecs_cluster.main.arn
  deployment_maximum_percent         = 100
  deployment_minimum_healthy_percent = 0
  desired_count                      = 1
  enable_ecs_managed_tags            = true
  launch_type                        = "FARGATE"
  name                               = "app"
  platform_version                   = "1.4.0"
  propagate_tags                     = "SERVICE"
  task_definition                    = aws_ecs_task_definition.app.arn
  tags = {
    "nanokit:service" = "app"
  }

  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }

  network_configuration {
    assign_public_ip = true
    security_groups = [
      aws_security_group.app_task.id,
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
        awslogs-group         = aws_cloudwatch_log_group.app.name
        awslogs-region        = "eu-west-1"
        awslogs-stream-prefix = "service-connect"
      }
    }

    service {
      discovery_name = "app"
      port_name      = "app"

      client_alias {
        dns_name = "app"
        port     = 3000
      }
    }
  }

  depends_on = [
    aws_vpc_security_group_egress_rule.app_internet,
    aws_vpc_security_group_ingress_rule.nfs,
    aws_vpc_security_group_egress_rule.nfs,
    aws_vpc_security_group_ingress_rule.app_port,
    aws_route.public_internet,
    aws_route_table_association.public_first,
    aws_route_table_association.public_second,
    aws_iam_role_policy.execution,
    aws_iam_role_policy.app_task,
    aws_efs_mount_target.first,
    aws_efs_mount_target.second,
    aws_efs_file_system_policy.main,
  ]
}

resource "aws_ecs_task_definition" "app" {
  container_definitions    = jsonencode([local.app_container, local.app_preparation, local.app_files, local.app_seed, local.app_sidecars.metrics, local.app_sidecars.watcher])
  cpu                      = "512"
  execution_role_arn       = aws_iam_role.execution.arn
  family                   = "nk-shop-stage-app"
  memory                   = "1024"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  skip_destroy             = true
  task_role_arn            = aws_iam_role.app_task.arn
  tags = {
    "nanokit:service" = "app"
  }

  runtime_platform {
    cpu_architecture        = "X86_64"
    operating_system_family = "LINUX"
  }

  volume {
    name = "cache"

    efs_volume_configuration {
      file_system_id     = aws_efs_file_system.main.id
      transit_encryption = "ENABLED"

      authorization_config {
        access_point_id = aws_efs_access_point.cache.id
        iam             = "ENABLED"
      }
    }
  }

  volume {
    name = "media"

    efs_volume_configuration {
      file_system_id     = aws_efs_file_system.main.id
      transit_encryption = "ENABLED"

      authorization_config {
        access_point_id = aws_efs_access_point.media.id
        iam             = "ENABLED"
      }
    }
  }

  volume {
    name = "static"

    efs_volume_configuration {
      file_system_id     = aws_efs_file_system.main.id
      transit_encryption = "ENABLED"

      authorization_config {
        access_point_id = aws_efs_access_point.static.id
        iam             = "ENABLED"
      }
    }
  }

  volume {
    name = "0-files-etc-app"
  }
}

resource "aws_cloudwatch_log_group" "app" {
  name              = "/nanokit/shop/stage/app"
  retention_in_days = 30
  tags = {
    "nanokit:service" = "app"
  }
}

resource "aws_iam_role" "app_task" {
  assume_role_policy = jsonencode(local.task_trust)
  name               = "nk-shop-stage-app-task"
  tags = {
    "nanokit:service" = "app"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_iam_role_policy" "app_task" {
  name   = "nanokit"
  policy = jsonencode(local.app_task_policy)
  role   = aws_iam_role.app_task.id

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_security_group" "app_task" {
  description = "Tasks of service app"
  name        = "nk-shop-stage-app"
  vpc_id      = aws_vpc.main.id
  tags = {
    Name              = "nk-shop-stage-app"
    "nanokit:service" = "app"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_egress_rule" "app_internet" {
  cidr_ipv4         = "0.0.0.0/0"
  description       = "Out to everywhere"
  ip_protocol       = "-1"
  security_group_id = aws_security_group.app_task.id
  tags = {
    Name              = "Out to everywhere"
    "nanokit:service" = "app"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_ingress_rule" "app_port" {
  for_each = {
    default = aws_security_group.default_network.id
  }

  description                  = "In from ${each.key}"
  from_port                    = 3000
  ip_protocol                  = "tcp"
  referenced_security_group_id = each.value
  security_group_id            = aws_security_group.app_task.id
  to_port                      = 3000
  tags = {
    Name              = "In from ${each.key}"
    "nanokit:service" = "app"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# Service cms
# -----------

locals {
  cms_container = {
    dependsOn = [{ condition = "SUCCESS", containerName = "cms-seed" }]
    environment = [
      { name = "NANOKIT_ENV", value = "stage" },
      { name = "NANOKIT_PROJECT", value = "shop" },
      { name = "NANOKIT_SERVICE", value = "cms" },
      { name = "NANOKIT_URL_APP", value = "http://app:3000" },
      { name = "NANOKIT_URL_WEB", value = "http://web:80" },
    ]
    essential = true
    image     = var.cms_image != "" ? var.cms_image : "${aws_ecr_repository.cms.repository_url}:${var.cms_image_tag}"
    logConfiguration = {
      logDriver = "awslogs"
      options = {
        awslogs-group         = aws_cloudwatch_log_group.cms.name
        awslogs-region        = "eu-west-1"
        awslogs-stream-prefix = "ecs"
      }
    }
    mountPoints    = [{ containerPath = "/srv/plugins", readOnly = false, sourceVolume = "plugins" }]
    name           = "cms"
    portMappings   = [{ containerPort = 8000, hostPort = 8000, name = "cms", protocol = "tcp" }]
    systemControls = []
    volumesFrom    = []
  }

  cms_task_policy = {
    Statement = [
      {
        Action = [
          "elasticfilesystem:ClientMount",
          "elasticfilesystem:ClientRootAccess",
          "elasticfilesystem:ClientWrite",
        ]
        Condition = {
          StringEquals = {
            "elasticfilesystem:AccessPointArn" = [aws_efs_access_point.plugins.arn]
          }
        }
        Effect   = "Allow"
        Resource = [aws_efs_file_system.main.arn]
      },
    ]
    Version = "2012-10-17"
  }

  cms_seed = {
    command = ["image plugins /srv/plugins"]
    entryPoint = [
      "/bin/sh",
      "-ec",
      "me=$(cat /proc/sys/kernel/random/uuid)\nsay() { echo \"nanokit-tf: $*\"; }\nthere() { [ -e \"$1\" ] || [ -L \"$1\" ]; }\nholds() {\n  for one in \"$1\"/* \"$1\"/.[!.]* \"$1\"/..?*; do\n    case \"$${one##*/}\" in .nk-seed-* | .nk-seeded) continue ;; esac\n    if there \"$one\"; then return 0; fi\n  done\n  return 1\n}\ncopy() {\n  case \"$owners\" in\n    volume) (umask 0 && cp -R -P \"$from/.\" \"$own/files/\") ;;\n    *) cp -a \"$from/.\" \"$own/files/\" ;;\n  esac\n}\nattempt() {\n  id=-\n  mkdir \"$own\" \"$own/files\" || return 1\n  if ! holds \"$to\"; then\n    copy || return 1\n    if ! holds \"$to\"; then id=$me; fi\n  fi\n  printf '%s\\n' \"$id\" > \"$own/id\" && ln \"$own/id\" \"$to/.nk-seeded\" 2> /dev/null\n}\nlike() {\n  owner=$(stat -c %u:%g \"$1\") && mode=$(stat -c %a \"$1\") && chown \"$owner\" \"$2\" && chmod \"$mode\" \"$2\"\n}\nsettle() {\n  for one in \"$1\"/* \"$1\"/.[!.]* \"$1\"/..?*; do\n    place=$to/$${one##*/}\n    if ! there \"$one\" || there \"$place\"; then continue; fi\n    if [ -d \"$one\" ] && [ ! -L \"$one\" ]; then mv \"$one\" \"$to/\" 2> /dev/null || :\n    elif ln \"$one\" \"$to/\" 2> /dev/null; then rm -f \"$one\"\n    fi\n    if there \"$one\" && ! there \"$place\"; then say \"cannot put $place in its place\" >&2; exit 1; fi\n  done\n  [ \"$owners\" != image ] || like \"$1\" \"$to\" || [ ! -d \"$1\" ]\n}\nfor word do\n  owners=$${word%% *} word=$${word#* }\n  volume=$${word%% *} from=$${word#* }\n  to=$0/$volume own=$0/$volume/.nk-seed-$me\n  if [ ! -e \"$to/.nk-seeded\" ]; then\n    if ! holds \"$to\" && ! holds \"$from\"; then\n      say \"the image has nothing in $from\"\n      if [ \"$owners\" = image ] && [ -d \"$from\" ]; then like \"$from\" \"$to\"; fi\n      continue\n    fi\n    attempt || [ -e \"$to/.nk-seeded\" ] || { say \"cannot fill the volume $volume\" >&2; exit 1; }\n    case $(cat \"$to/.nk-seeded\") in\n      \"$me\") say \"the volume $volume begins with what the image has in $from\" ;;\n      -) say \"the volume $volume has something in it, and is left as it is\" ;;\n    esac\n  fi\n  chosen=$to/.nk-seed-$(cat \"$to/.nk-seeded\")\n  if [ -d \"$chosen/files\" ]; then\n    settle \"$chosen/files\"\n    mv \"$chosen\" \"$own-done\" 2> /dev/null || [ ! -d \"$chosen\" ]\n  fi\n  rm -rf \"$to\"/.nk-seed-* 2> /dev/null || :\ndone\n",
      "/nk-seed",
    ]
    environment = []
    essential   = false
    image       = var.cms_image != "" ? var.cms_image : "${aws_ecr_repository.cms.repository_url}:${var.cms_image_tag}"
    logConfiguration = {
      logDriver = "awslogs"
      options = {
        awslogs-group         = aws_cloudwatch_log_group.cms.name
        awslogs-region        = "eu-west-1"
        awslogs-stream-prefix = "seed"
      }
    }
    mountPoints    = [{ containerPath = "/nk-seed/plugins", readOnly = false, sourceVolume = "plugins" }]
    name           = "cms-seed"
    portMappings   = []
    systemControls = []
    user           = "0:0"
    volumesFrom    = []
  }
}

resource "aws_ecs_service" "cms" {
  availability_zone_rebalancing      = "DISABLED"
  cluster                            = aws_ecs_cluster.main.arn
  deployment_maximum_percent         = 100
  deployment_minimum_healthy_percent = 0
  desired_count                      = 1
  enable_ecs_managed_tags            = true
  launch_type                        = "FARGATE"
  name                               = "cms"
  platform_version                   = "1.4.0"
  propagate_tags                     = "SERVICE"
  task_definition                    = aws_ecs_task_definition.cms.arn
  tags = {
    "nanokit:service" = "cms"
  }

  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }

  network_configuration {
    assign_public_ip = true
    security_groups = [
      aws_security_group.cms_task.id,
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
        awslogs-group         = aws_cloudwatch_log_group.cms.name
        awslogs-region        = "eu-west-1"
        awslogs-stream-prefix = "service-connect"
      }
    }

    service {
      discovery_name = "cms"
      port_name      = "cms"

      client_alias {
        dns_name = "cms"
        port     = 8000
      }
    }
  }

  depends_on = [
    aws_vpc_security_group_egress_rule.cms_internet,
    aws_vpc_security_group_ingress_rule.nfs,
    aws_vpc_security_group_egress_rule.nfs,
    aws_vpc_security_group_ingress_rule.cms_port,
    aws_route.public_internet,
    aws_route_table_association.public_first,
    aws_route_table_association.public_second,
    aws_iam_role_policy.execution,
    aws_iam_role_policy.cms_task,
    aws_efs_mount_target.first,
    aws_efs_mount_target.second,
    aws_efs_file_system_policy.main,
  ]
}

resource "aws_ecs_task_definition" "cms" {
  container_definitions    = jsonencode([local.cms_container, local.cms_seed])
  cpu                      = "512"
  execution_role_arn       = aws_iam_role.execution.arn
  family                   = "nk-shop-stage-cms"
  memory                   = "1024"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  skip_destroy             = true
  task_role_arn            = aws_iam_role.cms_task.arn
  tags = {
    "nanokit:service" = "cms"
  }

  runtime_platform {
    cpu_architecture        = "X86_64"
    operating_system_family = "LINUX"
  }

  volume {
    name = "plugins"

    efs_volume_configuration {
      file_system_id     = aws_efs_file_system.main.id
      transit_encryption = "ENABLED"

      authorization_config {
        access_point_id = aws_efs_access_point.plugins.id
        iam             = "ENABLED"
      }
    }
  }

  lifecycle {
    precondition {
      condition     = var.cms_image != "" || var.cms_image_tag != ""
      error_message = "Which image of service cms is to run? Pass its tag: -var cms_image_tag=1.0.0. Before the first push, make the repository alone: terraform apply -target=aws_ecr_repository.cms"
    }
  }
}

resource "aws_cloudwatch_log_group" "cms" {
  name              = "/nanokit/shop/stage/cms"
  retention_in_days = 30
  tags = {
    "nanokit:service" = "cms"
  }
}

resource "aws_iam_role" "cms_task" {
  assume_role_policy = jsonencode(local.task_trust)
  name               = "nk-shop-stage-cms-task"
  tags = {
    "nanokit:service" = "cms"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_iam_role_policy" "cms_task" {
  name   = "nanokit"
  policy = jsonencode(local.cms_task_policy)
  role   = aws_iam_role.cms_task.id

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_security_group" "cms_task" {
  description = "Tasks of service cms"
  name        = "nk-shop-stage-cms"
  vpc_id      = aws_vpc.main.id
  tags = {
    Name              = "nk-shop-stage-cms"
    "nanokit:service" = "cms"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_egress_rule" "cms_internet" {
  cidr_ipv4         = "0.0.0.0/0"
  description       = "Out to everywhere"
  ip_protocol       = "-1"
  security_group_id = aws_security_group.cms_task.id
  tags = {
    Name              = "Out to everywhere"
    "nanokit:service" = "cms"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_ingress_rule" "cms_port" {
  for_each = {
    default = aws_security_group.default_network.id
  }

  description                  = "In from ${each.key}"
  from_port                    = 8000
  ip_protocol                  = "tcp"
  referenced_security_group_id = each.value
  security_group_id            = aws_security_group.cms_task.id
  to_port                      = 8000
  tags = {
    Name              = "In from ${each.key}"
    "nanokit:service" = "cms"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_ecr_repository" "cms" {
  force_delete         = false
  image_tag_mutability = "IMMUTABLE"
  name                 = "nk-shop-stage/cms"
  tags = {
    "nanokit:service" = "cms"
  }

  encryption_configuration {
    encryption_type = "AES256"
  }

  image_scanning_configuration {
    scan_on_push = true
  }
}

resource "aws_ecr_lifecycle_policy" "cms" {
  policy     = jsonencode(local.image_lifecycle)
  repository = aws_ecr_repository.cms.name
}

# Service web
# -----------

locals {
  web_container = {
    dependsOn = [{ condition = "SUCCESS", containerName = "web-seed" }]
    environment = [
      { name = "NANOKIT_ENV", value = "stage" },
      { name = "NANOKIT_PROJECT", value = "shop" },
      { name = "NANOKIT_SERVICE", value = "web" },
      { name = "NANOKIT_URL_APP", value = "http://app:3000" },
      { name = "NANOKIT_URL_CMS", value = "http://cms:8000" },
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
    mountPoints = [
      { containerPath = "/etc/nginx/pages", readOnly = false, sourceVolume = "pages" },
      { containerPath = "/usr/share/nginx/html", readOnly = true, sourceVolume = "static" },
    ]
    name           = "web"
    portMappings   = [{ containerPort = 80, hostPort = 80, name = "web", protocol = "tcp" }]
    systemControls = []
    volumesFrom    = []
  }

  web_task_policy = {
    Statement = [
      {
        Action = [
          "elasticfilesystem:ClientMount",
          "elasticfilesystem:ClientRootAccess",
          "elasticfilesystem:ClientWrite",
        ]
        Condition = {
          StringEquals = {
            "elasticfilesystem:AccessPointArn" = [aws_efs_access_point.pages.arn]
          }
        }
        Effect   = "Allow"
        Resource = [aws_efs_file_system.main.arn]
      },
      {
        Action = [
          "elasticfilesystem:ClientMount",
          "elasticfilesystem:ClientRootAccess",
        ]
        Condition = {
          StringEquals = {
            "elasticfilesystem:AccessPointArn" = [aws_efs_access_point.static.arn]
          }
        }
        Effect   = "Allow"
        Resource = [aws_efs_file_system.main.arn]
      },
    ]
    Version = "2012-10-17"
  }

  web_seed = {
    command = ["files pages /etc/nginx/pages"]
    entryPoint = [
      "/bin/sh",
      "-ec",
      "me=$(cat /proc/sys/kernel/random/uuid)\nsay() { echo \"nanokit-tf: $*\"; }\nthere() { [ -e \"$1\" ] || [ -L \"$1\" ]; }\nholds() {\n  for one in \"$1\"/* \"$1\"/.[!.]* \"$1\"/..?*; do\n    case \"$${one##*/}\" in .nk-seed-* | .nk-seeded) continue ;; esac\n    if there \"$one\"; then return 0; fi\n  done\n  return 1\n}\ncopy() {\n  case \"$owners\" in\n    volume) (umask 0 && cp -R -P \"$from/.\" \"$own/files/\") ;;\n    *) cp -a \"$from/.\" \"$own/files/\" ;;\n  esac\n}\nattempt() {\n  id=-\n  mkdir \"$own\" \"$own/files\" || return 1\n  if ! holds \"$to\"; then\n    copy || return 1\n    if ! holds \"$to\"; then id=$me; fi\n  fi\n  printf '%s\\n' \"$id\" > \"$own/id\" && ln \"$own/id\" \"$to/.nk-seeded\" 2> /dev/null\n}\nlike() {\n  owner=$(stat -c %u:%g \"$1\") && mode=$(stat -c %a \"$1\") && chown \"$owner\" \"$2\" && chmod \"$mode\" \"$2\"\n}\nsettle() {\n  for one in \"$1\"/* \"$1\"/.[!.]* \"$1\"/..?*; do\n    place=$to/$${one##*/}\n    if ! there \"$one\" || there \"$place\"; then continue; fi\n    if [ -d \"$one\" ] && [ ! -L \"$one\" ]; then mv \"$one\" \"$to/\" 2> /dev/null || :\n    elif ln \"$one\" \"$to/\" 2> /dev/null; then rm -f \"$one\"\n    fi\n    if there \"$one\" && ! there \"$place\"; then say \"cannot put $place in its place\" >&2; exit 1; fi\n  done\n  [ \"$owners\" != image ] || like \"$1\" \"$to\" || [ ! -d \"$1\" ]\n}\nfor word do\n  owners=$${word%% *} word=$${word#* }\n  volume=$${word%% *} from=$${word#* }\n  to=$0/$volume own=$0/$volume/.nk-seed-$me\n  if [ ! -e \"$to/.nk-seeded\" ]; then\n    if ! holds \"$to\" && ! holds \"$from\"; then\n      say \"the image has nothing in $from\"\n      if [ \"$owners\" = image ] && [ -d \"$from\" ]; then like \"$from\" \"$to\"; fi\n      continue\n    fi\n    attempt || [ -e \"$to/.nk-seeded\" ] || { say \"cannot fill the volume $volume\" >&2; exit 1; }\n    case $(cat \"$to/.nk-seeded\") in\n      \"$me\") say \"the volume $volume begins with what the image has in $from\" ;;\n      -) say \"the volume $volume has something in it, and is left as it is\" ;;\n    esac\n  fi\n  chosen=$to/.nk-seed-$(cat \"$to/.nk-seeded\")\n  if [ -d \"$chosen/files\" ]; then\n    settle \"$chosen/files\"\n    mv \"$chosen\" \"$own-done\" 2> /dev/null || [ ! -d \"$chosen\" ]\n  fi\n  rm -rf \"$to\"/.nk-seed-* 2> /dev/null || :\ndone\n",
      "/nk-seed",
    ]
    environment = []
    essential   = false
    image       = "nginx:1.29"
    logConfiguration = {
      logDriver = "awslogs"
      options = {
        awslogs-group         = aws_cloudwatch_log_group.web.name
        awslogs-region        = "eu-west-1"
        awslogs-stream-prefix = "seed"
      }
    }
    mountPoints    = [{ containerPath = "/nk-seed/pages", readOnly = false, sourceVolume = "pages" }]
    name           = "web-seed"
    portMappings   = []
    systemControls = []
    user           = "0:0"
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
        port     = 80
      }
    }
  }

  depends_on = [
    aws_vpc_security_group_egress_rule.web_internet,
    aws_vpc_security_group_ingress_rule.nfs,
    aws_vpc_security_group_egress_rule.nfs,
    aws_vpc_security_group_ingress_rule.web_port,
    aws_route.public_internet,
    aws_route_table_association.public_first,
    aws_route_table_association.public_second,
    aws_iam_role_policy.execution,
    aws_iam_role_policy.web_task,
    aws_efs_mount_target.first,
    aws_efs_mount_target.second,
    aws_efs_file_system_policy.main,
  ]
}

resource "aws_ecs_task_definition" "web" {
  container_definitions    = jsonencode([local.web_container, local.web_seed])
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

  volume {
    name = "pages"

    efs_volume_configuration {
      file_system_id     = aws_efs_file_system.main.id
      transit_encryption = "ENABLED"

      authorization_config {
        access_point_id = aws_efs_access_point.pages.id
        iam             = "ENABLED"
      }
    }
  }

  volume {
    name = "static"

    efs_volume_configuration {
      file_system_id     = aws_efs_file_system.main.id
      transit_encryption = "ENABLED"

      authorization_config {
        access_point_id = aws_efs_access_point.static.id
        iam             = "ENABLED"
      }
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

# Service worker
# --------------

locals {
  worker_container = {
    command = [
      "python",
      "worker.py",
    ]
    dependsOn = [{ condition = "SUCCESS", containerName = "worker-seed" }]
    environment = [
      { name = "NANOKIT_ENV", value = "stage" },
      { name = "NANOKIT_PROJECT", value = "shop" },
      { name = "NANOKIT_SERVICE", value = "worker" },
      { name = "NANOKIT_URL_APP", value = "http://app:3000" },
      { name = "NANOKIT_URL_CMS", value = "http://cms:8000" },
      { name = "NANOKIT_URL_WEB", value = "http://web:80" },
    ]
    essential = true
    image     = var.cms_image != "" ? var.cms_image : "${aws_ecr_repository.cms.repository_url}:${var.cms_image_tag}"
    logConfiguration = {
      logDriver = "awslogs"
      options = {
        awslogs-group         = aws_cloudwatch_log_group.worker.name
        awslogs-region        = "eu-west-1"
        awslogs-stream-prefix = "ecs"
      }
    }
    mountPoints    = [{ containerPath = "/srv/plugins", readOnly = false, sourceVolume = "plugins" }]
    name           = "worker"
    portMappings   = []
    systemControls = []
    volumesFrom    = []
  }

  worker_task_policy = {
    Statement = [
      {
        Action = [
          "elasticfilesystem:ClientMount",
          "elasticfilesystem:ClientRootAccess",
          "elasticfilesystem:ClientWrite",
        ]
        Condition = {
          StringEquals = {
            "elasticfilesystem:AccessPointArn" = [aws_efs_access_point.plugins.arn]
          }
        }
        Effect   = "Allow"
        Resource = [aws_efs_file_system.main.arn]
      },
    ]
    Version = "2012-10-17"
  }

  worker_seed = {
    command = ["image plugins /srv/plugins"]
    entryPoint = [
      "/bin/sh",
      "-ec",
      "me=$(cat /proc/sys/kernel/random/uuid)\nsay() { echo \"nanokit-tf: $*\"; }\nthere() { [ -e \"$1\" ] || [ -L \"$1\" ]; }\nholds() {\n  for one in \"$1\"/* \"$1\"/.[!.]* \"$1\"/..?*; do\n    case \"$${one##*/}\" in .nk-seed-* | .nk-seeded) continue ;; esac\n    if there \"$one\"; then return 0; fi\n  done\n  return 1\n}\ncopy() {\n  case \"$owners\" in\n    volume) (umask 0 && cp -R -P \"$from/.\" \"$own/files/\") ;;\n    *) cp -a \"$from/.\" \"$own/files/\" ;;\n  esac\n}\nattempt() {\n  id=-\n  mkdir \"$own\" \"$own/files\" || return 1\n  if ! holds \"$to\"; then\n    copy || return 1\n    if ! holds \"$to\"; then id=$me; fi\n  fi\n  printf '%s\\n' \"$id\" > \"$own/id\" && ln \"$own/id\" \"$to/.nk-seeded\" 2> /dev/null\n}\nlike() {\n  owner=$(stat -c %u:%g \"$1\") && mode=$(stat -c %a \"$1\") && chown \"$owner\" \"$2\" && chmod \"$mode\" \"$2\"\n}\nsettle() {\n  for one in \"$1\"/* \"$1\"/.[!.]* \"$1\"/..?*; do\n    place=$to/$${one##*/}\n    if ! there \"$one\" || there \"$place\"; then continue; fi\n    if [ -d \"$one\" ] && [ ! -L \"$one\" ]; then mv \"$one\" \"$to/\" 2> /dev/null || :\n    elif ln \"$one\" \"$to/\" 2> /dev/null; then rm -f \"$one\"\n    fi\n    if there \"$one\" && ! there \"$place\"; then say \"cannot put $place in its place\" >&2; exit 1; fi\n  done\n  [ \"$owners\" != image ] || like \"$1\" \"$to\" || [ ! -d \"$1\" ]\n}\nfor word do\n  owners=$${word%% *} word=$${word#* }\n  volume=$${word%% *} from=$${word#* }\n  to=$0/$volume own=$0/$volume/.nk-seed-$me\n  if [ ! -e \"$to/.nk-seeded\" ]; then\n    if ! holds \"$to\" && ! holds \"$from\"; then\n      say \"the image has nothing in $from\"\n      if [ \"$owners\" = image ] && [ -d \"$from\" ]; then like \"$from\" \"$to\"; fi\n      continue\n    fi\n    attempt || [ -e \"$to/.nk-seeded\" ] || { say \"cannot fill the volume $volume\" >&2; exit 1; }\n    case $(cat \"$to/.nk-seeded\") in\n      \"$me\") say \"the volume $volume begins with what the image has in $from\" ;;\n      -) say \"the volume $volume has something in it, and is left as it is\" ;;\n    esac\n  fi\n  chosen=$to/.nk-seed-$(cat \"$to/.nk-seeded\")\n  if [ -d \"$chosen/files\" ]; then\n    settle \"$chosen/files\"\n    mv \"$chosen\" \"$own-done\" 2> /dev/null || [ ! -d \"$chosen\" ]\n  fi\n  rm -rf \"$to\"/.nk-seed-* 2> /dev/null || :\ndone\n",
      "/nk-seed",
    ]
    environment = []
    essential   = false
    image       = var.cms_image != "" ? var.cms_image : "${aws_ecr_repository.cms.repository_url}:${var.cms_image_tag}"
    logConfiguration = {
      logDriver = "awslogs"
      options = {
        awslogs-group         = aws_cloudwatch_log_group.worker.name
        awslogs-region        = "eu-west-1"
        awslogs-stream-prefix = "seed"
      }
    }
    mountPoints    = [{ containerPath = "/nk-seed/plugins", readOnly = false, sourceVolume = "plugins" }]
    name           = "worker-seed"
    portMappings   = []
    systemControls = []
    user           = "0:0"
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
    assign_public_ip = true
    security_groups = [
      aws_security_group.worker_task.id,
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
        awslogs-group         = aws_cloudwatch_log_group.worker.name
        awslogs-region        = "eu-west-1"
        awslogs-stream-prefix = "service-connect"
      }
    }
  }

  depends_on = [
    aws_vpc_security_group_egress_rule.worker_internet,
    aws_vpc_security_group_ingress_rule.nfs,
    aws_vpc_security_group_egress_rule.nfs,
    aws_route.public_internet,
    aws_route_table_association.public_first,
    aws_route_table_association.public_second,
    aws_iam_role_policy.execution,
    aws_iam_role_policy.worker_task,
    aws_efs_mount_target.first,
    aws_efs_mount_target.second,
    aws_efs_file_system_policy.main,
  ]
}

resource "aws_ecs_task_definition" "worker" {
  container_definitions    = jsonencode([local.worker_container, local.worker_seed])
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

  volume {
    name = "plugins"

    efs_volume_configuration {
      file_system_id     = aws_efs_file_system.main.id
      transit_encryption = "ENABLED"

      authorization_config {
        access_point_id = aws_efs_access_point.plugins.id
        iam             = "ENABLED"
      }
    }
  }

  lifecycle {
    precondition {
      condition     = var.cms_image != "" || var.cms_image_tag != ""
      error_message = "Which image of service cms is to run? Pass its tag: -var cms_image_tag=1.0.0. Before the first push, make the repository alone: terraform apply -target=aws_ecr_repository.cms"
    }
  }
}

resource "aws_cloudwatch_log_group" "worker" {
  name              = "/nanokit/shop/stage/worker"
  retention_in_days = 30
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

resource "aws_iam_role_policy" "worker_task" {
  name   = "nanokit"
  policy = jsonencode(local.worker_task_policy)
  role   = aws_iam_role.worker_task.id

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
          aws_iam_role.app_task.arn,
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
    dependsOn = [
      { condition = "SUCCESS", containerName = "app-files" },
      { condition = "SUCCESS", containerName = "app-seed" },
    ]
    entryPoint = ["bin/tidy"]
    environment = [
      { name = "NANOKIT_ENV", value = "stage" },
      { name = "NANOKIT_PROJECT", value = "shop" },
      { name = "NANOKIT_SERVICE", value = "app" },
      { name = "NANOKIT_URL_CMS", value = "http://cms:8000" },
      { name = "NANOKIT_URL_WEB", value = "http://web:80" },
    ]
    essential = true
    image     = "ghcr.io/example/app:1.4.0"
    logConfiguration = {
      logDriver = "awslogs"
      options = {
        awslogs-group         = aws_cloudwatch_log_group.app.name
        awslogs-region        = "eu-west-1"
        awslogs-stream-prefix = "ecs"
      }
    }
    mountPoints = [
      { containerPath = "/app/cache", readOnly = false, sourceVolume = "cache" },
      { containerPath = "/app/media", readOnly = false, sourceVolume = "media" },
      { containerPath = "/app/public/static files", readOnly = false, sourceVolume = "static" },
      { containerPath = "/etc/app", readOnly = false, sourceVolume = "0-files-etc-app" },
    ]
    name           = "tidy"
    portMappings   = []
    systemControls = []
    user           = "1000:1000"
    volumesFrom    = []
  }
}

resource "aws_scheduler_schedule" "tidy" {
  group_name                   = aws_scheduler_schedule_group.main.name
  name                         = "tidy"
  schedule_expression          = "cron(0 3 * * ? *)"
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
      task_definition_arn     = aws_ecs_task_definition._tidy.arn

      network_configuration {
        assign_public_ip = true
        security_groups = [
          aws_security_group.app_task.id,
          aws_security_group.default_network.id,
          aws_security_group.file_system_clients.id,
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
    aws_vpc_security_group_egress_rule.app_internet,
    aws_vpc_security_group_ingress_rule.nfs,
    aws_vpc_security_group_egress_rule.nfs,
    aws_vpc_security_group_ingress_rule.app_port,
    aws_route.public_internet,
    aws_route_table_association.public_first,
    aws_route_table_association.public_second,
    aws_iam_role_policy.execution,
    aws_iam_role_policy.app_task,
    aws_efs_mount_target.first,
    aws_efs_mount_target.second,
    aws_efs_file_system_policy.main,
    aws_iam_role_policy.scheduler,
  ]
}

resource "aws_ecs_task_definition" "_tidy" {
  container_definitions    = jsonencode([local._tidy_container, local.app_files, local.app_seed])
  cpu                      = "512"
  execution_role_arn       = aws_iam_role.execution.arn
  family                   = "nk-shop-stage-_tidy"
  memory                   = "1024"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  skip_destroy             = true
  task_role_arn            = aws_iam_role.app_task.arn
  tags = {
    "nanokit:job"     = "tidy"
    "nanokit:service" = "app"
  }

  runtime_platform {
    cpu_architecture        = "X86_64"
    operating_system_family = "LINUX"
  }

  volume {
    name = "cache"

    efs_volume_configuration {
      file_system_id     = aws_efs_file_system.main.id
      transit_encryption = "ENABLED"

      authorization_config {
        access_point_id = aws_efs_access_point.cache.id
        iam             = "ENABLED"
      }
    }
  }

  volume {
    name = "media"

    efs_volume_configuration {
      file_system_id     = aws_efs_file_system.main.id
      transit_encryption = "ENABLED"

      authorization_config {
        access_point_id = aws_efs_access_point.media.id
        iam             = "ENABLED"
      }
    }
  }

  volume {
    name = "static"

    efs_volume_configuration {
      file_system_id     = aws_efs_file_system.main.id
      transit_encryption = "ENABLED"

      authorization_config {
        access_point_id = aws_efs_access_point.static.id
        iam             = "ENABLED"
      }
    }
  }

  volume {
    name = "0-files-etc-app"
  }
}

# Outputs
# -------

output "access_point_ids" {
  description = "Ids of the EFS access points, by volume"
  value = {
    cache   = aws_efs_access_point.cache.id
    media   = aws_efs_access_point.media.id
    pages   = aws_efs_access_point.pages.id
    plugins = aws_efs_access_point.plugins.id
    static  = aws_efs_access_point.static.id
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
    app    = aws_cloudwatch_log_group.app.name
    cms    = aws_cloudwatch_log_group.cms.name
    web    = aws_cloudwatch_log_group.web.name
    worker = aws_cloudwatch_log_group.worker.name
  }
}

output "repository_urls" {
  description = "URLs of the ECR repositories that images are pushed to, by service"
  value = {
    cms = aws_ecr_repository.cms.repository_url
  }
}

output "security_group_ids" {
  description = "Ids of the security groups of the tasks, by service"
  value = {
    app    = aws_security_group.app_task.id
    cms    = aws_security_group.cms_task.id
    web    = aws_security_group.web_task.id
    worker = aws_security_group.worker_task.id
  }
}

output "service_names" {
  description = "Names of the ECS services, by service"
  value = {
    app    = aws_ecs_service.app.name
    cms    = aws_ecs_service.cms.name
    web    = aws_ecs_service.web.name
    worker = aws_ecs_service.worker.name
  }
}

output "task_role_names" {
  description = "Names of the IAM roles of the containers, by service; attach policies of your own to them"
  value = {
    app    = aws_iam_role.app_task.name
    cms    = aws_iam_role.cms_task.name
    web    = aws_iam_role.web_task.name
    worker = aws_iam_role.worker_task.name
  }
}

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

resource "aws_efs_access_point" "static" {
  file_system_id = aws_efs_file_system.main.id
  tags = {
    Name             = "static"
    "nanokit:volume" = "static"
  }

  root_directory {
    path = "/static"

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
        Resource = ["arn:${data.aws_partition.current.partition}:logs:eu-west-1:${data.aws_caller_identity.current.account_id}:log-group:/nanokit/shop/stage/*:*"]
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
  for_each = toset(["shop/hub-login", "shop/tls"])

  name = each.key
}

# Service api
# -----------

locals {
  api_container = {
    dependsOn = [
      { condition = "SUCCESS", containerName = "api-files" },
      { condition = "SUCCESS", containerName = "api-seed" },
    ]
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
    mountPoints = [
      { containerPath = "/etc/app", readOnly = false, sourceVolume = "0-files-etc-app" },
      { containerPath = "/srv/static", readOnly = false, sourceVolume = "static" },
    ]
    name           = "api"
    portMappings   = []
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
            "elasticfilesystem:AccessPointArn" = [aws_efs_access_point.static.arn]
          }
        }
        Effect   = "Allow"
        Resource = [aws_efs_file_system.main.arn]
      },
    ]
    Version = "2012-10-17"
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
        Action = ["ssm:GetParameters"]
        Effect = "Allow"
        Resource = [
          "arn:${data.aws_partition.current.partition}:ssm:eu-west-1:${data.aws_caller_identity.current.account_id}:parameter/shop/agent-token",
          "arn:${data.aws_partition.current.partition}:ssm:eu-west-1:${data.aws_caller_identity.current.account_id}:parameter/shop/license",
        ]
      },
      {
        Action = ["secretsmanager:GetSecretValue"]
        Effect = "Allow"
        Resource = [
          data.aws_secretsmanager_secret.main["shop/hub-login"].arn,
          data.aws_secretsmanager_secret.main["shop/tls"].arn,
        ]
      },
    ]
    Version = "2012-10-17"
  }

  api_files = {
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
    image       = "ghcr.io/example/api:1.4.0"
    logConfiguration = {
      logDriver = "awslogs"
      options = {
        awslogs-group         = aws_cloudwatch_log_group.api.name
        awslogs-region        = "eu-west-1"
        awslogs-stream-prefix = "files"
      }
    }
    mountPoints    = [{ containerPath = "/nk-files/etc/app", readOnly = false, sourceVolume = "0-files-etc-app" }]
    name           = "api-files"
    portMappings   = []
    systemControls = []
    user           = "0:0"
    volumesFrom    = []
  }

  api_seed = {
    command = ["image static /srv/static"]
    entryPoint = [
      "/bin/sh",
      "-ec",
      "me=$(cat /proc/sys/kernel/random/uuid)\nsay() { echo \"nanokit-tf: $*\"; }\nthere() { [ -e \"$1\" ] || [ -L \"$1\" ]; }\nholds() {\n  for one in \"$1\"/* \"$1\"/.[!.]* \"$1\"/..?*; do\n    case \"$${one##*/}\" in .nk-seed-* | .nk-seeded) continue ;; esac\n    if there \"$one\"; then return 0; fi\n  done\n  return 1\n}\ncopy() {\n  case \"$owners\" in\n    volume) (umask 0 && cp -R -P \"$from/.\" \"$own/files/\") ;;\n    *) cp -a \"$from/.\" \"$own/files/\" ;;\n  esac\n}\nattempt() {\n  id=-\n  mkdir \"$own\" \"$own/files\" || return 1\n  if ! holds \"$to\"; then\n    copy || return 1\n    if ! holds \"$to\"; then id=$me; fi\n  fi\n  printf '%s\\n' \"$id\" > \"$own/id\" && ln \"$own/id\" \"$to/.nk-seeded\" 2> /dev/null\n}\nlike() {\n  owner=$(stat -c %u:%g \"$1\") && mode=$(stat -c %a \"$1\") && chown \"$owner\" \"$2\" && chmod \"$mode\" \"$2\"\n}\nsettle() {\n  for one in \"$1\"/* \"$1\"/.[!.]* \"$1\"/..?*; do\n    place=$to/$${one##*/}\n    if ! there \"$one\" || there \"$place\"; then continue; fi\n    if [ -d \"$one\" ] && [ ! -L \"$one\" ]; then mv \"$one\" \"$to/\" 2> /dev/null || :\n    elif ln \"$one\" \"$to/\" 2> /dev/null; then rm -f \"$one\"\n    fi\n    if there \"$one\" && ! there \"$place\"; then say \"cannot put $place in its place\" >&2; exit 1; fi\n  done\n  [ \"$owners\" != image ] || like \"$1\" \"$to\" || [ ! -d \"$1\" ]\n}\nfor word do\n  owners=$${word%% *} word=$${word#* }\n  volume=$${word%% *} from=$${word#* }\n  to=$0/$volume own=$0/$volume/.nk-seed-$me\n  if [ ! -e \"$to/.nk-seeded\" ]; then\n    if ! holds \"$to\" && ! holds \"$from\"; then\n      say \"the image has nothing in $from\"\n      if [ \"$owners\" = image ] && [ -d \"$from\" ]; then like \"$from\" \"$to\"; fi\n      continue\n    fi\n    attempt || [ -e \"$to/.nk-seeded\" ] || { say \"cannot fill the volume $volume\" >&2; exit 1; }\n    case $(cat \"$to/.nk-seeded\") in\n      \"$me\") say \"the volume $volume begins with what the image has in $from\" ;;\n      -) say \"the volume $volume has something in it, and is left as it is\" ;;\n    esac\n  fi\n  chosen=$to/.nk-seed-$(cat \"$to/.nk-seeded\")\n  if [ -d \"$chosen/files\" ]; then\n    settle \"$chosen/files\"\n    mv \"$chosen\" \"$own-done\" 2> /dev/null || [ ! -d \"$chosen\" ]\n  fi\n  rm -rf \"$to\"/.nk-seed-* 2> /dev/null || :\ndone\n",
      "/nk-seed",
    ]
    environment = []
    essential   = false
    image       = "ghcr.io/example/api:1.4.0"
    logConfiguration = {
      logDriver = "awslogs"
      options = {
        awslogs-group         = aws_cloudwatch_log_group.api.name
        awslogs-region        = "eu-west-1"
        awslogs-stream-prefix = "seed"
      }
    }
    mountPoints    = [{ containerPath = "/nk-seed/static", readOnly = false, sourceVolume = "static" }]
    name           = "api-seed"
    portMappings   = []
    systemControls = []
    user           = "0:0"
    volumesFrom    = []
  }

  api_sidecars = {
    agent = {
      dependsOn = [
        { condition = "SUCCESS", containerName = "agent-files" },
        { condition = "SUCCESS", containerName = "api-seed" },
        { condition = "START", containerName = "api" },
      ]
      environment = []
      essential   = true
      image       = "acme/agent:2"
      logConfiguration = {
        logDriver = "awslogs"
        options = {
          awslogs-group         = aws_cloudwatch_log_group.api.name
          awslogs-region        = "eu-west-1"
          awslogs-stream-prefix = "sidecar"
          max-buffer-size       = "1m"
          mode                  = "non-blocking"
        }
      }
      mountPoints = [
        { containerPath = "/etc/app", readOnly = false, sourceVolume = "1-agent_-etc-app" },
        { containerPath = "/run/secrets", readOnly = false, sourceVolume = "1-agent_-run-secrets" },
        { containerPath = "/srv/samples", readOnly = false, sourceVolume = "1-agent_-srv-samples" },
        { containerPath = "/srv/static", readOnly = true, sourceVolume = "static" },
      ]
      name         = "agent"
      portMappings = []
      repositoryCredentials = {
        credentialsParameter = data.aws_secretsmanager_secret.main["shop/hub-login"].arn
      }
      secrets        = [{ name = "LICENSE", valueFrom = "/shop/license" }]
      systemControls = []
      user           = "1000"
      volumesFrom    = []
    }
    agent-files = {
      command = [
        "copy /etc/app",
        "empty /etc/app/pages",
        "copy /run/secrets",
        "copy /srv/samples",
        "file 0640 0:1000 /etc/app/agent.yml",
        "|level: info",
        "file 0644 0:0 /etc/app/pages/agent.yml",
        "|level: $${LEVEL}",
        "file 0440 0:1000 /run/secrets/tls_key",
        "$TLS_KEY",
        "file 0400 1000 /run/secrets/token",
        "$AGENT_TOKEN",
        "file 0644 0:0 /srv/samples/note.txt",
        "|soon",
        "file 0644 0:0 /srv/samples/sample.ini",
        "|[mail]",
        "|user = nobody",
        "|password = sample",
      ]
      entryPoint = [
        "/bin/sh",
        "-ec",
        "umask 022\nfor word do\n  rest=$${word#?}\n  case \"$word\" in\n    '|'*) printf '%s\\n' \"$rest\" >&3 ;;\n    ':'*) printf '%s' \"$rest\" >&3 ;;\n    '='*) printf '%s\\n' \"$rest\" | base64 -d >&3 ;;\n    '$'*) eval \"printf %s \\\"\\$${SECRET_$rest?}\\\"\" >&3 ;;\n    'copy '*) path=$${word#copy }; [ ! -d \"$path\" ] || cp -a \"$path/.\" \"$0$path/\" ;;\n    'empty '*) path=$0$${word#empty }; rm -rf \"$path\"/* \"$path\"/.[!.]* \"$path\"/..?*; mkdir -p \"$path\" ;;\n    *)\n      rest=$${word#* }; mode=$${rest%% *}; rest=$${rest#* }; owner=$${rest%% *}; path=\"$0$${rest#* }\"\n      mkdir -p \"$${path%/*}\"\n      rm -f \"$path\"\n      exec 3> \"$path\"\n      [ \"$owner\" = 0:0 ] || chown \"$owner\" \"$path\"\n      chmod \"$mode\" \"$path\" ;;\n  esac\ndone",
        "/nk-files",
      ]
      environment = []
      essential   = false
      image       = "acme/agent:2"
      logConfiguration = {
        logDriver = "awslogs"
        options = {
          awslogs-group         = aws_cloudwatch_log_group.api.name
          awslogs-region        = "eu-west-1"
          awslogs-stream-prefix = "files"
          max-buffer-size       = "1m"
          mode                  = "non-blocking"
        }
      }
      mountPoints = [
        { containerPath = "/nk-files/etc/app", readOnly = false, sourceVolume = "1-agent_-etc-app" },
        {
          containerPath = "/nk-files/run/secrets"
          readOnly      = false
          sourceVolume  = "1-agent_-run-secrets"
        },
        {
          containerPath = "/nk-files/srv/samples"
          readOnly      = false
          sourceVolume  = "1-agent_-srv-samples"
        },
      ]
      name         = "agent-files"
      portMappings = []
      repositoryCredentials = {
        credentialsParameter = data.aws_secretsmanager_secret.main["shop/hub-login"].arn
      }
      secrets = [
        { name = "SECRET_AGENT_TOKEN", valueFrom = "/shop/agent-token" },
        {
          name      = "SECRET_TLS_KEY"
          valueFrom = "${data.aws_secretsmanager_secret.main["shop/tls"].arn}:key::"
        },
      ]
      systemControls = []
      user           = "0:0"
      volumesFrom    = []
    }
    proxy = {
      dependsOn   = [{ condition = "SUCCESS", containerName = "proxy-files" }]
      environment = []
      essential   = true
      image       = "acme/proxy:1"
      logConfiguration = {
        logDriver = "awslogs"
        options = {
          awslogs-group         = aws_cloudwatch_log_group.api.name
          awslogs-region        = "eu-west-1"
          awslogs-stream-prefix = "sidecar"
        }
      }
      mountPoints    = [{ containerPath = "/etc/proxy", readOnly = false, sourceVolume = "1-proxy_-etc-proxy" }]
      name           = "proxy"
      portMappings   = []
      systemControls = []
      volumesFrom    = []
    }
    proxy-files = {
      command = [
        "copy /etc/proxy",
        "file 0644 0:0 /etc/proxy/proxy.conf",
        "|listen 8080",
      ]
      entryPoint = [
        "/bin/sh",
        "-ec",
        "umask 022\nfor word do\n  rest=$${word#?}\n  case \"$word\" in\n    '|'*) printf '%s\\n' \"$rest\" >&3 ;;\n    ':'*) printf '%s' \"$rest\" >&3 ;;\n    '='*) printf '%s\\n' \"$rest\" | base64 -d >&3 ;;\n    'copy '*) path=$${word#copy }; [ ! -d \"$path\" ] || cp -a \"$path/.\" \"$0$path/\" ;;\n    'empty '*) path=$0$${word#empty }; rm -rf \"$path\"/* \"$path\"/.[!.]* \"$path\"/..?*; mkdir -p \"$path\" ;;\n    *)\n      rest=$${word#* }; mode=$${rest%% *}; rest=$${rest#* }; owner=$${rest%% *}; path=\"$0$${rest#* }\"\n      mkdir -p \"$${path%/*}\"\n      rm -f \"$path\"\n      exec 3> \"$path\"\n      [ \"$owner\" = 0:0 ] || chown \"$owner\" \"$path\"\n      chmod \"$mode\" \"$path\" ;;\n  esac\ndone",
        "/nk-files",
      ]
      environment = []
      essential   = false
      image       = "acme/proxy:1"
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
          containerPath = "/nk-files/etc/proxy"
          readOnly      = false
          sourceVolume  = "1-proxy_-etc-proxy"
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
    security_groups = [
      aws_security_group.api_task.id,
      aws_security_group.file_system_clients.id,
    ]
    subnets = [
      aws_subnet.public_first.id,
      aws_subnet.public_second.id,
    ]
  }

  depends_on = [
    aws_vpc_security_group_egress_rule.api_internet,
    aws_vpc_security_group_ingress_rule.nfs,
    aws_vpc_security_group_egress_rule.nfs,
    aws_route.public_internet,
    aws_route_table_association.public_first,
    aws_route_table_association.public_second,
    aws_iam_role_policy.api_execution,
    aws_iam_role_policy.api_task,
    aws_efs_mount_target.first,
    aws_efs_mount_target.second,
    aws_efs_file_system_policy.main,
  ]
}

resource "aws_ecs_task_definition" "api" {
  container_definitions    = jsonencode([local.api_container, local.api_files, local.api_seed, local.api_sidecars.agent, local.api_sidecars["agent-files"], local.api_sidecars.proxy, local.api_sidecars["proxy-files"]])
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

  volume {
    name = "1-agent_-etc-app"
  }

  volume {
    name = "1-agent_-run-secrets"
  }

  volume {
    name = "1-agent_-srv-samples"
  }

  volume {
    name = "1-proxy_-etc-proxy"
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
          aws_iam_role._report_execution.arn,
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

# Job report
# ----------

locals {
  _report_container = {
    command   = ["report"]
    dependsOn = [{ condition = "SUCCESS", containerName = "report-files" }]
    environment = [
      { name = "NANOKIT_ENV", value = "stage" },
      { name = "NANOKIT_PROJECT", value = "shop" },
    ]
    essential = true
    image     = "ghcr.io/example/report:2"
    logConfiguration = {
      logDriver = "awslogs"
      options = {
        awslogs-group         = aws_cloudwatch_log_group._report.name
        awslogs-region        = "eu-west-1"
        awslogs-stream-prefix = "ecs"
      }
    }
    mountPoints = [
      { containerPath = "/run/secrets", readOnly = false, sourceVolume = "0-files-run-secrets" },
      { containerPath = "/srv/static", readOnly = true, sourceVolume = "static" },
    ]
    name           = "report"
    portMappings   = []
    secrets        = [{ name = "DB_PASSWORD", valueFrom = "/shop/db" }]
    systemControls = []
    volumesFrom    = []
  }

  _report_files = {
    command = [
      "copy /run/secrets",
      "file 0400 1000:1000 /run/secrets/db_key",
      "$DB_KEY",
    ]
    entryPoint = [
      "/bin/sh",
      "-ec",
      "umask 022\nfor word do\n  rest=$${word#?}\n  case \"$word\" in\n    '|'*) printf '%s\\n' \"$rest\" >&3 ;;\n    ':'*) printf '%s' \"$rest\" >&3 ;;\n    '='*) printf '%s\\n' \"$rest\" | base64 -d >&3 ;;\n    '$'*) eval \"printf %s \\\"\\$${SECRET_$rest?}\\\"\" >&3 ;;\n    'copy '*) path=$${word#copy }; [ ! -d \"$path\" ] || cp -a \"$path/.\" \"$0$path/\" ;;\n    'empty '*) path=$0$${word#empty }; rm -rf \"$path\"/* \"$path\"/.[!.]* \"$path\"/..?*; mkdir -p \"$path\" ;;\n    *)\n      rest=$${word#* }; mode=$${rest%% *}; rest=$${rest#* }; owner=$${rest%% *}; path=\"$0$${rest#* }\"\n      mkdir -p \"$${path%/*}\"\n      rm -f \"$path\"\n      exec 3> \"$path\"\n      [ \"$owner\" = 0:0 ] || chown \"$owner\" \"$path\"\n      chmod \"$mode\" \"$path\" ;;\n  esac\ndone",
      "/nk-files",
    ]
    environment = []
    essential   = false
    image       = "ghcr.io/example/report:2"
    logConfiguration = {
      logDriver = "awslogs"
      options = {
        awslogs-group         = aws_cloudwatch_log_group._report.name
        awslogs-region        = "eu-west-1"
        awslogs-stream-prefix = "files"
      }
    }
    mountPoints = [
      {
        containerPath = "/nk-files/run/secrets"
        readOnly      = false
        sourceVolume  = "0-files-run-secrets"
      },
    ]
    name           = "report-files"
    portMappings   = []
    secrets        = [{ name = "SECRET_DB_KEY", valueFrom = "/shop/db-key" }]
    systemControls = []
    user           = "0:0"
    volumesFrom    = []
  }

  _report_task_policy = {
    Statement = [
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

  _report_execution_policy = {
    Statement = [
      {
        Action = [
          "logs:CreateLogStream",
          "logs:PutLogEvents",
        ]
        Effect   = "Allow"
        Resource = ["${aws_cloudwatch_log_group._report.arn}:*"]
      },
      {
        Action = ["ssm:GetParameters"]
        Effect = "Allow"
        Resource = [
          "arn:${data.aws_partition.current.partition}:ssm:eu-west-1:${data.aws_caller_identity.current.account_id}:parameter/shop/db",
          "arn:${data.aws_partition.current.partition}:ssm:eu-west-1:${data.aws_caller_identity.current.account_id}:parameter/shop/db-key",
        ]
      },
    ]
    Version = "2012-10-17"
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
        security_groups = [
          aws_security_group._report.id,
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
    aws_vpc_security_group_egress_rule._report_internet,
    aws_vpc_security_group_ingress_rule.nfs,
    aws_vpc_security_group_egress_rule.nfs,
    aws_route.public_internet,
    aws_route_table_association.public_first,
    aws_route_table_association.public_second,
    aws_iam_role_policy._report_execution,
    aws_iam_role_policy._report_task,
    aws_efs_mount_target.first,
    aws_efs_mount_target.second,
    aws_efs_file_system_policy.main,
    aws_iam_role_policy.scheduler,
  ]
}

resource "aws_ecs_task_definition" "_report" {
  container_definitions    = jsonencode([local._report_container, local._report_files])
  cpu                      = "256"
  execution_role_arn       = aws_iam_role._report_execution.arn
  family                   = "nk-shop-stage-_report"
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
    name = "0-files-run-secrets"
  }
}

resource "aws_cloudwatch_log_group" "_report" {
  name              = "/nanokit/shop/stage/_report"
  retention_in_days = 30
  tags = {
    "nanokit:job" = "report"
  }
}

resource "aws_iam_role" "_report" {
  assume_role_policy = jsonencode(local.task_trust)
  name               = "nk-shop-stage-_report"
  tags = {
    "nanokit:job" = "report"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_iam_role_policy" "_report_task" {
  name   = "nanokit"
  policy = jsonencode(local._report_task_policy)
  role   = aws_iam_role._report.id

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_iam_role" "_report_execution" {
  assume_role_policy = jsonencode(local.execution_trust)
  name               = "nk-shop-stage-_report.execution"
  tags = {
    "nanokit:job" = "report"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_iam_role_policy" "_report_execution" {
  name   = "nanokit"
  policy = jsonencode(local._report_execution_policy)
  role   = aws_iam_role._report_execution.id

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_security_group" "_report" {
  description = "Tasks of job report"
  name        = "nk-shop-stage-_report"
  vpc_id      = aws_vpc.main.id
  tags = {
    Name          = "nk-shop-stage-_report"
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

output "access_point_ids" {
  description = "Ids of the EFS access points, by volume"
  value = {
    static = aws_efs_access_point.static.id
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
    api = aws_cloudwatch_log_group.api.name
  }
}

output "security_group_ids" {
  description = "Ids of the security groups of the tasks, by service"
  value = {
    api = aws_security_group.api_task.id
  }
}

output "service_names" {
  description = "Names of the ECS services, by service"
  value = {
    api = aws_ecs_service.api.name
  }
}

output "task_role_names" {
  description = "Names of the IAM roles of the containers, by service; attach policies of your own to them"
  value = {
    api = aws_iam_role.api_task.name
  }
}

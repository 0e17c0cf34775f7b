"""AWS Backup for the emulator: moto 5.2 has vaults and plans, and neither selections nor jobs. Here is what our stacks ask beside
it, and what docs/restore.md asks: a job is through at once, and a restored file system is a new one without mount targets."""

import json
from urllib.parse import unquote

from moto.backup import urls
from moto.backup.exceptions import InvalidRequestException, ResourceNotFoundException
from moto.backup.models import BackupBackend
from moto.backup.responses import BackupResponse as Backup
from moto.core.utils import unix_time
from moto.efs.models import efs_backends
from moto.moto_api._internal import mock_random

IN_VAULT = "backup-vaults/(?P<backupVaultName>[^/]+)/recovery-points/"
for path in ("backup-jobs", "backup-jobs/(?P<job>[^/]+)", "restore-jobs", "restore-jobs/(?P<job>[^/]+)", IN_VAULT):
    urls.url_paths[f"{{0}}/{path}$"] = Backup.dispatch
urls.url_paths[f"{{0}}/{IN_VAULT}(?P<point>.+)$"] = Backup.dispatch


def kept(backend, name):
    """What moto has no place for, by name. It lives on moto's backend, which a reset empties."""
    return vars(backend).setdefault(f"_{name}", {})


def body_of(request):
    return json.loads(request.body or "{}")


def from_path(request, index):
    return unquote([part for part in request.path.split("/") if part][index])


def plan_of(request):
    return request.backup_backend.get_backup_plan(from_path(request, 2), None)


# --- Plans --------------------------------------------------------------------------------------------------------------------


def update_backup_plan(request):
    plan = plan_of(request)
    changed = type(plan)(body_of(request)["BackupPlan"], plan.creator_request_id, request.backup_backend)
    plan.backup_plan, plan.version_id = changed.backup_plan, changed.version_id
    return json.dumps(plan.to_dict())


def forgetting(delete):
    def delete_backup_plan(self, backup_plan_id):
        """A plan that is deleted leaves its name to another. Source: botocore backup, DeleteBackupPlan, for what is refused."""
        if kept(self, "selections").get(backup_plan_id):
            raise InvalidRequestException("Related backup plan selections must be deleted prior to backup plan deletion")
        answer = delete(self, backup_plan_id)
        del self.plans[backup_plan_id]
        return answer

    return delete_backup_plan


# --- Selections ---------------------------------------------------------------------------------------------------------------


def create_backup_selection(request):
    plan = plan_of(request)
    ident = str(mock_random.uuid4())
    selection = {"BackupSelection": body_of(request)["BackupSelection"], "SelectionId": ident, "CreationDate": unix_time()}
    kept(request.backup_backend, "selections").setdefault(plan.backup_plan_id, {})[ident] = selection
    return json.dumps({"SelectionId": ident, "BackupPlanId": plan.backup_plan_id, "CreationDate": unix_time()})


def selections_of(request):
    return kept(request.backup_backend, "selections").get(plan_of(request).backup_plan_id, {})


def get_backup_selection(request):
    found = selections_of(request).get(from_path(request, 4))
    if found is None:
        raise ResourceNotFoundException("Cannot find the selection")
    return json.dumps({**found, "BackupPlanId": plan_of(request).backup_plan_id})


def delete_backup_selection(request):
    selections_of(request).pop(from_path(request, 4), None)
    return "{}"


# --- Tags: moto takes the ARN from the wrong part of a path that does not end in a slash -------------------------------------------


def list_tags(request):
    arn = unquote(request.path).removeprefix("/tags/").rstrip("/")
    return json.dumps({"Tags": request.backup_backend.list_tags(arn)})


# --- Recovery points ----------------------------------------------------------------------------------------------------------


def points_in(backend, vault):
    return kept(backend, "points").setdefault(vault, {})


def start_backup_job(request):
    asked = body_of(request)
    vault = request.backup_backend.describe_backup_vault(asked["BackupVaultName"])
    job = str(mock_random.uuid4())
    point = {
        "RecoveryPointArn": vault.backup_vault_arn.replace(f"backup-vault:{vault.backup_vault_name}", f"recovery-point:{job}"),
        "BackupVaultName": vault.backup_vault_name,
        "BackupVaultArn": vault.backup_vault_arn,
        "ResourceArn": asked["ResourceArn"],
        "ResourceType": "EFS",
        "IamRoleArn": asked["IamRoleArn"],
        "Status": "COMPLETED",
        "CreationDate": unix_time(),
    }
    points_in(request.backup_backend, vault.backup_vault_name)[point["RecoveryPointArn"]] = point
    vault.num_of_recovery_points += 1
    return json.dumps({"BackupJobId": job, "RecoveryPointArn": point["RecoveryPointArn"], "CreationDate": unix_time()})


def describe_backup_job(request):
    return json.dumps({"BackupJobId": from_path(request, -1), "State": "COMPLETED", "PercentDone": "100.0"})


def list_recovery_points_by_backup_vault(request):
    return json.dumps({"RecoveryPoints": list(points_in(request.backup_backend, from_path(request, 1)).values())})


def delete_recovery_point(request):
    vault = from_path(request, 1)
    if points_in(request.backup_backend, vault).pop(from_path(request, -1), None) is None:
        raise ResourceNotFoundException("Cannot find the recovery point")
    request.backup_backend.describe_backup_vault(vault).num_of_recovery_points -= 1
    return "{}"


def refusing_full_vaults(delete):
    def delete_backup_vault(self, backup_vault_name):
        """Source: AWS Backup developer guide, delete-a-vault."""
        count = len(points_in(self, backup_vault_name))
        if count:
            raise InvalidRequestException(f"Backup vault cannot be deleted (contains {count} recovery points)")
        return delete(self, backup_vault_name)

    return delete_backup_vault


def start_restore_job(request):
    asked = body_of(request)
    backend = request.backup_backend
    told = asked["Metadata"]
    system = told["file-system-id"]
    if told.get("newFileSystem") == "true":
        made = efs_backends[backend.account_id][backend.region_name].create_file_system(
            creation_token=told["CreationToken"],
            performance_mode=told.get("PerformanceMode", "generalPurpose"),
            encrypted=told.get("Encrypted") == "true",
            kms_key_id=told.get("KmsKeyId"),
            throughput_mode="bursting",
            provisioned_throughput_in_mibps=None,
            availability_zone_name=None,
            backup=False,
            tags=[],
        )
        system = made.file_system_id
    job = str(mock_random.uuid4())
    arn = f"arn:aws:elasticfilesystem:{backend.region_name}:{backend.account_id}:file-system/{system}"
    kept(backend, "restores")[job] = {"RestoreJobId": job, "Status": "COMPLETED", "CreatedResourceArn": arn}
    return json.dumps({"RestoreJobId": job})


def describe_restore_job(request):
    return json.dumps(kept(request.backup_backend, "restores")[from_path(request, -1)])


for answered in (
    update_backup_plan,
    create_backup_selection,
    get_backup_selection,
    delete_backup_selection,
    list_tags,
    start_backup_job,
    describe_backup_job,
    list_recovery_points_by_backup_vault,
    delete_recovery_point,
    start_restore_job,
    describe_restore_job,
):
    setattr(Backup, answered.__name__, answered)
BackupBackend.delete_backup_plan = forgetting(BackupBackend.delete_backup_plan)
BackupBackend.delete_backup_vault = refusing_full_vaults(BackupBackend.delete_backup_vault)

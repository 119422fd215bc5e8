"""Which rules are there? Listed by hand, in the order of their names; a test compares it with the files."""

from airkust.rules.availability import (
    disruption_budget_matches_task_pods,
    doubled_disruption_budget,
    missing_adoption_permission,
    missing_disruption_budget,
    scheduler_that_ends_by_itself,
    single_broker,
    single_replica,
    spread_selector_misses_own_pods,
    undrainable_disruption_budget,
)
from airkust.rules.configuration import (
    change_without_rollout,
    contradicting_settings,
    doubled_migration,
    invalid_pod_template,
    missing_migration,
    obsolete_setting,
    unknown_setting,
    unresolved_execution_api_url,
    unshared_fernet_key,
    unshared_login_passwords,
    unshared_session_key,
    unshared_signing_key,
    worker_container_not_named_base,
)
from airkust.rules.database import schedulers_without_row_locks
from airkust.rules.health import aggregate_health_probe, nonexistent_probe_path
from airkust.rules.images import migration_image_differs, mutable_image_tag, worker_image_differs
from airkust.rules.references import optional_key, unresolved_reference
from airkust.rules.rule import Rule
from airkust.rules.security import placeholder_secret, task_pods_with_database_credentials
from airkust.rules.storage import (
    broker_without_storage,
    claims_deleted_with_their_pods,
    core_bound_to_zonal_volume,
    shared_single_node_claim,
    task_logs_lost_with_their_pod,
    unbounded_scratch_volume,
)

RULES: tuple[Rule, ...] = (
    aggregate_health_probe.RULE,
    broker_without_storage.RULE,
    change_without_rollout.RULE,
    claims_deleted_with_their_pods.RULE,
    contradicting_settings.RULE,
    core_bound_to_zonal_volume.RULE,
    disruption_budget_matches_task_pods.RULE,
    doubled_disruption_budget.RULE,
    doubled_migration.RULE,
    invalid_pod_template.RULE,
    migration_image_differs.RULE,
    missing_adoption_permission.RULE,
    missing_disruption_budget.RULE,
    missing_migration.RULE,
    mutable_image_tag.RULE,
    nonexistent_probe_path.RULE,
    obsolete_setting.RULE,
    optional_key.RULE,
    placeholder_secret.RULE,
    scheduler_that_ends_by_itself.RULE,
    schedulers_without_row_locks.RULE,
    shared_single_node_claim.RULE,
    single_broker.RULE,
    single_replica.RULE,
    spread_selector_misses_own_pods.RULE,
    task_logs_lost_with_their_pod.RULE,
    task_pods_with_database_credentials.RULE,
    unbounded_scratch_volume.RULE,
    undrainable_disruption_budget.RULE,
    unknown_setting.RULE,
    unresolved_execution_api_url.RULE,
    unresolved_reference.RULE,
    unshared_fernet_key.RULE,
    unshared_login_passwords.RULE,
    unshared_session_key.RULE,
    unshared_signing_key.RULE,
    worker_container_not_named_base.RULE,
    worker_image_differs.RULE,
)

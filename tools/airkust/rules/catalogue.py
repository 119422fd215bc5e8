"""Which rules are there? Listed by hand, in the order of their names; a test compares it with the files."""

from airkust.rules.availability import (
    disruption_budget_matches_task_pods,
    doubled_disruption_budget,
    missing_adoption_permission,
    missing_disruption_budget,
    single_replica,
    spread_selector_misses_own_pods,
    undrainable_disruption_budget,
)
from airkust.rules.configuration import (
    doubled_migration,
    invalid_pod_template,
    missing_migration,
    unresolved_execution_api_url,
    unshared_fernet_key,
    unshared_session_key,
    unshared_signing_key,
    worker_container_not_named_base,
)
from airkust.rules.health import aggregate_health_probe, nonexistent_probe_path
from airkust.rules.images import migration_image_differs, mutable_image_tag, worker_image_differs
from airkust.rules.network import (
    blocked_database,
    blocked_dns,
    blocked_execution_api,
    blocked_kubernetes_api,
    blocked_log_server,
    node_local_service,
    service_selects_other_pods,
    service_to_unready_pods,
    sticky_service,
    unanswered_service,
    unresolvable_log_host,
    unresolved_ingress_backend,
)
from airkust.rules.references import unresolved_reference
from airkust.rules.rollout import (
    late_dependency,
    migration_after_core,
    missing_component,
    missing_triggerer,
    unreplaceable_job,
)
from airkust.rules.rule import Rule
from airkust.rules.security import (
    placeholder_secret,
    pod_refused_by_pod_security,
    task_pods_with_database_credentials,
)

RULES: tuple[Rule, ...] = (
    aggregate_health_probe.RULE,
    blocked_database.RULE,
    blocked_dns.RULE,
    blocked_execution_api.RULE,
    blocked_kubernetes_api.RULE,
    blocked_log_server.RULE,
    disruption_budget_matches_task_pods.RULE,
    doubled_disruption_budget.RULE,
    doubled_migration.RULE,
    invalid_pod_template.RULE,
    late_dependency.RULE,
    migration_after_core.RULE,
    migration_image_differs.RULE,
    missing_adoption_permission.RULE,
    missing_component.RULE,
    missing_disruption_budget.RULE,
    missing_migration.RULE,
    missing_triggerer.RULE,
    mutable_image_tag.RULE,
    node_local_service.RULE,
    nonexistent_probe_path.RULE,
    placeholder_secret.RULE,
    pod_refused_by_pod_security.RULE,
    service_selects_other_pods.RULE,
    service_to_unready_pods.RULE,
    single_replica.RULE,
    spread_selector_misses_own_pods.RULE,
    sticky_service.RULE,
    task_pods_with_database_credentials.RULE,
    unanswered_service.RULE,
    undrainable_disruption_budget.RULE,
    unreplaceable_job.RULE,
    unresolvable_log_host.RULE,
    unresolved_execution_api_url.RULE,
    unresolved_ingress_backend.RULE,
    unresolved_reference.RULE,
    unshared_fernet_key.RULE,
    unshared_session_key.RULE,
    unshared_signing_key.RULE,
    worker_container_not_named_base.RULE,
    worker_image_differs.RULE,
)

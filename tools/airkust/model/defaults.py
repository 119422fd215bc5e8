"""What does Airflow 3.3.2 do where nobody says? Only the settings that rules ask for.

Source: `airflow/config_templates/config.yml` of apache-airflow-core 3.3.2, the provider info of
apache-airflow-providers-cncf-kubernetes 10.25.0 and of apache-airflow-providers-celery 3.26.0, whose
`executors/default_celery.py` has the visibility timeout. The keys Airflow invents per process (fernet_key,
secret_key, jwt_secret) are missing on purpose: they have no value two components could share.
"""

from collections.abc import Mapping
from typing import Final

_BY_SECTION: Final[Mapping[str, Mapping[str, str]]] = {
    "api": {"port": "8080", "worker_timeout": "120", "workers": "1"},
    "celery": {"broker_url": "redis://redis:6379/0", "task_acks_late": "True"},
    "celery_broker_transport_options": {"visibility_timeout": "86400"},
    "core": {
        "auth_manager": "airflow.api_fastapi.auth.managers.simple.simple_auth_manager.SimpleAuthManager",
        "default_task_retries": "0",
        "executor": "LocalExecutor",
        "hostname_callable": "airflow.utils.net.getfqdn",
        "killed_task_cleanup_time": "60",
        "load_examples": "True",
        "multi_team": "False",
        "parallelism": "32",
        "simple_auth_manager_all_admins": "False",
        "simple_auth_manager_users": "admin:admin",
        "xcom_backend": "airflow.sdk.execution_time.xcom.BaseXCom",
    },
    "dag_processor": {
        "dag_bundle_config_list": (
            '[{"name": "dags-folder", "classpath": "airflow.dag_processing.bundles.local.LocalDagBundle", '
            '"kwargs": {}}]'
        ),
        "health_check_threshold": "30",
    },
    "database": {
        "sql_alchemy_conn": "sqlite:////opt/airflow/airflow.db",
        "sql_alchemy_max_overflow": "10",
        "sql_alchemy_pool_enabled": "True",
        "sql_alchemy_pool_pre_ping": "True",
        "sql_alchemy_pool_recycle": "1800",
        "sql_alchemy_pool_size": "5",
        "sql_alchemy_schema": "",
    },
    "execution_api": {"jwt_audience": "urn:airflow.apache.org:task"},
    "kubernetes_executor": {
        "delete_worker_pods": "True",
        "delete_worker_pods_on_failure": "False",
        "in_cluster": "True",
        "multi_namespace_mode": "False",
        "multi_namespace_mode_namespace_list": "",
        "namespace": "default",
        "pod_launch_failure_retries": "1",
        "pod_template_file": "",
        "task_publish_max_retries": "0",
        "worker_container_repository": "",
        "worker_container_tag": "",
        "worker_pods_creation_batch_size": "1",
    },
    "logging": {
        "base_log_folder": "/opt/airflow/logs",
        "delete_local_logs": "False",
        "log_filename_template": (
            "dag_id={{ ti.dag_id }}/run_id={{ ti.run_id }}/task_id={{ ti.task_id }}/"
            "{% if ti.map_index >= 0 %}map_index={{ ti.map_index }}/{% endif %}"
            "attempt={{ try_number|default(ti.try_number) }}.log"
        ),
        "logging_config_class": "",
        "remote_base_log_folder": "",
        "remote_log_conn_id": "",
        "remote_logging": "False",
        "trigger_log_server_port": "8794",
        "worker_log_server_port": "8793",
    },
    "scheduler": {
        "enable_health_check": "False",
        "job_heartbeat_sec": "5",
        "num_runs": "-1",
        "orphaned_tasks_check_interval": "300.0",
        "scheduler_health_check_server_port": "8974",
        "scheduler_health_check_threshold": "30",
        "scheduler_heartbeat_sec": "5",
        "task_instance_heartbeat_timeout": "300",
        "task_queued_timeout": "600.0",
        "use_row_level_locking": "True",
    },
    "triggerer": {"capacity": "1000", "job_heartbeat_sec": "5", "triggerer_health_check_threshold": "30"},
    "workers": {
        "execution_api_retries": "5",
        "execution_api_retry_wait_max": "90.0",
        "execution_api_retry_wait_min": "1.0",
        "execution_api_timeout": "5.0",
        "max_failed_heartbeats": "3",
        "min_heartbeat_interval": "5",
        "missing_dag_retries": "3",
    },
}

DEFAULTS: Final[Mapping[tuple[str, str], str]] = {
    (section, key): value for section, keys in _BY_SECTION.items() for key, value in keys.items()
}

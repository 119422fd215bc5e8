"""Which settings does Airflow know?

Source: `config.yml` and `provider_config_fallback_defaults.cfg` of apache-airflow-core 3.3.2, and the
information of the providers amazon 9.39.0, celery 3.26.0, cncf-kubernetes 10.25.0, common-io 1.11.0,
fab 3.10.2, postgres 7.1.1 and standard 1.21.0, with the few that their code reads without declaring them.
"""

from collections.abc import Mapping
from typing import Final

_CORE: Final = {
    "api": (
        "access_control_allow_headers access_control_allow_methods access_control_allow_origins "
        "auto_refresh_interval base_url client_ssl_cert client_ssl_key client_use_public_certs "
        "dag_cache_size dag_cache_ttl default_wrap enable_swagger_ui expose_config expose_stacktrace "
        "fallback_page_limit grid_view_sorting_order hide_paused_dags_by_default host instance_name "
        "jwt_audience log_config log_fetch_timeout_sec log_stream_buffer_size maximum_page_limit port "
        "require_confirmation_dag_change secret_key server_type ssl_ca_file ssl_cert ssl_cert_reqs "
        "ssl_key theme worker_refresh_batch_size worker_refresh_interval worker_timeout workers"
    ),
    "api_auth": (
        "jwt_algorithm jwt_audience jwt_cli_expiration_time jwt_expiration_time jwt_issuer jwt_kid "
        "jwt_leeway jwt_private_key_path jwt_secret trusted_jwks_url"
    ),
    "callbacks": ("callback_execution_timeout"),
    "connection_test": ("max_concurrency reaper_interval timeout"),
    "core": (
        "allow_double_dot_in_ids allowed_deserialization_classes allowed_deserialization_classes_regexp "
        "asset_manager_class asset_manager_kwargs auth_manager compress_serialized_dags daemon_umask "
        "dag_discovery_safe_mode dag_ignore_file_syntax dag_run_conf_overrides_params "
        "dagbag_import_error_traceback_depth dagbag_import_error_tracebacks dagbag_import_timeout "
        "dags_are_paused_at_creation dags_folder dbapihook_resolve_target_fields default_impersonation "
        "default_pool_task_slot_count default_task_execution_timeout default_task_retries "
        "default_task_retry_delay default_task_weight_rule default_timezone "
        "execute_tasks_new_python_interpreter execution_api_server_url executor fernet_key "
        "hide_sensitive_var_conn_fields hostname_callable killed_task_cleanup_time "
        "lazy_discover_providers lazy_load_plugins load_examples max_active_runs_per_dag "
        "max_active_tasks_per_dag max_consecutive_failed_dag_runs_per_dag max_map_length "
        "max_task_retry_delay max_templated_field_length might_contain_dag_callable "
        "min_serialized_dag_update_interval mp_forkserver_preload mp_start_method multi_team "
        "num_dag_runs_to_retain_rendered_fields parallelism plugins_folder rerun_with_latest_version "
        "security sensitive_var_conn_names simple_auth_manager_all_admins "
        "simple_auth_manager_passwords_file simple_auth_manager_users task_success_overtime "
        "team_name_cache_ttl test_connection unit_test_mode xcom_backend"
    ),
    "dag_processor": (
        "bundle_refresh_check_interval dag_bundle_config_list dag_bundle_storage_path "
        "dag_file_processor_timeout dag_version_inflation_check_level disable_bundle_versioning "
        "file_parsing_sort_mode health_check_threshold max_callbacks_per_loop min_file_process_interval "
        "parsing_pre_import_modules parsing_processes print_stats_interval refresh_interval "
        "stale_bundle_cleanup_age_threshold stale_bundle_cleanup_interval "
        "stale_bundle_cleanup_min_versions stale_dag_threshold"
    ),
    "database": (
        "alembic_ini_file_path check_migrations external_db_managers max_db_retries migration_batch_size "
        "sql_alchemy_conn sql_alchemy_conn_async sql_alchemy_connect_args sql_alchemy_connect_args_async "
        "sql_alchemy_engine_args sql_alchemy_max_overflow sql_alchemy_pool_enabled "
        "sql_alchemy_pool_pre_ping sql_alchemy_pool_recycle sql_alchemy_pool_size sql_alchemy_schema "
        "sql_alchemy_session_maker sql_engine_collation_for_ids sql_engine_encoding"
    ),
    "email": (
        "default_email_on_failure default_email_on_retry email_backend email_conn_id from_email "
        "html_content_template ssl_context subject_template"
    ),
    "execution_api": ("jwt_audience jwt_expiration_time otel_trace_propagation"),
    "kerberos": ("ccache forwardable include_ip keytab kinit_path principal reinit_frequency"),
    "lineage": ("max_assets_per_collector max_extras_per_collector"),
    "logging": (
        "base_log_folder callsite_parameters celery_logging_level celery_stdout_stderr_separation "
        "color_log_error_keywords color_log_warning_keywords colored_console_log "
        "dag_processor_child_process_log_directory dag_processor_log_format dag_processor_log_target "
        "delete_local_logs encrypt_s3_logs extra_logger_names fab_logging_level "
        "file_task_handler_new_file_permissions file_task_handler_new_folder_permissions google_key_path "
        "interleave_timestamp_parser json_logs log_filename_template log_format log_formatter_class "
        "log_timestamp_format logging_config_class logging_level min_length_masked_secret "
        "namespace_levels remote_base_log_folder remote_log_conn_id remote_logging "
        "remote_task_handler_kwargs secret_mask_adapter simple_log_format task_log_prefix_template "
        "task_log_reader task_logs_to_stdout trigger_log_server_port uvicorn_logging_level "
        "worker_log_server_port"
    ),
    "metrics": (
        "legacy_names_on metrics_allow_list metrics_block_list otel_debugging_on otel_host "
        "otel_interval_milliseconds otel_on otel_port otel_prefix otel_service otel_ssl_active "
        "stat_name_handler statsd_custom_client_path statsd_datadog_enabled statsd_datadog_metrics_tags "
        "statsd_datadog_tags statsd_disabled_tags statsd_host statsd_influxdb_enabled statsd_ipv6 "
        "statsd_on statsd_port statsd_prefix"
    ),
    "operators": (
        "default_cpus default_deferrable default_disk default_gpus default_owner default_queue default_ram"
    ),
    "profiling": ("memray_detailed_tracing memray_trace_components"),
    "scheduler": (
        "allowed_run_id_pattern catchup_by_default create_cron_data_intervals create_delta_data_intervals "
        "dagrun_metrics_interval enable_health_check enable_tracemalloc "
        "ignore_first_depends_on_past_by_default job_heartbeat_sec max_dagruns_per_loop_to_schedule "
        "max_dagruns_to_create_per_loop max_tis_per_query num_runs only_idle "
        "orphaned_tasks_check_interval parsing_cleanup_interval partition_mapper_max_downstream_keys "
        "pool_metrics_interval scheduler_health_check_server_host scheduler_health_check_server_port "
        "scheduler_health_check_threshold scheduler_heartbeat_sec scheduler_idle_sleep_time "
        "task_instance_heartbeat_sec task_instance_heartbeat_timeout "
        "task_instance_heartbeat_timeout_detection_interval task_queued_timeout "
        "task_queued_timeout_check_interval ti_metrics_interval trigger_timeout_check_interval "
        "use_job_schedule use_row_level_locking"
    ),
    "sdk": ("coordinators queue_to_coordinator"),
    "secrets": ("backend backend_kwargs cache_ttl_seconds use_cache"),
    "sensors": ("default_timeout"),
    "sentry": ("before_send sentry_dsn sentry_on"),
    "smtp": ("smtp_host smtp_mail_from smtp_port smtp_retry_limit smtp_ssl smtp_starttls smtp_timeout"),
    "state_store": (
        "backend clear_on_success default_retention_days max_value_storage_bytes state_cleanup_batch_size"
    ),
    "traces": (
        "otel_debug_traces_on otel_debugging_on otel_host otel_on otel_port otel_service otel_ssl_active "
        "task_runner_flush_timeout_milliseconds"
    ),
    "triggerer": (
        "blocked_main_thread_warning_threshold capacity job_heartbeat_sec max_trigger_to_select_per_loop "
        "on_kill_timeout queues_enabled runner_health_check_threshold shared_stream_ack_timeout "
        "shared_stream_cohort_grace_period shared_stream_subscriber_queue_size "
        "triggerer_health_check_threshold"
    ),
    "workers": (
        "api_retries api_retry_wait_max api_retry_wait_min execution_api_retries "
        "execution_api_retry_wait_max execution_api_retry_wait_min execution_api_timeout "
        "max_failed_heartbeats min_heartbeat_interval missing_dag_retries missing_dag_retry_delay "
        "secrets_backend secrets_backend_kwargs socket_cleanup_timeout state_store_backend"
    ),
}

_PROVIDERS: Final = {
    "atlas": ("host password port sasl_enabled username"),
    "aws": ("cloudwatch_task_handler_json_serializer s3_task_handler_acl_policy session_factory"),
    "aws_auth_manager": (
        "allow_idp_initiated_login avp_policy_store_id conn_id region_name saml_metadata_url"
    ),
    "aws_batch_executor": (
        "check_health_on_startup conn_id job_definition job_name job_queue max_submit_job_attempts "
        "region_name submit_job_kwargs"
    ),
    "aws_ecs_executor": (
        "assign_public_ip capacity_provider_strategy check_health_on_startup cluster conn_id "
        "container_name launch_type max_run_task_attempts platform_version region_name run_task_kwargs "
        "security_groups subnets task_definition"
    ),
    "aws_eks_executor": ("check_health_on_startup cluster_name conn_id region_name"),
    "aws_lambda_executor": (
        "check_health_on_startup conn_id dead_letter_queue_url end_wait_timeout function_name "
        "max_invoke_attempts qualifier queue_url region_name"
    ),
    "celery": (
        "broker_url celery_app_name celery_config_options extra_celery_config flower_basic_auth "
        "flower_host flower_port flower_url_prefix json_logs mp_forkserver_preload mp_start_method "
        "operation_timeout pool result_backend result_backend_sqlalchemy_engine_options ssl_active "
        "ssl_cacert ssl_cert ssl_key ssl_mutual_tls sync_parallelism task_acks_late task_logs_to_stdout "
        "task_publish_max_retries task_track_started worker_autoscale worker_concurrency "
        "worker_enable_remote_control worker_precheck worker_prefetch_multiplier worker_umask"
    ),
    "celery_broker_transport_options": ("sentinel_kwargs visibility_timeout"),
    "celery_kubernetes_executor": ("kubernetes_queue"),
    "celery_result_backend_transport_options": (
        "client-config fetch_message_attributes kafka_admin_config kafka_common_config "
        "kafka_consumer_config kafka_producer_config master_name predefined_exchanges predefined_queues "
        "queue_tags sentinel_kwargs sqs-creation-attributes"
    ),
    "common.io": (
        "state_store_objectstorage_compression state_store_objectstorage_path "
        "state_store_objectstorage_threshold xcom_objectstorage_compression xcom_objectstorage_path "
        "xcom_objectstorage_threshold"
    ),
    "elasticsearch": (
        "end_of_log_mark frontend host host_field index_patterns json_fields json_format log_id_template "
        "offset_field target_index write_stdout write_to_es"
    ),
    "elasticsearch_configs": ("use_ssl verify_certs"),
    "fab": (
        "access_denied_message auth_backends auth_rate_limit auth_rate_limited auth_role_public cache_ttl "
        "config_file cookie_samesite cookie_secure custom_roles enable_proxy_fix expose_hostname "
        "navbar_color navbar_hover_color navbar_text_color navbar_text_hover_color proxy_fix_x_for "
        "proxy_fix_x_host proxy_fix_x_port proxy_fix_x_prefix proxy_fix_x_proto session_backend "
        "session_lifetime_minutes session_max_lifetime_minutes update_fab_perms"
    ),
    "hive": ("default_hive_mapred_queue"),
    "kubernetes_executor": (
        "api_client_retry_configuration async_client_factory async_pod_creation client_factory "
        "cluster_context config_file delete_option_kwargs delete_worker_pods "
        "delete_worker_pods_on_failure enable_tcp_keepalive in_cluster kube_client_request_args "
        "logs_task_metadata multi_namespace_mode multi_namespace_mode_namespace_list namespace "
        "pod_creation_max_concurrency pod_launch_failure_excluded_container_reasons "
        "pod_launch_failure_retries pod_template_file running_pod_log_lines ssl_ca_cert "
        "task_publish_max_retries tcp_keep_cnt tcp_keep_idle tcp_keep_intvl verify_ssl "
        "worker_container_repository worker_container_tag "
        "worker_pod_pending_fatal_container_state_reasons worker_pods_creation_batch_size "
        "worker_pods_queued_check_interval"
    ),
    "local_kubernetes_executor": ("kubernetes_queue"),
    "opensearch": (
        "end_of_log_mark host host_field index_patterns index_patterns_callable json_fields json_format "
        "log_id_template offset_field password port username write_stdout write_to_os"
    ),
    "opensearch_configs": ("ca_certs http_compress ssl_assert_hostname ssl_show_warn use_ssl verify_certs"),
    "postgres": ("azure_oauth_scope"),
    "standard": ("venv_install_method"),
    "webserver": ("log_request_clock_grace"),
}
_SENSITIVE: Final = {
    "api": "secret_key",
    "api_auth": "jwt_secret",
    "celery": "broker_url flower_basic_auth result_backend",
    "celery_broker_transport_options": "sentinel_kwargs",
    "celery_result_backend_transport_options": "sentinel_kwargs",
    "core": "asset_manager_kwargs fernet_key",
    "database": "sql_alchemy_conn sql_alchemy_conn_async sql_alchemy_engine_args",
    "logging": "remote_task_handler_kwargs",
    "secrets": "backend_kwargs",
    "sentry": "sentry_dsn",
    "workers": "secrets_backend_kwargs",
}


def _split(table: Mapping[str, str]) -> Mapping[str, frozenset[str]]:
    return {section: frozenset(keys.split()) for section, keys in table.items()}


CORE: Final = _split(_CORE)
"""The settings of Airflow itself, complete for 3.3.2, by section."""

KNOWN: Final = {**CORE, **_split(_PROVIDERS)}
"""All settings, by section. Providers are released by themselves: theirs may be more, or fewer."""

OPEN: Final = frozenset(
    {
        "celery_broker_transport_options",
        "celery_result_backend_transport_options",
        "elasticsearch_configs",
        "opensearch_configs",
        "sentry",
    }
)
"""Sections that are handed on as a whole: their keys are another program's."""

SENSITIVE: Final = frozenset((section, key) for section, keys in _SENSITIVE.items() for key in keys.split())
"""What Airflow also takes from a command (`_CMD`) or a secrets backend (`_SECRET`), and nothing else."""


def may_be_indirect(section: str, key: str) -> bool:
    """Whether Airflow looks for `_CMD` and `_SECRET` of a setting; of one that is not listed, it may."""
    return (section, key) in SENSITIVE or key not in KNOWN.get(section, ())

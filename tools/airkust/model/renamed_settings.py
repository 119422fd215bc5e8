"""Which settings of Airflow 2 has Airflow 3 renamed, moved or dropped?

Source: `airflow/cli/commands/config_command.py` (the rules of `airflow config lint`) and
`airflow/_shared/configuration/parser.py` (deprecated_options) of apache-airflow-core 3.3.2; for what was
moved before, `airflow/configuration.py` of apache-airflow 2.11.0; for what neither names, the settings of the
latter that 3.3.2 no longer has. Renames in several steps are given in one.
"""

from collections.abc import Mapping
from typing import Final

Name = tuple[str, str]
"""Section and key."""

_RENAMED: Final = {
    ("admin", "core"): (
        "hide_sensitive_variable_fields=hide_sensitive_var_conn_fields "
        "sensitive_variable_fields=sensitive_var_conn_names"
    ),
    ("api", "api"): (
        "access_control_allow_origin=access_control_allow_origins access_logfile=log_config "
        "page_size=fallback_page_limit"
    ),
    ("api", "fab"): ("auth_backend=auth_backends auth_backends"),
    ("celery", "logging"): ("worker_log_server_port"),
    ("celery", "operators"): ("default_queue"),
    ("celery", "scheduler"): (
        "stalled_task_timeout=task_queued_timeout task_adoption_timeout=task_queued_timeout"
    ),
    ("core", "celery"): ("worker_precheck"),
    ("core", "core"): (
        "dag_concurrency=max_active_tasks_per_dag dataset_manager_class=asset_manager_class "
        "dataset_manager_kwargs=asset_manager_kwargs "
        "max_num_rendered_ti_fields_per_task=num_dag_runs_to_retain_rendered_fields "
        "non_pooled_task_slot_count=default_pool_task_slot_count"
    ),
    ("core", "dag_processor"): ("dag_file_processor_timeout"),
    ("core", "database"): (
        "max_db_retries sql_alchemy_conn sql_alchemy_connect_args sql_alchemy_max_overflow "
        "sql_alchemy_pool_enabled sql_alchemy_pool_pre_ping sql_alchemy_pool_recycle "
        "sql_alchemy_pool_size sql_alchemy_schema sql_engine_collation_for_ids sql_engine_encoding"
    ),
    ("core", "logging"): (
        "base_log_folder colored_console_log encrypt_s3_logs fab_logging_level "
        "interleave_timestamp_parser log_filename_template log_format logging_config_class logging_level "
        "remote_base_log_folder remote_log_conn_id remote_logging simple_log_format "
        "task_log_prefix_template task_log_reader"
    ),
    ("kubernetes_executor", "scheduler"): (
        "worker_pods_pending_timeout=task_queued_timeout "
        "worker_pods_pending_timeout_check_interval=task_queued_timeout_check_interval"
    ),
    ("metrics", "metrics"): ("statsd_allow_list=metrics_allow_list statsd_block_list=metrics_block_list"),
    ("scheduler", "dag_processor"): (
        "dag_dir_list_interval=refresh_interval file_parsing_sort_mode max_callbacks_per_loop "
        "max_threads=parsing_processes min_file_process_interval parsing_pre_import_modules "
        "parsing_processes print_stats_interval stale_dag_threshold"
    ),
    ("scheduler", "logging"): ("child_process_log_directory=dag_processor_child_process_log_directory"),
    ("scheduler", "metrics"): (
        "stat_name_handler statsd_allow_list=metrics_allow_list statsd_custom_client_path "
        "statsd_datadog_enabled statsd_datadog_metrics_tags statsd_datadog_tags statsd_host statsd_on "
        "statsd_port statsd_prefix"
    ),
    ("scheduler", "scheduler"): (
        "deactivate_stale_dags_interval=parsing_cleanup_interval "
        "local_task_job_heartbeat_sec=task_instance_heartbeat_sec "
        "processor_poll_interval=scheduler_idle_sleep_time running_metrics_interval=ti_metrics_interval "
        "scheduler_zombie_task_threshold=task_instance_heartbeat_timeout "
        "zombie_detection_interval=task_instance_heartbeat_timeout_detection_interval"
    ),
    ("triggerer", "triggerer"): ("default_capacity=capacity"),
    ("webserver", "api"): (
        "access_logfile=log_config auto_refresh_interval base_url default_wrap enable_swagger_ui "
        "expose_config grid_view_sorting_order hide_paused_dags_by_default instance_name "
        "log_fetch_timeout_sec page_size=fallback_page_limit require_confirmation_dag_change secret_key "
        "web_server_host=host web_server_port=port web_server_ssl_cert=ssl_cert "
        "web_server_ssl_key=ssl_key web_server_worker_timeout=worker_timeout workers"
    ),
    ("webserver", "fab"): (
        "access_denied_message auth_rate_limit auth_rate_limited config_file cookie_samesite "
        "cookie_secure enable_proxy_fix expose_hostname force_log_out_after=session_lifetime_minutes "
        "navbar_color navbar_hover_color navbar_text_color navbar_text_hover_color proxy_fix_x_for "
        "proxy_fix_x_host proxy_fix_x_port proxy_fix_x_prefix proxy_fix_x_proto session_backend "
        "session_lifetime_days=session_lifetime_minutes session_lifetime_minutes update_fab_perms"
    ),
    ("workers", "core"): ("execution_api_server_url"),
    ("workers", "workers"): ("missing_dag_retires=missing_dag_retries"),
}
"""Old and new section, then keys: as they were, or `old=new`."""

_REMOVED: Final = {
    "api": ("enable_experimental_api enable_xcom_deserialize_support"),
    "cli": ("api_client endpoint_url"),
    "core": (
        "check_slas colored_formatter_class colored_log_format dag_default_view dag_orientation "
        "dag_processor_manager_log_location database_access_isolation donot_pickle enable_xcom_pickling "
        "internal_api_secret_key internal_api_url load_default_connections "
        "log_processor_filename_template min_serialized_dag_fetch_interval strict_dataset_uri_validation "
        "task_runner"
    ),
    "database": ("load_default_connections"),
    "logging": (
        "colored_formatter_class colored_log_format dag_processor_manager_log_location "
        "dag_processor_manager_log_stdout enable_task_context_logger log_processor_filename_template"
    ),
    "metrics": ("metrics_use_pattern_match timer_unit_consistency"),
    "operators": ("allow_illegal_arguments"),
    "scheduler": (
        "allow_trigger_in_future dag_stale_not_seen_duration dependency_detector "
        "schedule_after_task_execution"
    ),
    "smtp": ("smtp_password smtp_user"),
    "traces": ("otel_task_log_event"),
    "webserver": (
        "access_logformat allow_raw_html_descriptions allowed_payload_size analytics_id analytics_tool "
        "analytics_url audit_view_excluded_events audit_view_included_events caching_hash_method "
        "dag_default_view dag_orientation default_dag_run_display_number default_ui_timezone "
        "error_logfile expose_stacktrace instance_name_has_markup log_animation_speed "
        "log_auto_tailing_offset log_fetch_delay_sec max_form_memory_size max_form_parts "
        "navbar_logo_text_color num_recent_configurations_for_trigger reload_on_plugin_change "
        "run_internal_api show_recent_stats_for_completed_runs show_trigger_form_if_no_params "
        "warn_deployment_exposure web_server_master_timeout worker_class worker_refresh_batch_size "
        "worker_refresh_interval x_frame_enabled"
    ),
}

_STILL_READ: Final = {
    ("api", "api"): ("access_logfile=log_config page_size=fallback_page_limit"),
    ("core", "core"): ("max_num_rendered_ti_fields_per_task=num_dag_runs_to_retain_rendered_fields"),
    ("core", "dag_processor"): ("dag_file_processor_timeout"),
    ("core", "database"): ("sql_alchemy_conn"),
    ("scheduler", "dag_processor"): ("dag_dir_list_interval=refresh_interval parsing_pre_import_modules"),
    ("scheduler", "scheduler"): ("running_metrics_interval=ti_metrics_interval"),
    ("triggerer", "triggerer"): ("default_capacity=capacity"),
    ("webserver", "api"): (
        "access_logfile auto_refresh_interval base_url default_wrap enable_swagger_ui expose_config "
        "grid_view_sorting_order hide_paused_dags_by_default instance_name log_fetch_timeout_sec "
        "page_size require_confirmation_dag_change secret_key web_server_host=host web_server_port=port "
        "web_server_ssl_cert=ssl_cert web_server_ssl_key=ssl_key web_server_worker_timeout=worker_timeout "
        "workers"
    ),
    ("webserver", "fab"): (
        "access_denied_message expose_hostname navbar_color navbar_hover_color navbar_text_color "
        "navbar_text_hover_color"
    ),
    ("workers", "core"): ("execution_api_server_url"),
    ("workers", "workers"): ("missing_dag_retires=missing_dag_retries"),
}


def _pairs(table: Mapping[tuple[str, str], str]) -> Mapping[Name, Name]:
    """From the old name to the new one."""
    return {
        (old, pair.partition("=")[0]): (new, pair.rpartition("=")[2])
        for (old, new), keys in table.items()
        for pair in keys.split()
    }


RENAMED: Final = _pairs(_RENAMED)
"""The new name of a setting of Airflow 2."""

REMOVED: Final = frozenset((section, key) for section, keys in _REMOVED.items() for key in keys.split())
"""Settings that Airflow 3 does not have under any name."""

OLD_NAMES: Final = {new: old for old, new in _pairs(_STILL_READ).items()}
"""The one old name that Airflow 3.3.2 still reads, where the new one is not set in the same place."""

OLD_SECTIONS: Final = {"kubernetes": "kubernetes_executor"}
"""Sections that were renamed as a whole, in 2.5. Airflow 3 does not read them."""

OTHER_UNIT: Final = frozenset({("webserver", "session_lifetime_days")})
"""Settings whose number does not mean the same under the new name."""

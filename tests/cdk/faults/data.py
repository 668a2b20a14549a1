"""Faults in what keeps data and logs."""

from typing import Final

from tests.cdk.faults.edit import Bodies, Fault, add, find, properties


def _drop_standby(bodies: Bodies) -> None:
    properties(bodies, "Database", "RDS::DBInstance")["MultiAZ"] = False


def _drop_replica(bodies: Bodies) -> None:
    properties(bodies, "Cache", "ElastiCache::ReplicationGroup")["NumCacheClusters"] = 1


def _enable_default_user(bodies: Bodies) -> None:
    properties(bodies, "CacheDefaultUser", "ElastiCache::User")["AccessString"] = "on ~* +@all"


def _group_users_by_valkey(bodies: Bodies) -> None:
    properties(bodies, "CacheUserGroup", "ElastiCache::UserGroup")["Engine"] = "valkey"


def _lose_database_with_stack(bodies: Bodies) -> None:
    find(bodies, "Database", "RDS::DBInstance")[1]["DeletionPolicy"] = "Delete"


def _take_plain_connections(bodies: Bodies) -> None:
    properties(bodies, "DatabaseParameters", "RDS::DBParameterGroup")["Parameters"]["rds.force_ssl"] = "0"


def _forget_parameter_group(bodies: Bodies) -> None:
    del properties(bodies, "Database", "RDS::DBInstance")["DBParameterGroupName"]


def _take_plain_connections_to_cache(bodies: Bodies) -> None:
    properties(bodies, "Cache", "ElastiCache::ReplicationGroup")["TransitEncryptionMode"] = "preferred"


def _answer_without_tls(bodies: Bodies) -> None:
    policy = properties(bodies, "FrontendPolicy", "S3::BucketPolicy", "Edge")["PolicyDocument"]
    policy["Statement"] = [statement for statement in policy["Statement"] if statement["Effect"] == "Allow"]


def _store_bucket_in_the_clear(bodies: Bodies) -> None:
    encryption = properties(bodies, "Frontend", "S3::Bucket", "Edge")["BucketEncryption"]
    encryption["ServerSideEncryptionConfiguration"] = []


def _add_unknown_store(bodies: Bodies) -> None:
    add(bodies, "Jobs", "SQS::Queue")


def _keep_logs_for_ever(bodies: Bodies) -> None:
    del properties(bodies, "ApiLogs", "Logs::LogGroup")["RetentionInDays"]


def _leave_logs_to_lambda(bodies: Bodies) -> None:
    del properties(bodies, "CustomVpcRestrictDefaultSG", "Lambda::Function")["LoggingConfig"]


def _log_elsewhere(bodies: Bodies) -> None:
    [container] = properties(bodies, "ApiTask", "ECS::TaskDefinition")["ContainerDefinitions"]
    container["LogConfiguration"]["Options"]["awslogs-group"] = "somewhere"


def _export_unkept_log(bodies: Bodies) -> None:
    properties(bodies, "Database", "RDS::DBInstance")["EnableCloudwatchLogsExports"].append("audit")


def _log_cache_elsewhere(bodies: Bodies) -> None:
    [delivery, *_] = properties(bodies, "Cache", "ElastiCache::ReplicationGroup")["LogDeliveryConfigurations"]
    delivery["DestinationDetails"]["CloudWatchLogsDetails"]["LogGroup"] = "somewhere"


def _log_no_requests_of_bucket(bodies: Bodies) -> None:
    del properties(bodies, "Frontend", "S3::Bucket", "Edge")["LoggingConfiguration"]


def _open_bucket(bodies: Bodies) -> None:
    statement = {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "*"}
    policy = properties(bodies, "FrontendPolicy", "S3::BucketPolicy", "Edge")
    policy["PolicyDocument"]["Statement"].append(statement)


FAULTS: Final = (
    Fault(_drop_standby, ("databases_are_as_specified: database has MultiAZ False, not true",)),
    Fault(_drop_replica, ("caches_are_as_specified: cache has NumCacheClusters 1, not 2",)),
    Fault(_enable_default_user, ("users_without_password_can_do_nothing: CacheDefaultUser may do on ~* +@all",)),
    Fault(
        _group_users_by_valkey,
        ("users_without_password_can_do_nothing: CacheUserGroup has a user without a password",),
    ),
    Fault(
        _lose_database_with_stack,
        ("data_outlives_its_resource_as_specified: DatabaseB269D8BB is subject to Delete, Snapshot, not Snapshot",),
    ),
    Fault(_take_plain_connections, ("databases_take_the_tls_of_the_spec: database has rds.force_ssl 0",)),
    Fault(_forget_parameter_group, ("databases_take_the_tls_of_the_spec: database has rds.force_ssl None",)),
    Fault(
        _take_plain_connections_to_cache,
        ("caches_take_the_tls_of_the_spec: cache has transit encryption preferred",),
    ),
    Fault(_answer_without_tls, ("buckets_answer_over_tls_alone: Frontend23D93C55 answers without TLS",)),
    Fault(_store_bucket_in_the_clear, ("everything_is_encrypted: Frontend23D93C55 is not encrypted",)),
    Fault(_add_unknown_store, ("everything_is_encrypted: Jobs is of a type that nobody has judged: AWS::SQS::Queue",)),
    Fault(_keep_logs_for_ever, ("logs_are_kept_as_specified: ApiLogs3D05D88B keeps logs None days",)),
    Fault(
        _leave_logs_to_lambda,
        ("logs_are_written: CustomVpcRestrictDefaultSGCustomResourceProviderHandlerDC833E5E logs elsewhere",),
    ),
    Fault(_log_elsewhere, ("containers_write_their_logs: ApiService89E3D990 logs elsewhere",)),
    Fault(_export_unkept_log, ("databases_write_their_logs: DatabaseB269D8BB logs audit elsewhere",)),
    Fault(_log_cache_elsewhere, ("caches_write_their_logs: Cache logs elsewhere",)),
    Fault(_log_no_requests_of_bucket, ("buckets_log_who_asks: Frontend23D93C55 logs elsewhere",)),
    Fault(
        _open_bucket, ("buckets_are_open_only_as_specified: Frontend23D93C55 is open to everybody for s3:GetObject",)
    ),
)

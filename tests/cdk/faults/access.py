"""Faults in permissions, secrets and alarms."""

from typing import Final

from tests.cdk.faults.edit import Bodies, Fault, properties


def _allow_everything_on_secrets(bodies: Bodies) -> None:
    statement = {"Effect": "Allow", "Action": "secretsmanager:*", "Resource": "*"}
    properties(bodies, "ApiTaskTaskRoleDefaultPolicy", "IAM::Policy")["PolicyDocument"]["Statement"].append(statement)


def _allow_all_but_deletion(bodies: Bodies) -> None:
    statement = {"Effect": "Allow", "NotAction": "rds:DeleteDBInstance", "NotResource": "arn:aws:rds:::other"}
    properties(bodies, "VpcFlowLogsRoleDefaultPolicy", "IAM::Policy")["PolicyDocument"]["Statement"].append(statement)


def _revoke_connection(bodies: Bodies) -> None:
    properties(bodies, "ApiTaskTaskRoleDefaultPolicy", "IAM::Policy")["PolicyDocument"]["Statement"].clear()


def _trust_another_account(bodies: Bodies) -> None:
    role = properties(bodies, "ApiTaskTaskRole", "IAM::Role")
    role["AssumeRolePolicyDocument"]["Statement"][0]["Principal"] = {"AWS": "999999999999"}


def _read_every_secret_at_start(bodies: Bodies) -> None:
    resource = {"Fn::GetAtt": ["AlarmTopicKey", "Arn"]}
    statement = {"Effect": "Allow", "Action": "secretsmanager:GetSecretValue", "Resource": resource}
    properties(bodies, "ApiTaskExecutionRoleDefaultPolicy", "IAM::Policy")["PolicyDocument"]["Statement"].append(
        statement
    )


def _pass_secret_as_setting(bodies: Bodies) -> None:
    [container] = properties(bodies, "ApiTask", "ECS::TaskDefinition")["ContainerDefinitions"]
    [secret] = (item for item in container["Secrets"] if item["Name"] == "CACHE_PASSWORD")
    container["Secrets"].remove(secret)
    container["Environment"].append({"Name": secret["Name"], "Value": secret["ValueFrom"]})


def _write_password(bodies: Bodies) -> None:
    database = properties(bodies, "Database", "RDS::DBInstance")
    database["MasterUserPassword"] = "correct horse battery staple"


def _silence_alarms(bodies: Bodies) -> None:
    policy = properties(bodies, "AlarmTopicPolicy", "SNS::TopicPolicy", "Edge")["PolicyDocument"]
    policy["Statement"] = [statement for statement in policy["Statement"] if statement["Effect"] == "Deny"]


def _silence_function(bodies: Bodies) -> None:
    policy = properties(bodies, "DatabaseExtensionsRoleDefaultPolicy", "IAM::Policy")["PolicyDocument"]["Statement"]
    policy[:] = [statement for statement in policy if "logs:PutLogEvents" not in statement["Action"]]


FAULTS: Final = (
    Fault(
        _allow_everything_on_secrets,
        (
            "permissions_are_the_connections: api may do secretsmanager:* on *",
            "no_permission_is_unlimited: ApiTaskTaskRoleD15A20E9 may do secretsmanager:*",
            "no_permission_is_unlimited: ApiTaskTaskRoleD15A20E9 may do secretsmanager:* on *",
        ),
    ),
    Fault(
        _allow_all_but_deletion,
        (
            "no_permission_is_unlimited: VpcFlowLogsRole6B344965 may do *",
            "no_permission_is_unlimited: VpcFlowLogsRole6B344965 may do * on *",
        ),
    ),
    Fault(
        _revoke_connection,
        (
            "permissions_are_the_connections: api may not do secretsmanager:DescribeSecret on database",
            "permissions_are_the_connections: api may not do secretsmanager:GetSecretValue on database",
        ),
    ),
    Fault(
        _trust_another_account,
        ("roles_are_for_services_of_aws: ApiTaskTaskRoleD15A20E9 may be taken on by AWS:999999999999",),
    ),
    Fault(
        _read_every_secret_at_start,
        ("tasks_start_with_their_secrets_alone: ApiService89E3D990 may read AlarmTopicKey to start",),
    ),
    Fault(
        _pass_secret_as_setting,
        (
            "secrets_stay_secret: ApiService89E3D990 has CACHE_PASSWORD as a plain setting",
            "containers_are_told_what_they_need: api has the setting CACHE_PASSWORD",
            "containers_are_told_what_they_need: api lacks the secret CACHE_PASSWORD",
        ),
    ),
    Fault(_write_password, ("secrets_stay_secret: DatabaseB269D8BB has a literal MasterUserPassword",)),
    Fault(
        _silence_alarms,
        (
            "alarms_are_heard: CdnErrorRateAlarm111AF67E is not heard",
            "alarms_are_heard: CdnHealthAlarmBF29D948 is not heard",
            "alarms_are_heard: LoadBalancerHealthAlarmD1E83DDB is not heard",
        ),
    ),
    Fault(
        _silence_function, ("functions_may_write_their_logs: DatabaseExtensionsFunction8D4EA1AA cannot write its logs",)
    ),
)

"""Alarms, and the topic that tells people of them."""

from archspec.planning.alarms import Alarm
from archspec.planning.stacks import alarm_stack
from archspec.planning.workloads import alarm_home
from renderers.cdk.aws import cdk, cloudwatch, cw_actions, iam, kms, note, section, sns
from renderers.cdk.built import watched
from renderers.cdk.stack_build import StackBuild


def alarms_of(build: StackBuild) -> list[Alarm]:
    """Return the alarms of a stack, with those of the stacks inside it."""
    return [alarm for alarm in build.plan.alarms if alarm_stack(build.architecture, alarm) == build.stack.id]


def build_alarm_topic(build: StackBuild) -> None:
    """Make the topic of the stack's alarms, encrypted with a key that CloudWatch may use."""
    if not alarms_of(build):
        return
    section("alarms", "Alarms on latency, errors and saturation")
    note("CloudWatch cannot publish to a topic that the key of Amazon SNS itself encrypts.")
    key = kms.Key(
        build.scope,
        "AlarmTopicKey",
        description=f"Alarms of {build.stack.name}",
        enable_key_rotation=True,
        removal_policy=cdk.RemovalPolicy.DESTROY,
    )
    key.add_to_resource_policy(
        iam.PolicyStatement(
            principals=[iam.ServicePrincipal("cloudwatch.amazonaws.com")],
            actions=["kms:Decrypt", "kms:GenerateDataKey"],
            resources=["*"],
            conditions={"StringEquals": {"aws:SourceAccount": cdk.Aws.ACCOUNT_ID}},
        )
    )
    topic = sns.Topic(build.scope, "AlarmTopic", master_key=key, enforce_ssl=True)
    build.alarm_topic = topic
    note("A topic with a policy of its own has lost the statement that lets CloudWatch publish.")
    topic.add_to_resource_policy(
        iam.PolicyStatement(
            principals=[iam.ServicePrincipal("cloudwatch.amazonaws.com")],
            actions=["sns:Publish"],
            resources=[topic.topic_arn],
            conditions={"StringEquals": {"aws:SourceAccount": cdk.Aws.ACCOUNT_ID}},
        )
    )
    cdk.CfnOutput(
        build.scope,
        "AlarmTopicArn",
        value=topic.topic_arn,
        description="Subscribe to this topic to hear of alarms",
    )


def build_alarms(build: StackBuild) -> None:
    """Make the stack's alarms, without those of the stacks inside it."""
    topic = build.alarm_topic
    if topic is None:
        return
    section("alarms", "Alarms")
    for planned in _alarms_here(build):
        alarm = cloudwatch.Alarm(
            build.scope,
            planned.id,
            alarm_description=_description(planned),
            metric=cloudwatch.Metric(
                namespace=planned.namespace,
                metric_name=planned.metric,
                dimensions_map=dict(build.built[planned.component].dimensions[watched(planned)]),
                statistic=planned.statistic,
                period=cdk.Duration.minutes(1),
            ),
            threshold=planned.threshold,
            evaluation_periods=planned.periods,
            comparison_operator=_operator(planned),
            treat_missing_data=_missing(planned),
        )
        alarm.add_alarm_action(cw_actions.SnsAction(topic))
        alarm.add_ok_action(cw_actions.SnsAction(topic))


def _alarms_here(build: StackBuild) -> list[Alarm]:
    alarms = [alarm for alarm in alarms_of(build) if alarm_home(alarm, build.plan.homes) == build.home]
    # The hash of a nested template must not depend on the order of the spec.
    return alarms if build.nested is None else sorted(alarms, key=lambda alarm: alarm.id)


def _description(alarm: Alarm) -> str:
    threshold = int(alarm.threshold) if alarm.threshold == int(alarm.threshold) else alarm.threshold
    return f"{alarm.component}: {alarm.metric} ({alarm.statistic}) {alarm.comparison} {threshold}"


def _operator(alarm: Alarm) -> cloudwatch.ComparisonOperator:
    match alarm.comparison:
        case "above":
            return cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD
        case "below":
            return cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD


def _missing(alarm: Alarm) -> cloudwatch.TreatMissingData:
    match alarm.missing:
        case "breaching":
            return cloudwatch.TreatMissingData.BREACHING
        case "ignore":
            return cloudwatch.TreatMissingData.NOT_BREACHING

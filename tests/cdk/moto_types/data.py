"""Databases, caches, secrets and buckets."""

import json
from typing import Any

from tests.cdk.moto_types.creation import Made, Properties, Request, only, tags


def database(request: Request) -> Made:
    """Create a database instance with everything the template says of it."""
    written = request.properties
    same = only(
        written,
        "AutoMinorVersionUpgrade",
        "BackupRetentionPeriod",
        "CopyTagsToSnapshot",
        "DBInstanceClass",
        "DBInstanceIdentifier",
        "DBName",
        "DeletionProtection",
        "EnableCloudwatchLogsExports",
        "Engine",
        "EngineVersion",
        "ManageMasterUserPassword",
        "MasterUserPassword",
        "MasterUsername",
        "MultiAZ",
        "PubliclyAccessible",
        "StorageEncrypted",
        "StorageType",
    )
    made = request.client("rds").create_db_instance(
        **same,
        AllocatedStorage=int(written["AllocatedStorage"]),
        Port=int(written["Port"]),
        DBParameterGroupName=_name(written["DBParameterGroupName"]),
        DBSubnetGroupName=_name(written["DBSubnetGroupName"]),
        EnableIAMDatabaseAuthentication=written["EnableIAMDatabaseAuthentication"],
        VpcSecurityGroupIds=written["VPCSecurityGroups"],
        Tags=tags(written),
    )["DBInstance"]
    identifier = made["DBInstanceIdentifier"]
    attributes = {"Endpoint.Address": f"{identifier}.{request.region}.rds.amazonaws.com"}
    if "MasterUserSecret" in made:
        attributes["MasterUserSecret.SecretArn"] = made["MasterUserSecret"]["SecretArn"]
    return Made(identifier, attributes)


def _name(reference: Any) -> str:  # noqa: ANN401  moto's object, where a Ref leads to one
    """Return the name of a group; a `Ref` to some types gives moto's own object."""
    return reference if isinstance(reference, str) else str(reference.name)


def cache_subnets(request: Request) -> Made:
    """Create a subnet group of a cache."""
    name = request.name.lower()
    request.client("elasticache").create_cache_subnet_group(
        CacheSubnetGroupName=name,
        CacheSubnetGroupDescription=request.properties["Description"],
        SubnetIds=request.properties["SubnetIds"],
    )
    return Made(name, {})


def cache(request: Request) -> Made:
    """Create a replication group."""
    written = {name: value for name, value in request.properties.items() if name != "UserGroupIds"}
    made = request.client("elasticache").create_replication_group(**written)["ReplicationGroup"]
    identifier = made["ReplicationGroupId"]
    address = f"master.{identifier}.{request.region}.cache.amazonaws.com"
    return Made(identifier, {"PrimaryEndPoint.Address": address})


def cache_user(request: Request) -> Made:
    """Create a user; moto resolves no dynamic reference, so a password is the reference itself."""
    written = request.properties
    mode = written["AuthenticationMode"]
    password = {"Passwords": mode["Passwords"]} if mode["Type"] == "password" else {"NoPasswordRequired": True}
    made = request.client("elasticache").create_user(
        **only(written, "UserId", "UserName", "Engine", "AccessString"), **password
    )
    return Made(made["UserId"], {"Arn": made["ARN"]})


def cache_user_group(request: Request) -> Made:
    """Name a user group, which moto has no call to create."""
    return Made(request.properties["UserGroupId"], {})


def secret(request: Request) -> Made:
    """Create a secret, with a random value where the template asks for one."""
    written = request.properties
    client = request.client("secretsmanager")
    made = client.create_secret(
        Name=written.get("Name", request.name),
        Description=written.get("Description", ""),
        SecretString=_value(client, written.get("GenerateSecretString", {})),
        Tags=tags(written),
    )
    return Made(made["ARN"], {"Id": made["ARN"]})


def _value(client: Any, asked: Properties) -> str:  # noqa: ANN401  boto3 has no types
    wanted = only(asked, "PasswordLength", "ExcludeCharacters", "ExcludePunctuation")
    password: str = client.get_random_password(**wanted)["RandomPassword"]
    if "GenerateStringKey" not in asked:
        return password
    return json.dumps({**json.loads(asked["SecretStringTemplate"]), asked["GenerateStringKey"]: password})


def bucket_policy(request: Request) -> Made:
    """Put a policy on a bucket."""
    bucket = request.properties["Bucket"]
    policy = json.dumps(request.properties["PolicyDocument"])
    request.client("s3").put_bucket_policy(Bucket=bucket, Policy=policy)
    return Made(bucket, {})

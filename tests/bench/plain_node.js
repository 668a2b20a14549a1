'use strict';
// The resources of the reference architecture as an engineer would write them by hand, with the CDK's own constructs:
// what `archspec synth` is measured against. plain_cdk.py is the same program in Python.
//
//   NODE_PATH=NODE_MODULES node plain_node.js OUTDIR COUNT EXTENSIONS [TIMES]
//
// COUNT is how many architectures one app holds; EXTENSIONS is the folder of the function that makes extensions. It
// prints as JSON how long each time took, in seconds of the clock and of the processors.
const cdk = require('aws-cdk-lib');
const acm = require('aws-cdk-lib/aws-certificatemanager');
const actions = require('aws-cdk-lib/aws-cloudwatch-actions');
const cloudfront = require('aws-cdk-lib/aws-cloudfront');
const cloudwatch = require('aws-cdk-lib/aws-cloudwatch');
const ec2 = require('aws-cdk-lib/aws-ec2');
const ecr = require('aws-cdk-lib/aws-ecr');
const ecs = require('aws-cdk-lib/aws-ecs');
const elasticache = require('aws-cdk-lib/aws-elasticache');
const elbv2 = require('aws-cdk-lib/aws-elasticloadbalancingv2');
const iam = require('aws-cdk-lib/aws-iam');
const kms = require('aws-cdk-lib/aws-kms');
const lambda = require('aws-cdk-lib/aws-lambda');
const logs = require('aws-cdk-lib/aws-logs');
const origins = require('aws-cdk-lib/aws-cloudfront-origins');
const rds = require('aws-cdk-lib/aws-rds');
const route53 = require('aws-cdk-lib/aws-route53');
const s3 = require('aws-cdk-lib/aws-s3');
const secretsmanager = require('aws-cdk-lib/aws-secretsmanager');
const sns = require('aws-cdk-lib/aws-sns');
const targets = require('aws-cdk-lib/aws-route53-targets');
const wafv2 = require('aws-cdk-lib/aws-wafv2');

const ACCOUNT = '111122223333';
const REGION = 'sa-east-1';
const DOMAIN = 'example.com';
const ZONE_ID = 'Z0123456789ABCDEFGHIJ';
const SINGLE_PAGE =
  "function handler(event) { var request = event.request; if (!request.uri.split('/').pop().includes('.')) " +
  "{ request.uri = '/index.html'; } return request; }";
const { minutes, seconds, days } = cdk.Duration;
const { PRIVATE_ISOLATED: ISOLATED, PUBLIC, PRIVATE_WITH_EGRESS: EGRESS } = ec2.SubnetType;

function logGroup(scope, id, logGroupName) {
  return new logs.LogGroup(scope, id, { logGroupName, retention: logs.RetentionDays.THREE_MONTHS });
}

function hostedZone(scope) {
  return route53.HostedZone.fromHostedZoneAttributes(scope, 'Zone', { hostedZoneId: ZONE_ID, zoneName: DOMAIN });
}

function accessLogs(scope, objectOwnership) {
  return new s3.Bucket(scope, 'AccessLogs', {
    blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
    encryption: s3.BucketEncryption.S3_MANAGED,
    enforceSSL: true,
    objectOwnership,
    versioned: true,
    lifecycleRules: [{ expiration: days(90), noncurrentVersionExpiration: days(1) }],
  });
}

// A topic with an alarm for each metric that is added to it.
class Alarms {
  constructor(scope) {
    this.scope = scope;
    const cloudWatch = new iam.ServicePrincipal('cloudwatch.amazonaws.com');
    const key = new kms.Key(scope, 'AlarmTopicKey', { enableKeyRotation: true });
    key.grantEncryptDecrypt(cloudWatch);
    this.topic = new sns.Topic(scope, 'AlarmTopic', { masterKey: key, enforceSSL: true });
    this.topic.grantPublish(cloudWatch);
  }

  above(id, metric, threshold, evaluationPeriods = 5) {
    this.add(id, metric, { threshold, evaluationPeriods }, cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD);
  }

  below(id, metric, threshold, evaluationPeriods = 5) {
    this.add(id, metric, { threshold, evaluationPeriods }, cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD);
  }

  add(id, metric, props, comparisonOperator) {
    const treatMissingData = cloudwatch.TreatMissingData.NOT_BREACHING;
    const alarm = new cloudwatch.Alarm(this.scope, id, { metric, comparisonOperator, treatMissingData, ...props });
    alarm.addAlarmAction(new actions.SnsAction(this.topic));
    alarm.addOkAction(new actions.SnsAction(this.topic));
  }
}

class RegistryStack extends cdk.Stack {
  constructor(scope, id, props) {
    super(scope, id, props);
    const repository = new ecr.Repository(this, 'Repository', {
      repositoryName: `${props.name}/api`,
      imageScanOnPush: true,
      imageTagMutability: ecr.TagMutability.IMMUTABLE,
      encryption: ecr.RepositoryEncryption.KMS,
    });
    repository.addLifecycleRule({ maxImageCount: 50 });
    new cdk.CfnOutput(this, 'RepositoryUri', { value: repository.repositoryUri });
  }
}

class EdgeStack extends cdk.Stack {
  constructor(scope, id, props) {
    super(scope, id, props);
    this.zone = hostedZone(this);
    this.alarms = new Alarms(this);
    const logBucket = accessLogs(this, s3.ObjectOwnership.OBJECT_WRITER);
    const distribution = this.distribution(props.name, this.site(props.name, logBucket), logBucket);
    this.records(distribution);
    this.healthCheck('Site', `www.${DOMAIN}`, '/');
    this.healthCheck('Api', `api.${DOMAIN}`, '/healthz');
    this.alarms.above('SiteErrorRate', distribution.metric5xxErrorRate({ period: minutes(1) }), 1);
    new cdk.CfnOutput(this, 'SiteDomainName', { value: distribution.distributionDomainName });
  }

  site(name, logBucket) {
    return new s3.Bucket(this, 'Site', {
      bucketName: `${name}-site-${ACCOUNT}`,
      blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
      encryption: s3.BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
      versioned: true,
      serverAccessLogsBucket: logBucket,
      serverAccessLogsPrefix: 's3/site/',
      lifecycleRules: [{ abortIncompleteMultipartUploadAfter: days(7) }],
    });
  }

  distribution(name, bucket, logBucket) {
    const pages = new cloudfront.Function(this, 'Pages', {
      code: cloudfront.FunctionCode.fromInline(SINGLE_PAGE),
      runtime: cloudfront.FunctionRuntime.JS_2_0,
    });
    const certificate = new acm.Certificate(this, 'Certificate', {
      domainName: `www.${DOMAIN}`,
      subjectAlternativeNames: [DOMAIN],
      validation: acm.CertificateValidation.fromDns(this.zone),
    });
    return new cloudfront.Distribution(this, 'Distribution', {
      defaultBehavior: {
        origin: origins.S3BucketOrigin.withOriginAccessControl(bucket),
        viewerProtocolPolicy: cloudfront.ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
        cachePolicy: cloudfront.CachePolicy.CACHING_OPTIMIZED,
        responseHeadersPolicy: cloudfront.ResponseHeadersPolicy.SECURITY_HEADERS,
        functionAssociations: [{ function: pages, eventType: cloudfront.FunctionEventType.VIEWER_REQUEST }],
      },
      defaultRootObject: 'index.html',
      domainNames: [`www.${DOMAIN}`, DOMAIN],
      certificate,
      minimumProtocolVersion: cloudfront.SecurityPolicyProtocol.TLS_V1_2_2021,
      httpVersion: cloudfront.HttpVersion.HTTP2_AND_3,
      webAclId: this.webAcl(name).attrArn,
      enableLogging: true,
      logBucket,
      logFilePrefix: 'cloudfront/site/',
    });
  }

  webAcl(name) {
    const rules = ['AmazonIpReputationList', 'CommonRuleSet', 'KnownBadInputsRuleSet'];
    const visible = (metricName) => ({ cloudWatchMetricsEnabled: true, metricName, sampledRequestsEnabled: true });
    const acl = new wafv2.CfnWebACL(this, 'WebAcl', {
      scope: 'CLOUDFRONT',
      defaultAction: { allow: {} },
      visibilityConfig: visible('WebAcl'),
      rules: rules.map((rule, priority) => ({
        name: rule,
        priority,
        overrideAction: { none: {} },
        statement: { managedRuleGroupStatement: { vendorName: 'AWS', name: `AWSManagedRules${rule}` } },
        visibilityConfig: visible(rule),
      })),
    });
    const group = logGroup(this, 'WebAclLogs', `aws-waf-logs-${name}`);
    new wafv2.CfnLoggingConfiguration(this, 'WebAclLogging', {
      resourceArn: acl.attrArn,
      logDestinationConfigs: [
        this.formatArn({
          service: 'logs',
          resource: 'log-group',
          arnFormat: cdk.ArnFormat.COLON_RESOURCE_NAME,
          resourceName: group.logGroupName,
        }),
      ],
      redactedFields: [{ singleHeader: { Name: 'authorization' } }, { singleHeader: { Name: 'cookie' } }],
    });
    return acl;
  }

  records(distribution) {
    const target = route53.RecordTarget.fromAlias(new targets.CloudFrontTarget(distribution));
    for (const [id, recordName] of [['Www', 'www'], ['Apex', undefined]]) {
      new route53.ARecord(this, `${id}Record`, { zone: this.zone, recordName, target });
      new route53.AaaaRecord(this, `${id}Ipv6Record`, { zone: this.zone, recordName, target });
    }
  }

  healthCheck(id, fqdn, resourcePath) {
    const check = new route53.HealthCheck(this, `${id}HealthCheck`, {
      type: route53.HealthCheckType.HTTPS,
      fqdn,
      resourcePath,
      port: 443,
      enableSNI: true,
      measureLatency: true,
    });
    const metric = new cloudwatch.Metric({
      namespace: 'AWS/Route53',
      metricName: 'HealthCheckStatus',
      dimensionsMap: { HealthCheckId: check.healthCheckId },
      statistic: 'Minimum',
      period: minutes(1),
    });
    this.alarms.below(`${id}Health`, metric, 1, 1);
  }
}

class MainStack extends cdk.Stack {
  constructor(scope, id, props) {
    super(scope, id, { ...props, terminationProtection: true });
    this.name = props.name;
    this.vpc = this.network();
    this.alarms = new Alarms(this);
    this.allow();
    this.database = this.databaseInstance();
    this.databaseExtensions(props.extensions);
    this.cacheSecret = this.cacheUserSecret();
    this.cache = this.cacheGroup();
    this.balancer = this.loadBalancer();
    this.service = this.apiService();
    this.listeners();
    this.watch();
    new cdk.CfnOutput(this, 'LoadBalancerDnsName', { value: this.balancer.loadBalancerDnsName });
  }

  network() {
    const vpc = new ec2.Vpc(this, 'Vpc', {
      ipAddresses: ec2.IpAddresses.cidr('10.0.0.0/16'),
      availabilityZones: ['a', 'b'].map((zone) => REGION + zone),
      natGateways: 2,
      subnetConfiguration: [
        { name: 'private', subnetType: EGRESS, cidrMask: 19 },
        { name: 'public', subnetType: PUBLIC, cidrMask: 20, mapPublicIpOnLaunch: false },
        { name: 'isolated', subnetType: ISOLATED, cidrMask: 20 },
      ],
    });
    const destination = ec2.FlowLogDestination.toCloudWatchLogs(logGroup(this, 'FlowLogs'));
    vpc.addFlowLog('FlowLog', { destination, trafficType: ec2.FlowLogTrafficType.ALL });
    return vpc;
  }

  allow() {
    const group = (id) => new ec2.SecurityGroup(this, `${id}Group`, { vpc: this.vpc, allowAllOutbound: false });
    this.groups = Object.fromEntries(['Balancer', 'Api', 'Database', 'Cache', 'Extensions'].map((id) => [id, group(id)]));
    const { Balancer, Api, Database, Cache, Extensions } = this.groups;
    Balancer.addIngressRule(ec2.Peer.anyIpv4(), ec2.Port.HTTPS, 'customers');
    Balancer.addIngressRule(ec2.Peer.anyIpv4(), ec2.Port.HTTP, 'customers');
    Balancer.connections.allowTo(Api, ec2.Port.tcp(3000), 'load balancer to API');
    Api.connections.allowTo(Database, ec2.Port.POSTGRES, 'API to database');
    Api.connections.allowTo(Cache, ec2.Port.tcp(6379), 'API to cache');
    Api.addEgressRule(ec2.Peer.anyIpv4(), ec2.Port.HTTPS, 'APIs of AWS');
    Extensions.connections.allowTo(Database, ec2.Port.POSTGRES, 'extensions to database');
    Extensions.addEgressRule(ec2.Peer.anyIpv4(), ec2.Port.HTTPS, 'APIs of AWS');
  }

  databaseInstance() {
    const engine = rds.DatabaseInstanceEngine.postgres({ version: rds.PostgresEngineVersion.of('17.9', '17') });
    const instanceIdentifier = `${this.name}-database`;
    const logged = logGroup(this, 'DatabaseLogs', `/aws/rds/instance/${instanceIdentifier}/postgresql`);
    const database = new rds.DatabaseInstance(this, 'Database', {
      instanceIdentifier,
      engine,
      instanceType: ec2.InstanceType.of(ec2.InstanceClass.M7G, ec2.InstanceSize.LARGE),
      vpc: this.vpc,
      vpcSubnets: { subnetType: ISOLATED },
      securityGroups: [this.groups.Database],
      multiAz: true,
      allocatedStorage: 100,
      storageType: rds.StorageType.GP3,
      storageEncrypted: true,
      databaseName: 'app',
      credentials: rds.Credentials.fromUsername('app_owner'),
      manageMasterUserPassword: true,
      parameterGroup: new rds.ParameterGroup(this, 'DatabaseParameters', {
        engine,
        parameters: { 'rds.force_ssl': '1', log_connections: '1', log_disconnections: '1', log_statement: 'ddl' },
      }),
      backupRetention: days(14),
      deleteAutomatedBackups: false,
      iamAuthentication: true,
      monitoringInterval: seconds(60),
      enablePerformanceInsights: true,
      cloudwatchLogsExports: ['postgresql'],
      deletionProtection: true,
    });
    database.node.addDependency(logged);
    return database;
  }

  databaseExtensions(folder) {
    const handler = new lambda.Function(this, 'Extensions', {
      runtime: lambda.Runtime.PYTHON_3_13,
      architecture: lambda.Architecture.ARM_64,
      handler: 'index.handler',
      code: lambda.Code.fromAsset(folder),
      memorySize: 256,
      timeout: minutes(5),
      logGroup: logGroup(this, 'ExtensionsLogs'),
      vpc: this.vpc,
      vpcSubnets: { subnetType: EGRESS },
      securityGroups: [this.groups.Extensions],
    });
    this.database.secret.grantRead(handler);
    this.extensions = new cdk.CustomResource(this, 'DatabaseExtensions', {
      serviceToken: handler.functionArn,
      resourceType: 'Custom::DatabaseExtensions',
      properties: {
        SecretArn: this.database.secret.secretArn,
        Host: this.database.dbInstanceEndpointAddress,
        Port: 5432,
        Database: 'app',
        Extensions: ['postgis'],
      },
    });
    this.extensions.node.addDependency(this.groups.Extensions);
  }

  cacheGroup() {
    const subnets = new elasticache.CfnSubnetGroup(this, 'CacheSubnets', {
      description: 'Subnets of the cache',
      subnetIds: this.vpc.selectSubnets({ subnetType: ISOLATED }).subnetIds,
    });
    const group = new elasticache.CfnReplicationGroup(this, 'Cache', {
      replicationGroupId: `${this.name}-cache`,
      replicationGroupDescription: 'Sessions and permissions',
      engine: 'redis',
      engineVersion: '7.1',
      cacheNodeType: 'cache.m7g.large',
      numCacheClusters: 2,
      automaticFailoverEnabled: true,
      multiAzEnabled: true,
      cacheSubnetGroupName: subnets.ref,
      securityGroupIds: [this.groups.Cache.securityGroupId],
      atRestEncryptionEnabled: true,
      transitEncryptionEnabled: true,
      transitEncryptionMode: 'required',
      userGroupIds: [this.cacheUsers()],
      snapshotRetentionLimit: 1,
      logDeliveryConfigurations: [
        {
          logType: 'slow-log',
          logFormat: 'json',
          destinationType: 'cloudwatch-logs',
          destinationDetails: { cloudWatchLogsDetails: { logGroup: logGroup(this, 'CacheSlowLog').logGroupName } },
        },
      ],
    });
    group.applyRemovalPolicy(cdk.RemovalPolicy.SNAPSHOT);
    return group;
  }

  cacheUserSecret() {
    return new secretsmanager.Secret(this, 'CacheSecret', {
      generateSecretString: {
        secretStringTemplate: JSON.stringify({ username: `${this.name}-api` }),
        generateStringKey: 'password',
        passwordLength: 64,
        excludePunctuation: true,
      },
    });
  }

  cacheUsers() {
    const nobody = new elasticache.CfnUser(this, 'CacheDefaultUser', {
      engine: 'redis',
      userId: `${this.name}-default`,
      userName: 'default',
      accessString: 'off -@all',
      authenticationMode: { Type: 'no-password-required' },
    });
    const password = this.cacheSecret.secretValueFromJson('password').unsafeUnwrap();
    const api = new elasticache.CfnUser(this, 'CacheApiUser', {
      engine: 'redis',
      userId: `${this.name}-api`,
      userName: `${this.name}-api`,
      accessString: 'on ~* &* -@all +@read +@write +@connection +@transaction +@pubsub +@scripting +info',
      authenticationMode: { Type: 'password', Passwords: [password] },
    });
    const users = { engine: 'redis', userGroupId: `${this.name}-users`, userIds: [nobody.ref, api.ref] };
    return new elasticache.CfnUserGroup(this, 'CacheUsers', users).ref;
  }

  loadBalancer() {
    const balancer = new elbv2.ApplicationLoadBalancer(this, 'LoadBalancer', {
      vpc: this.vpc,
      vpcSubnets: { subnetType: PUBLIC },
      internetFacing: true,
      securityGroup: this.groups.Balancer,
      dropInvalidHeaderFields: true,
      deletionProtection: true,
    });
    balancer.logAccessLogs(accessLogs(this, s3.ObjectOwnership.BUCKET_OWNER_ENFORCED), 'load_balancer');
    return balancer;
  }

  apiService() {
    const cluster = new ecs.Cluster(this, 'Cluster', {
      vpc: this.vpc,
      containerInsightsV2: ecs.ContainerInsights.ENHANCED,
    });
    const service = new ecs.FargateService(this, 'Api', {
      cluster,
      taskDefinition: this.task(),
      securityGroups: [this.groups.Api],
      vpcSubnets: { subnetType: EGRESS },
      minHealthyPercent: 100,
      maxHealthyPercent: 200,
      circuitBreaker: { enable: true, rollback: true },
      healthCheckGracePeriod: seconds(60),
      enableECSManagedTags: true,
      propagateTags: ecs.PropagatedTagSource.SERVICE,
    });
    service.node.addDependency(this.extensions);
    const scaling = service.autoScaleTaskCount({ minCapacity: 2, maxCapacity: 10 });
    const cooldowns = { scaleInCooldown: minutes(5), scaleOutCooldown: minutes(1) };
    scaling.scaleOnCpuUtilization('Cpu', { targetUtilizationPercent: 60, ...cooldowns });
    scaling.scaleOnMemoryUtilization('Memory', { targetUtilizationPercent: 70, ...cooldowns });
    return service;
  }

  task() {
    const task = new ecs.FargateTaskDefinition(this, 'ApiTask', { cpu: 512, memoryLimitMiB: 1024 });
    const tag = new cdk.CfnParameter(this, 'ImageTag', { type: 'String' });
    const repository = ecr.Repository.fromRepositoryName(this, 'Repository', `${this.name}/api`);
    const container = task.addContainer('api', {
      image: ecs.ContainerImage.fromEcrRepository(repository, tag.valueAsString),
      logging: ecs.LogDrivers.awsLogs({
        streamPrefix: 'api',
        logGroup: logGroup(this, 'ApiLogs'),
        mode: ecs.AwsLogDriverMode.NON_BLOCKING,
      }),
      portMappings: [{ containerPort: 3000 }],
      environment: this.settings(),
      secrets: this.secrets(),
      readonlyRootFilesystem: true,
    });
    task.addVolume({ name: 'tmp' });
    container.addMountPoints({ containerPath: '/tmp', sourceVolume: 'tmp', readOnly: false });
    this.database.secret.grantRead(task.taskRole);
    return task;
  }

  settings() {
    return {
      PORT: '3000',
      LOG_LEVEL: 'info',
      DATABASE_HOST: this.database.dbInstanceEndpointAddress,
      DATABASE_PORT: '5432',
      DATABASE_NAME: 'app',
      DATABASE_SECRET_ARN: this.database.secret.secretArn,
      CACHE_HOST: this.cache.attrPrimaryEndPointAddress,
      CACHE_PORT: '6379',
      CACHE_TLS: 'true',
    };
  }

  secrets() {
    const generated = { passwordLength: 64, excludePunctuation: true };
    const auth = new secretsmanager.Secret(this, 'AuthSecret', { generateSecretString: generated });
    return {
      BETTER_AUTH_SECRET: ecs.Secret.fromSecretsManager(auth),
      DATABASE_USERNAME: ecs.Secret.fromSecretsManager(this.database.secret, 'username'),
      DATABASE_PASSWORD: ecs.Secret.fromSecretsManager(this.database.secret, 'password'),
      CACHE_USERNAME: ecs.Secret.fromSecretsManager(this.cacheSecret, 'username'),
      CACHE_PASSWORD: ecs.Secret.fromSecretsManager(this.cacheSecret, 'password'),
    };
  }

  listeners() {
    const zone = hostedZone(this);
    const certificate = new acm.Certificate(this, 'Certificate', {
      domainName: `api.${DOMAIN}`,
      validation: acm.CertificateValidation.fromDns(zone),
    });
    const https = this.balancer.addListener('Https', {
      port: 443,
      open: false,
      certificates: [certificate],
      sslPolicy: elbv2.SslPolicy.RECOMMENDED_TLS,
    });
    this.targetGroup = https.addTargets('Api', {
      port: 3000,
      protocol: elbv2.ApplicationProtocol.HTTP,
      targets: [this.service],
      deregistrationDelay: seconds(30),
      healthCheck: { path: '/healthz', interval: seconds(15), healthyHttpCodes: '200-299' },
    });
    this.balancer.addListener('Http', {
      port: 80,
      open: false,
      defaultAction: elbv2.ListenerAction.redirect({ protocol: 'HTTPS', port: '443', permanent: true }),
    });
    const target = route53.RecordTarget.fromAlias(new targets.LoadBalancerTarget(this.balancer));
    new route53.ARecord(this, 'ApiRecord', { zone, recordName: 'api', target });
  }

  watch() {
    const { alarms, balancer, database, service } = this;
    const minute = { period: minutes(1) };
    const { ELB_5XX_COUNT, TARGET_5XX_COUNT } = { ...elbv2.HttpCodeElb, ...elbv2.HttpCodeTarget };
    alarms.above('BalancerLatency', balancer.metrics.targetResponseTime({ ...minute, statistic: 'p95' }), 1);
    alarms.above('BalancerTargetErrors', balancer.metrics.httpCodeTarget(TARGET_5XX_COUNT, minute), 10);
    alarms.above('BalancerErrors', balancer.metrics.httpCodeElb(ELB_5XX_COUNT, minute), 10);
    alarms.above('Unhealthy', this.targetGroup.metrics.unhealthyHostCount({ ...minute, statistic: 'Maximum' }), 0);
    alarms.above('ApiCpu', service.metricCpuUtilization(minute), 90);
    alarms.above('ApiMemory', service.metricMemoryUtilization(minute), 90);
    const insights = { ...minute, namespace: 'ECS/ContainerInsights', statistic: 'Minimum' };
    alarms.below('ApiRunningTasks', service.metric('RunningTaskCount', insights), 2);
    alarms.above('DatabaseCpu', database.metricCPUUtilization(minute), 80);
    alarms.below('DatabaseStorage', database.metricFreeStorageSpace({ ...minute, statistic: 'Minimum' }), 10 * 2 ** 30);
    alarms.above('DatabaseReadLatency', database.metric('ReadLatency', { ...minute, statistic: 'p95' }), 0.05);
    alarms.above('DatabaseWriteLatency', database.metric('WriteLatency', { ...minute, statistic: 'p95' }), 0.05);
    for (const node of ['001', '002']) this.watchCacheNode(node);
  }

  watchCacheNode(node) {
    const dimensionsMap = { CacheClusterId: `${this.name}-cache-${node}` };
    const metric = (metricName) =>
      new cloudwatch.Metric({ namespace: 'AWS/ElastiCache', metricName, dimensionsMap, period: minutes(1) });
    this.alarms.above(`Cache${node}Cpu`, metric('EngineCPUUtilization'), 80);
    this.alarms.above(`Cache${node}Memory`, metric('DatabaseMemoryUsagePercentage'), 80);
    this.alarms.above(`Cache${node}Latency`, metric('SuccessfulReadRequestLatency'), 1000);
  }
}

function architecture(app, name, extensions) {
  const env = { account: ACCOUNT, region: REGION };
  new RegistryStack(app, `${name}-Registry`, { env, name });
  new EdgeStack(app, `${name}-Edge`, { env: { account: ACCOUNT, region: 'us-east-1' }, name });
  new MainStack(app, `${name}-Main`, { env, name, extensions });
}

function synthesize(outdir, count, extensions) {
  const app = new cdk.App({ outdir, analyticsReporting: false, treeMetadata: false });
  for (let number = 1; number <= count; number += 1) architecture(app, `saas-${number}`, extensions);
  app.synth();
}

function timed(job) {
  const started = performance.now();
  const before = process.cpuUsage();
  job();
  const { user, system } = process.cpuUsage(before);
  return [(performance.now() - started) / 1e3, (user + system) / 1e6];
}

const [outdir, count, extensions, times = '1'] = process.argv.slice(2);
const taken = Array.from({ length: Number(times) }, () => timed(() => synthesize(outdir, Number(count), extensions)));
process.stdout.write(JSON.stringify(taken));

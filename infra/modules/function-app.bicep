metadata description = 'The bot: a function app on Flex Consumption that reaches everything with its own identity.'

@description('Name of the app.')
param name string

@description('Region.')
param location string

@description('Tags.')
param tags object

@description('Resource id of the identity of the bot.')
param identityId string

@description('Client id of the identity of the bot.')
param identityClientId string

@description('Storage account of state, queues and package.')
param storageName string

@description('Container of the app package.')
param packageContainer string

@description('Where the policy file is.')
param policyUrl string

@description('Container with rules of your own; empty without.')
param rulesUrl string

@description('Days that states before a fix are kept.')
param retentionDays int

@description('Hosts besides those of the known ticket and chat services that the bot may call.')
param outboundHosts string[]

@description('Collector that takes traces and figures over OTLP; empty to send them to Application Insights.')
param otlpEndpoint string

@description('The part of traces that is kept, from 0 to 1.')
param traceRatio string

@description('Application Insights component.')
param insightsName string

@description('Key vault that secretSettings refers to.')
param vaultName string

@description('Name of the setting to name of the secret.')
param secretSettings object

@description('Host name of the event hubs namespace with the audit log of Microsoft Entra; empty without.')
param auditNamespace string

@description('Subnet for outgoing calls; empty without private networking.')
param subnetId string

@description('Memory of an instance in MB.')
param instanceMemoryMB int

@description('Most instances that may run at once.')
param maximumInstanceCount int

var clouds = {
  AzureCloud: 'public'
  AzureUSGovernment: 'usgovernment'
  AzureChinaCloud: 'china'
}
var settings = {
  AzureWebJobsStorage__blobServiceUri: storage.properties.primaryEndpoints.blob
  AzureWebJobsStorage__queueServiceUri: storage.properties.primaryEndpoints.queue
  AzureWebJobsStorage__tableServiceUri: storage.properties.primaryEndpoints.table
  AzureWebJobsStorage__credential: 'managedidentity'
  AzureWebJobsStorage__clientId: identityClientId
  AzureWebJobsDisableHomepage: 'true'
  APPLICATIONINSIGHTS_CONNECTION_STRING: insights.properties.ConnectionString
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identityClientId};Authorization=AAD'
  AZURE_CLIENT_ID: identityClientId
  DRIFTWARDEN_CLOUD: clouds[environment().name]
  DRIFTWARDEN_CREDENTIAL: 'managed-identity'
  DRIFTWARDEN_POLICY: policyUrl
  DRIFTWARDEN_RETENTION_DAYS: string(retentionDays)
  OTEL_TRACES_SAMPLER_ARG: traceRatio
  // Sign-in proves itself with the identity of the app instead of a client secret.
  OVERRIDE_USE_MI_FIC_ASSERTION_CLIENTID: identityClientId
}
var rulesSetting = empty(rulesUrl) ? {} : { DRIFTWARDEN_RULES: rulesUrl }
var outboundSetting = empty(outboundHosts) ? {} : { DRIFTWARDEN_OUTBOUND_HOSTS: join(outboundHosts, ',') }
var collectorSetting = empty(otlpEndpoint) ? {} : { OTEL_EXPORTER_OTLP_ENDPOINT: otlpEndpoint }

// A trigger whose connection is missing would keep the whole host from starting cleanly.
var auditSettings = empty(auditNamespace)
  ? { 'AzureWebJobs.OnEntraAudit.Disabled': 'true' }
  : {
      EntraAudit__fullyQualifiedNamespace: auditNamespace
      EntraAudit__credential: 'managedidentity'
      EntraAudit__clientId: identityClientId
    }
var secretReferences = mapValues(
  secretSettings,
  secret => '@Microsoft.KeyVault(VaultName=${vaultName};SecretName=${secret})'
)

resource storage 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: storageName
}

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: insightsName
}

resource plan 'Microsoft.Web/serverfarms@2025-03-01' = {
  name: 'plan-${name}'
  location: location
  tags: tags
  kind: 'functionapp'
  sku: { name: 'FC1', tier: 'FlexConsumption' }
  properties: { reserved: true }
}

resource app 'Microsoft.Web/sites@2025-03-01' = {
  name: name
  location: location
  tags: union(tags, { 'azd-service-name': 'driftwarden' })
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identityId}': {} }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    keyVaultReferenceIdentity: identityId
    virtualNetworkSubnetId: empty(subnetId) ? null : subnetId
    siteConfig: {
      ftpsState: 'Disabled'
      http20Enabled: true
      minTlsVersion: '1.2'
      scmMinTlsVersion: '1.2'
      remoteDebuggingEnabled: false
    }
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: '${storage.properties.primaryEndpoints.blob}${packageContainer}'
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: identityId
          }
        }
      }
      runtime: { name: 'java', version: '17' }
      scaleAndConcurrency: {
        instanceMemoryMB: instanceMemoryMB
        maximumInstanceCount: maximumInstanceCount
      }
    }
  }
}

resource appSettings 'Microsoft.Web/sites/config@2025-03-01' = {
  parent: app
  name: 'appsettings'
  properties: union(settings, rulesSetting, outboundSetting, collectorSetting, auditSettings, secretReferences)
}

resource ftpLogin 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2025-03-01' = {
  parent: app
  name: 'ftp'
  properties: { allow: false }
}

resource scmLogin 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2025-03-01' = {
  parent: app
  name: 'scm'
  properties: { allow: false }
}

@description('Resource id.')
output id string = app.id

@description('Name.')
output name string = app.name

@description('Host name.')
output hostName string = app.properties.defaultHostName

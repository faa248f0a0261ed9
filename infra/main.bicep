metadata description = 'Driftwarden in one subscription, watching one or more subscriptions of the same tenant.'

targetScope = 'subscription'

@description('A subscription to watch. An Azure subscription can have only one system topic for its own events: name it here when it exists already; it needs a system-assigned identity.')
type watchedSubscription = {
  @description('The subscription id.')
  @minLength(36)
  @maxLength(36)
  id: string

  @description('The system topic for events of this subscription that exists already; leave it out to create one.')
  existingTopic: existingTopic?
}

@description('A family of rules with fixes: a key of "write" in roles/roles.json.')
type family = 'acr' | 'ai' | 'aks' | 'apim' | 'backup' | 'compute' | 'cosmos' | 'defender' | 'eventhub' | 'keyvault' | 'monitor' | 'mysql' | 'network' | 'postgres' | 'rbac' | 'redis' | 'servicebus' | 'sql' | 'storage' | 'web'

@description('A system topic that somebody else created.')
type existingTopic = {
  @description('Name of the system topic.')
  name: string

  @description('Its resource group, in the watched subscription.')
  resourceGroup: string
}

@description('Prefix of every name: lower-case letters and digits, beginning with a letter.')
@minLength(3)
@maxLength(11)
param name string = 'driftwarden'

@description('Region of everything that has one. Flex Consumption must be offered there.')
param location string = deployment().location

@description('Tags on every resource.')
param tags object = {}

@description('The subscriptions to watch.')
@minLength(1)
param watchedSubscriptions watchedSubscription[] = [{ id: subscription().subscriptionId }]

@description('Rule families whose fixes the bot may apply, for instance storage. Empty: the bot gets no right to write at all. ')
param writeFamilies family[] = []

@description('Watched subscriptions in which the families above hold. Empty: in all of them.')
param writeSubscriptions string[] = []

@description('False when the roles are given by roles/management-group.bicep.')
param assignRoles bool = true

@description('Role definition ids (GUIDs) that the bot may neither grant nor take away, whatever a rule says.')
param protectedRoleIds string[] = [
  '8e3af657-a8ff-443c-a75c-2fe8c4bcb635' // Owner
  '18d7d88d-d35e-4fb5-a5c3-7773c20a72d9' // User Access Administrator
  'f58310d9-a9f6-439a-9e8d-f62e7b41a168' // Role Based Access Control Administrator
]

@description('Client id of the app registration through which people sign in. See README.md, "App registration".')
@minLength(36)
@maxLength(36)
param authenticationClientId string

@description('How events arrive: through the storage queue, or straight at the function, which must be deployed before.')
param delivery 'queue' | 'function' = 'queue'

@description('App settings that hold a secret: name of the setting to name of the secret in the key vault.')
param secretSettings object = {}

@description('Address ranges that may reach storage and key vault from the internet. With private networking everything else is refused.')
param allowedIpRanges string[] = []

@description('Puts storage and key vault behind private endpoints, and the app into a virtual network.')
param privateNetworking bool = false

@description('Address space of the virtual network: a /24 or larger. Used with private networking only.')
param addressSpace string = '10.71.0.0/24'

@description('Creates an event hub for the audit log of Microsoft Entra.')
param entraAudit bool = false

@description('Reads rules of your own from the container "rules" beside the policy file. Until the first good set has been read, the bot only observes.')
param ownRules bool = false

@description('Days that states before a fix and handled rejections are kept.')
@minValue(1)
@maxValue(9999)
param retentionDays int = 90

@description('Hosts besides those of the known ticket and chat services that the bot may call, for instance a ServiceNow instance of your own domain.')
param outboundHosts string[] = []

@description('Collector that takes traces and figures over OTLP (https://…:4318). Empty: they go to Application Insights.')
param otlpEndpoint string = ''

@description('The part of traces that is kept: "1" all, "0.1" a tenth. Figures and logs are not sampled.')
@minLength(1)
@maxLength(8)
param traceRatio string = '1'

@description('Memory of an instance in MB.')
@allowed([512, 2048, 4096])
param instanceMemoryMB int = 2048

@description('Most instances that may run at once.')
@minValue(40)
@maxValue(1000)
param maximumInstanceCount int = 40

@description('E-mail addresses that alerts go to. Empty: alerts are raised, nobody is told.')
param alertEmails string[] = []

@description('Days that logs are kept.')
@minValue(30)
@maxValue(730)
param logRetentionDays int = 90

var suffix = take(uniqueString(subscription().id, name, location), 6)
var watchedIds = map(watchedSubscriptions, watched => watched.id)
var writeIn = empty(writeSubscriptions) ? watchedIds : writeSubscriptions

resource group 'Microsoft.Resources/resourceGroups@2024-11-01' = {
  name: 'rg-${name}'
  location: location
  tags: tags
}

module identity 'modules/identity.bicep' = {
  scope: group
  params: {
    name: 'id-${name}'
    location: location
    tags: tags
  }
}

module network 'modules/network.bicep' = if (privateNetworking) {
  scope: group
  params: {
    name: name
    location: location
    tags: tags
    addressSpace: addressSpace
  }
}

module storage 'modules/storage.bicep' = {
  scope: group
  params: {
    name: 'st${name}${suffix}'
    location: location
    tags: tags
    principalId: identity.outputs.principalId
    defaultAction: privateNetworking ? 'Deny' : 'Allow'
    allowedIpRanges: allowedIpRanges
  }
}

module configuration 'modules/configuration.bicep' = {
  scope: group
  params: {
    name: 'st${name}c${suffix}'
    location: location
    tags: tags
    principalId: identity.outputs.principalId
    defaultAction: privateNetworking ? 'Deny' : 'Allow'
    allowedIpRanges: allowedIpRanges
  }
}

module monitoring 'modules/monitoring.bicep' = {
  scope: group
  params: {
    name: name
    location: location
    tags: tags
    retentionDays: logRetentionDays
    principalId: identity.outputs.principalId
  }
}

module vault 'modules/key-vault.bicep' = {
  scope: group
  params: {
    name: 'kv-${name}-${suffix}'
    location: location
    tags: tags
    principalId: identity.outputs.principalId
    defaultAction: privateNetworking ? 'Deny' : 'Allow'
    allowedIpRanges: allowedIpRanges
  }
}

module endpoints 'modules/private-endpoints.bicep' = if (privateNetworking) {
  scope: group
  params: {
    name: name
    location: location
    tags: tags
    networkId: privateNetworking ? network!.outputs.networkId : ''
    subnetId: privateNetworking ? network!.outputs.endpointSubnetId : ''
    storageId: storage.outputs.id
    configurationId: configuration.outputs.id
    vaultId: vault.outputs.id
  }
}

module audit 'modules/entra-audit.bicep' = if (entraAudit) {
  scope: group
  params: {
    name: 'evhns-${name}-${suffix}'
    location: location
    tags: tags
    principalId: identity.outputs.principalId
  }
}

module app 'modules/function-app.bicep' = {
  scope: group
  params: {
    name: 'func-${name}-${suffix}'
    location: location
    tags: tags
    identityId: identity.outputs.id
    identityClientId: identity.outputs.clientId
    storageName: storage.outputs.name
    packageContainer: storage.outputs.packageContainer
    policyUrl: configuration.outputs.policyUrl
    rulesUrl: ownRules ? configuration.outputs.rulesUrl : ''
    retentionDays: retentionDays
    outboundHosts: outboundHosts
    otlpEndpoint: otlpEndpoint
    traceRatio: traceRatio
    insightsName: monitoring.outputs.insightsName
    vaultName: vault.outputs.name
    secretSettings: secretSettings
    auditNamespace: entraAudit ? audit!.outputs.hostName : ''
    subnetId: privateNetworking ? network!.outputs.appSubnetId : ''
    instanceMemoryMB: instanceMemoryMB
    maximumInstanceCount: maximumInstanceCount
  }
  dependsOn: [endpoints]
}

module authentication 'modules/authentication.bicep' = {
  scope: group
  params: {
    appName: app.outputs.name
    clientId: authenticationClientId
    excludeWebhook: delivery == 'function'
    slackButtons: contains(secretSettings, 'DRIFTWARDEN_SECRET_SLACK_SIGNING')
  }
}

module alerts 'modules/alerts.bicep' = {
  scope: group
  params: {
    name: name
    location: location
    tags: tags
    workspaceId: monitoring.outputs.workspaceId
    emails: alertEmails
  }
}

module workbook 'modules/workbook.bicep' = {
  scope: group
  params: {
    location: location
    tags: tags
    workspaceId: monitoring.outputs.workspaceId
  }
}

module roleDefinitions 'modules/role-definitions.bicep' = if (assignRoles) {
  params: {
    subscriptionIds: watchedIds
    families: writeFamilies
  }
}

module readers 'modules/reader-assignment.bicep' = [
  for id in watchedIds: if (assignRoles) {
    name: 'driftwarden-reader-${id}'
    scope: subscription(id)
    params: {
      principalId: identity.outputs.principalId
      roleId: assignRoles ? roleDefinitions!.outputs.readerId : ''
    }
  }
]

module writers 'modules/writer-assignments.bicep' = [
  for id in writeIn: if (assignRoles && !empty(writeFamilies)) {
    name: 'driftwarden-writers-${id}'
    scope: subscription(id)
    params: {
      principalId: identity.outputs.principalId
      families: writeFamilies
      roleIds: assignRoles ? roleDefinitions!.outputs.writerIds : []
      protectedRoleIds: protectedRoleIds
    }
  }
]

module watches 'modules/watch.bicep' = [
  for watched in watchedSubscriptions: {
    name: 'driftwarden-watch-${watched.id}'
    scope: subscription(watched.id)
    params: {
      name: name
      location: location
      tags: tags
      existingTopicName: watched.?existingTopic.?name ?? ''
      existingTopicGroup: watched.?existingTopic.?resourceGroup ?? ''
      homeSubscriptionId: subscription().subscriptionId
      homeGroup: group.name
      storageName: storage.outputs.name
      delivery: delivery
      functionId: '${app.outputs.id}/functions/OnResourceChange'
      actionGroupId: alerts.outputs.actionGroupId
    }
  }
]

@description('Name of the resource group.')
output resourceGroupName string = group.name

@description('Name of the function app.')
output functionAppName string = app.outputs.name

@description('Where the console is.')
output consoleUrl string = 'https://${app.outputs.hostName}/console'

@description('Object id of the bot, for permissions in Microsoft Graph.')
output botPrincipalId string = identity.outputs.principalId

@description('Client id of the bot, for the federated credential of the app registration.')
output botClientId string = identity.outputs.clientId

@description('Where the policy file belongs.')
output policyUrl string = configuration.outputs.policyUrl

@description('Where rule files belong, with ownRules.')
output rulesUrl string = configuration.outputs.rulesUrl

@description('Resource id of the function app, for `driftwarden preflight --app`.')
output functionAppId string = app.outputs.id

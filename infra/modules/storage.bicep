metadata description = 'State, work queues and app package. No shared key, no anonymous access; what the bot may do is given by roles.'

@description('Name of the account: at most 24 lower-case letters and digits.')
@maxLength(24)
param name string

@description('Region.')
param location string

@description('Tags.')
param tags object

@description('Object id of the bot.')
param principalId string

@description('What happens to callers that no network rule names.')
@allowed(['Allow', 'Deny'])
param defaultAction string

@description('Address ranges that may call from the internet.')
param allowedIpRanges string[]

var packageContainerName = 'app-package'
var containerNames = [
  packageContainerName
  'driftwarden-bodies'
  'driftwarden-deadletter'
]

// Queues that functions listen to, and those to which the host moves what failed five times.
var queueNames = [
  'driftwarden-events'
  'driftwarden-events-poison'
  'driftwarden-evaluate'
  'driftwarden-evaluate-poison'
  'driftwarden-apply'
  'driftwarden-apply-poison'
  'driftwarden-verify'
  'driftwarden-verify-poison'
  'driftwarden-outward'
  'driftwarden-outward-poison'
]

// Blob Data Owner because the Functions host takes leases for its timers.
var roleIds = {
  blobDataOwner: 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b'
  queueDataContributor: '974c5e8b-45b9-4653-ba55-5f855dd0fb88'
  tableDataContributor: '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'
}

resource account 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: 'Standard_ZRS' }
  properties: {
    accessTier: 'Hot'
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    isLocalUserEnabled: false
    isSftpEnabled: false
    networkAcls: {
      // Event Grid delivers as a trusted service.
      bypass: 'AzureServices'
      defaultAction: defaultAction
      ipRules: [for range in allowedIpRanges: { value: range, action: 'Allow' }]
    }
  }
}

resource blobs 'Microsoft.Storage/storageAccounts/blobServices@2025-06-01' = {
  parent: account
  name: 'default'
  properties: {
    isVersioningEnabled: true
    deleteRetentionPolicy: { enabled: true, days: 30 }
    containerDeleteRetentionPolicy: { enabled: true, days: 30 }
  }
}

resource containers 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-06-01' = [
  for container in containerNames: {
    parent: blobs
    name: container
    properties: { publicAccess: 'None' }
  }
]

resource queueService 'Microsoft.Storage/storageAccounts/queueServices@2025-06-01' = {
  parent: account
  name: 'default'
}

resource queues 'Microsoft.Storage/storageAccounts/queueServices/queues@2025-06-01' = [
  for queue in queueNames: {
    parent: queueService
    name: queue
  }
]

resource roles 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for role in items(roleIds): {
    name: guid(account.id, principalId, role.value)
    scope: account
    properties: {
      principalId: principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role.value)
      description: 'Driftwarden keeps its state here.'
    }
  }
]

@description('Resource id.')
output id string = account.id

@description('Name.')
output name string = account.name

@description('Container of the app package.')
output packageContainer string = packageContainerName

metadata description = 'What people tell the bot: its policy file and rules of their own. An account apart, because the bot may read here and nothing else.'

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

var blobDataReader = '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1'
var containerNames = ['policy', 'rules']

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
      bypass: 'None'
      defaultAction: defaultAction
      ipRules: [for range in allowedIpRanges: { value: range, action: 'Allow' }]
    }
  }
}

resource blobs 'Microsoft.Storage/storageAccounts/blobServices@2025-06-01' = {
  parent: account
  name: 'default'
  properties: {
    // Who changed the policy, and from what, can be looked up.
    isVersioningEnabled: true
    changeFeed: { enabled: true }
    deleteRetentionPolicy: { enabled: true, days: 90 }
    containerDeleteRetentionPolicy: { enabled: true, days: 90 }
  }
}

resource containers 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-06-01' = [
  for container in containerNames: {
    parent: blobs
    name: container
    properties: { publicAccess: 'None' }
  }
]

resource reader 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(account.id, principalId, blobDataReader)
  scope: account
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', blobDataReader)
    description: 'Driftwarden reads its policy and rules here.'
  }
}

@description('Resource id.')
output id string = account.id

@description('Where the policy file belongs.')
output policyUrl string = '${account.properties.primaryEndpoints.blob}policy/driftwarden.yaml'

@description('Where rule files belong.')
output rulesUrl string = '${account.properties.primaryEndpoints.blob}rules'

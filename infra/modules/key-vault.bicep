metadata description = 'Secrets of ticket and chat systems. The app refers to them; they appear in no template, parameter or output.'

@description('Name of the vault: at most 24 characters.')
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

var keyVaultSecretsUser = '4633458b-17de-408a-b874-0445c86b69e6'

resource vault 'Microsoft.KeyVault/vaults@2025-05-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    tenantId: tenant().tenantId
    sku: { family: 'A', name: 'standard' }
    enableRbacAuthorization: true
    enableSoftDelete: true
    enablePurgeProtection: true
    softDeleteRetentionInDays: 90
    networkAcls: {
      bypass: 'AzureServices'
      defaultAction: defaultAction
      ipRules: [for range in allowedIpRanges: { value: range }]
    }
  }
}

resource reader 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, principalId, keyVaultSecretsUser)
  scope: vault
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', keyVaultSecretsUser)
    description: 'Driftwarden reads the secrets that its settings refer to.'
  }
}

@description('Resource id.')
output id string = vault.id

@description('Name.')
output name string = vault.name

metadata description = 'Lets the bot read a subscription.'

targetScope = 'subscription'

@description('Object id of the bot.')
param principalId string

@description('Resource id of the role to read.')
param roleId string

resource assignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(subscription().id, principalId, 'driftwarden', 'reader')
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: roleId
    description: 'Driftwarden reads configuration here.'
  }
}

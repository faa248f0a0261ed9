metadata description = 'The roles of the bot for all subscriptions below a management group, instead of those that main.bicep gives per subscription (assignRoles: false).'

targetScope = 'managementGroup'

@description('A family of rules with fixes: a key of "write" in roles.json.')
type family = 'acr' | 'ai' | 'aks' | 'apim' | 'backup' | 'compute' | 'cosmos' | 'defender' | 'eventhub' | 'keyvault' | 'monitor' | 'mysql' | 'network' | 'postgres' | 'rbac' | 'redis' | 'servicebus' | 'sql' | 'storage' | 'web'

@description('Object id of the bot: output botPrincipalId of main.bicep.')
param principalId string

@description('Rule families whose fixes the bot may apply. Empty: it may only read.')
param writeFamilies family[] = []

@description('Role definition ids (GUIDs) that the bot may neither grant nor take away.')
@minLength(1)
param protectedRoleIds string[] = [
  '8e3af657-a8ff-443c-a75c-2fe8c4bcb635' // Owner
  '18d7d88d-d35e-4fb5-a5c3-7773c20a72d9' // User Access Administrator
  'f58310d9-a9f6-439a-9e8d-f62e7b41a168' // Role Based Access Control Administrator
]

var roles = loadJsonContent('roles.json')
var group = managementGroup().name
var condition = replace(
  replace(loadTextContent('condition.txt'), '{protected}', join(protectedRoleIds, ', ')),
  '{bot}',
  principalId
)

resource reader 'Microsoft.Authorization/roleDefinitions@2022-04-01' = {
  name: guid(managementGroup().id, 'driftwarden', 'reader')
  properties: {
    roleName: '${roles.reader.name} (${group})'
    description: roles.reader.description
    type: 'CustomRole'
    assignableScopes: [managementGroup().id]
    permissions: [{ actions: roles.reader.actions, notActions: [] }]
  }
}

resource writers 'Microsoft.Authorization/roleDefinitions@2022-04-01' = [
  for family in writeFamilies: {
    name: guid(managementGroup().id, 'driftwarden', 'write', family)
    properties: {
      roleName: '${roles.write[family].name} (${group})'
      description: roles.write[family].description
      type: 'CustomRole'
      assignableScopes: [managementGroup().id]
      permissions: [{ actions: roles.write[family].actions, notActions: [] }]
    }
  }
]

resource readerAssignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(managementGroup().id, principalId, 'driftwarden', 'reader')
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: reader.id
    description: 'Driftwarden reads configuration here.'
  }
}

resource writerAssignments 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (family, i) in writeFamilies: {
    name: guid(managementGroup().id, principalId, 'driftwarden', 'write', family)
    properties: {
      principalId: principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: writers[i].id
      description: 'Driftwarden applies fixes of the family ${family} here.'
      condition: roles.write[family].roleAssignments ? condition : null
      conditionVersion: roles.write[family].roleAssignments ? '2.0' : null
    }
  }
]
